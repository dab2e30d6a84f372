import ChildPrograms
import CurlTransport
import Foundation

/// A real osrm-routed that serves the example town, started for one test on a port that was free.
struct OSRMTown {
    /// What is closed of its roads.
    enum Roads: String, CaseIterable {
        case open
        case bridgeClosed = "bridge-closed"
        case floodClosed = "flood-closed"
    }

    let url: String
    private let process: ChildProgram

    /// Where `Scripts/get-osrm` puts it.
    private static let folder = ExampleTown.root.appending(path: ".build/osrm/osrm")

    static var isInstalled: Bool {
        FileManager.default.isExecutableFile(atPath: program("osrm-routed").path)
    }

    /// - Parameters:
    ///   - roads: What is closed.
    ///   - maxTable: Its `--max-table-size`.
    /// - Returns: It, ready; to be ended with `kill()`.
    /// - Throws: When it can't be prepared or started, or doesn't answer within 20 seconds.
    static func start(_ roads: Roads, maxTable: Int = 100) async throws -> OSRMTown {
        let folder = try await Workshop.shared.prepare(roads)
        let port = try freePort()
        let process = try ChildProgram(
            program("osrm-routed"),
            [
                "--ip", "127.0.0.1", "--port", "\(port)", "--threads", "1", "--max-table-size", "\(maxTable)",
                "--verbosity", "NONE", folder.appending(path: "town.osrm").path,
            ])
        let town = OSRMTown(url: "http://127.0.0.1:\(port)", process: process)
        let loop = CurlLoop(name: "osrm")
        for _ in 0..<1_000 {
            if case .response = await loop.perform(TransferRequest(method: "GET", url: town.url)) {
                return town
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        town.kill()
        throw CocoaError(
            .fileReadUnknown, userInfo: [NSDebugDescriptionErrorKey: "no answer from osrm-routed"])
    }

    /// Ends it at once, whatever it is doing.
    func kill() { process.kill(SIGKILL) }

    fileprivate static func program(_ name: String) -> URL { folder.appending(path: "bin/\(name)") }
    fileprivate static var profile: URL { folder.appending(path: "share/profiles/car.lua") }

    private static func freePort() throws -> Int {
        let fake = try FakeRouter { _, _ in .close }
        defer { fake.stop() }
        return Int(fake.url.split(separator: ":").last ?? "") ?? 0
    }
}

/// Makes OSRM's files from the roads, once for all tests and for later runs, too.
private actor Workshop {
    static let shared = Workshop()

    private let base = ExampleTown.root.appending(path: ".build/osrm/town")
    private var isExtracted = false
    private var prepared: [OSRMTown.Roads: URL] = [:]

    // Nothing is awaited in here, so that no second test begins the same work.
    func prepare(_ roads: OSRMTown.Roads) throws -> URL {
        if let folder = prepared[roads] { return folder }
        if !isExtracted { try extract() }
        isExtracted = true
        let folder = base.appending(path: roads.rawValue)
        let ready = folder.appending(path: "ready")
        if !FileManager.default.fileExists(atPath: ready.path) { try contract(roads, in: folder) }
        try Data().write(to: ready)
        prepared[roads] = folder
        return folder
    }

    /// Begins anew when any file of the roads has changed.
    private func extract() throws {
        let names = ["town.osm", "bridge-closed.csv", "flood-closed.csv"]
        let here = FileManager.default
        let isSame = names.allSatisfy {
            here.contentsEqual(
                atPath: base.appending(path: $0).path, andPath: ExampleTown.roads.appending(path: $0).path)
        }
        if isSame, here.fileExists(atPath: base.appending(path: "extracted").path) { return }
        try? here.removeItem(at: base)
        try here.createDirectory(at: base, withIntermediateDirectories: true)
        for name in names {
            try here.copyItem(at: ExampleTown.roads.appending(path: name), to: base.appending(path: name))
        }
        try run("osrm-extract", ["-p", OSRMTown.profile.path, base.appending(path: "town.osm").path])
        try Data().write(to: base.appending(path: "extracted"))
    }

    private func contract(_ roads: OSRMTown.Roads, in folder: URL) throws {
        let here = FileManager.default
        try? here.removeItem(at: folder)
        try here.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in try here.contentsOfDirectory(atPath: base.path) where name.hasPrefix("town.osrm") {
            try here.copyItem(at: base.appending(path: name), to: folder.appending(path: name))
        }
        var arguments = [folder.appending(path: "town.osrm").path]
        if roads != .open {
            let closed = base.appending(path: "\(roads.rawValue).csv").path
            arguments += ["--segment-speed-file", closed]
        }
        try run("osrm-contract", arguments)
    }

    private func run(_ program: String, _ arguments: [String]) throws {
        let ended = try EndedProgram.run(OSRMTown.program(program), arguments + ["--threads", "2"])
        guard ended.status == 0 else {
            throw CocoaError(
                .fileReadUnknown,
                userInfo: [
                    NSDebugDescriptionErrorKey: "\(program) ended with \(ended.status): \(ended.output)"
                ])
        }
    }
}
