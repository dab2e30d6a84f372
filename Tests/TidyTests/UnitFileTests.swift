import ChildPrograms
import Foundation
import Testing

@Suite struct UnitFileTests {
    private static let units = ["musterd.service", "musterd.socket", "musterd-control.socket"]

    @Test func `systemd understands every line of the units`() throws {
        try withCopiedUnits { folder in
            let paths = Self.units.map { folder.appending(path: $0).path }
            guard let verify = Command.run("systemd-analyze", ["verify", "--recursive-errors=no"] + paths)
            else {
                return skip("no check of the unit files, since systemd-analyze is not installed")
            }
            #expect(verify.status == 0, "\(verify.output)")
            #expect(verify.output == "")
        }
    }

    @Test func `the daemon's exposure is at most 1.2 of 10`() throws {
        try withCopiedUnits { folder in
            let path = folder.appending(path: "musterd.service").path
            guard
                let security = Command.run(
                    "systemd-analyze", ["security", "--offline=true", "--no-pager", "--threshold=12", path])
            else { return skip("no check of the daemon's exposure, since systemd-analyze is not installed") }
            #expect(security.status == 0, "\(security.output)")
        }
    }

    @Test func `a backtrace never writes what the memory holds`() throws {
        let service = try Repository.text("systemd/musterd.service")
        #expect(service.contains("\nEnvironment=SWIFT_BACKTRACE=enable=no\n"))
        #expect(service.contains("\nLimitCORE=0\n"))
    }

    @Test func `peer credentials stay readable at the control socket`() throws {
        let service = try Repository.text("systemd/musterd.service")
        #expect(!service.contains("\nPrivateUsers="))
    }

    @Test func `nothing that happens to the daemon makes systemd give up on it`() throws {
        let service = try Repository.text("systemd/musterd.service")
        #expect(service.contains("\nRestart=always\n"))
        #expect(service.contains("\nStartLimitIntervalSec=0\n"))
        for socket in Self.units where socket.hasSuffix(".socket") {
            #expect(try Repository.text("systemd/\(socket)").contains("\nTriggerLimitIntervalSec=0\n"))
        }
    }

    /// Copies of the units in a folder of their own, where the daemon is a program that every machine has.
    private func withCopiedUnits(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "muster-units-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for unit in Self.units {
            let text = try Repository.text("systemd/\(unit)")
                .replacing(/(?m)^ExecStart=.*$/, with: "ExecStart=/bin/true")
            try text.write(to: folder.appending(path: unit), atomically: true, encoding: .utf8)
        }
        try body(folder)
    }

    private func skip(_ what: String) {
        print("SKIPPED: \(what)")
    }
}
