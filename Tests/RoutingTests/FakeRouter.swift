import Foundation
import Synchronization

/// A router on loopback that answers each request as the test says: honestly, wrongly, or never.
final class FakeRouter: Sendable {
    enum Reaction: Sendable {
        case answer(String, status: Int = 200)
        case silence
        case close
    }

    private struct Log {
        var paths: [String] = []
        var held: [Int32] = []
        var isEnding = false
    }

    private let react: @Sendable (_ path: String, _ number: Int) -> Reaction
    private let log = Mutex(Log())
    private let listener: Int32
    let url: String

    /// - Parameter react: Gets the path and, counted from 1, the number of the request.
    /// - Throws: When no port of loopback is free.
    init(_ react: @escaping @Sendable (_ path: String, _ number: Int) -> Reaction) throws {
        self.react = react
        (listener, url) = try Self.listen()
        Thread.detachNewThread { self.serve() }
    }

    var paths: [String] { log.withLock { $0.paths } }

    /// Closes what is open; new connections are refused.
    func stop() {
        let held = log.withLock { log in
            log.isEnding = true
            defer { log.held = [] }
            return log.held
        }
        shutdown(listener, Int32(SHUT_RDWR))
        for socket in held { close(socket) }
    }

    private static func listen() throws -> (Int32, String) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
                bind(listener, raw, length) | Glibc.listen(listener, 64) | getsockname(listener, raw, &length)
            }
        }
        guard status == 0 else { throw CocoaError(.fileReadUnknown) }
        return (listener, "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))")
    }

    private func serve() {
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { break }
            converse(connection)
        }
        close(listener)
    }

    private func converse(_ connection: Int32) {
        guard let path = Self.path(of: connection) else {
            close(connection)
            return
        }
        let number = log.withLock { log in
            log.paths.append(path)
            return log.paths.count
        }
        switch react(path, number) {
        case .answer(let body, let status):
            Self.send("HTTP/1.1 \(status) X\r\nContent-Length: \(body.utf8.count)\r\n", connection)
            Self.send("Connection: close\r\n\r\n\(body)", connection)
            close(connection)
        case .close: close(connection)
        case .silence:
            let isHeld = log.withLock { log in
                if !log.isEnding { log.held.append(connection) }
                return !log.isEnding
            }
            if !isHeld { close(connection) }
        }
    }

    /// The path of a whole GET request; nil when the other side closed before its end.
    private static func path(of connection: Int32) -> String? {
        var received: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while received.firstRange(of: Array("\r\n\r\n".utf8)) == nil {
            let count = recv(connection, &chunk, chunk.count, 0)
            guard count > 0 else { return nil }
            received += chunk[..<count]
        }
        let words = received.split(separator: UInt8(ascii: " "), maxSplits: 2)
        return words.count == 3 ? String(decoding: words[1], as: UTF8.self) : nil
    }

    private static func send(_ text: String, _ connection: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}

/// What a router is asked, read back from the path.
struct AskedTable {
    /// Longitude and latitude as written.
    var places: [String] = []
    var sources: [Int] = []
    var destinations: [Int] = []

    /// nil when the path is no request for a table.
    init?(_ path: String) {
        let halves = path.split(separator: "?")
        let steps = (halves.first ?? "").split(separator: "/")
        guard halves.count == 2, steps.count == 4, steps[0] == "table", steps[1] == "v1" else { return nil }
        places = steps[3].split(separator: ";").map(String.init)
        for field in halves[1].split(separator: "&") {
            let parts = field.split(separator: "=")
            guard parts.count == 2 else { return nil }
            let numbers = parts[1].split(separator: ";").compactMap { Int($0) }
            if parts[0] == "sources" { sources = numbers }
            if parts[0] == "destinations" { destinations = numbers }
        }
    }

    /// Whole seconds for each way that depend on nothing but its two ends, and fit any two places of a town.
    func seconds(_ source: Int, _ destination: Int) -> Int {
        let ends = places[source] + ">" + places[destination]
        return 1_800 + ends.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) % 1_000 }
    }

    /// What an honest router sends: ten metres a second on each way.
    var answer: String {
        func rows(_ value: (Int) -> Int) -> String {
            let rows = sources.map { source in
                let cells = destinations.map { String(value(seconds(source, $0))) }
                return "[" + cells.joined(separator: ",") + "]"
            }
            return "[" + rows.joined(separator: ",") + "]"
        }
        return "{\"code\":\"Ok\",\"durations\":\(rows { $0 }),\"distances\":\(rows { $0 * 10 })}"
    }
}
