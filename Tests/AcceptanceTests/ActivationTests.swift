import ChildPrograms
import Foundation
import Synchronization
import Testing

extension Acceptance {
    /// systemd's protocols, without a systemd.
    @Suite struct ActivationTests {
        @Test(.enabled(if: Needed.socketActivate != nil), .timeLimit(.minutes(2)))
        func `a request before the daemon is up is answered, and the watchdog is fed`() async throws {
            let activate = try #require(Needed.socketActivate)
            let place = try await Installation()
            let notices = try NotifySocket(path: place.path("notify"))
            defer { notices.close() }
            let variables = ["NOTIFY_SOCKET": notices.path, "WATCHDOG_USEC": "900000"]
            // It starts the daemon only when somebody connects.
            place.daemon = try place.start(
                activate,
                ["-l", "127.0.0.1:\(place.port)"] + variables.map { "--setenv=\($0)=\($1)" }
                    + [
                        Installation.programs.appendingPathComponent("musterd").path, "serve", "--config",
                        place.configuration,
                    ],
                output: "journal", adding: variables)
            try await place.eventually("the socket listens") { place.journal.contains("Listening on") }
            #expect(!notices.has("READY=1"))
            let answer = try await place.demand(place.alertOfNow("small-demand.json"))
            #expect(answer.status == 202, "\(answer.body)")
            try await place.eventually("READY=1 and two WATCHDOG=1") {
                notices.has("READY=1") && notices.times("WATCHDOG=1") >= 2
            }
            #expect(await place.stopDaemon() == 0)
            try await place.eventually("STOPPING=1") { notices.has("STOPPING=1") }
        }
    }
}

/// The socket on which a service manager hears of its services.
private final class NotifySocket: Sendable {
    let path: String
    private let descriptor: Int32
    private let lines = Mutex<[String]>([])

    init(path: String) throws {
        self.path = path
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        try #require(path.utf8.count < MemoryLayout.size(ofValue: address.sun_path), "\(path) is too long")
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        try #require(isBound, "cannot bind \(path)")
        Thread.detachNewThread { self.listen() }
    }

    func has(_ line: String) -> Bool { times(line) > 0 }
    func times(_ line: String) -> Int { lines.withLock { $0.count { $0 == line } } }
    /// Ends the thread that listens.
    func close() { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }

    private func listen() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let size = recv(descriptor, &buffer, buffer.count, 0)
            guard size > 0 else { break }
            let words = String(decoding: buffer[..<size], as: UTF8.self)
            lines.withLock { $0 += words.split(separator: "\n").map(String.init) }
        }
        _ = Foundation.close(descriptor)
    }
}
