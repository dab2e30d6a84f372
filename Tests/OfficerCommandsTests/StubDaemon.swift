import Foundation
import Synchronization

/// A daemon that says what the test says: a Unix socket in a folder of its own, one blocking thread for each
/// connection.
final class StubDaemon: Sendable {
    struct Request: Sendable {
        var method: String
        /// With the query.
        var target: String
        /// Names in small letters.
        var headers: [String: String]
        var body: String
    }

    enum Reaction: Sendable {
        case answer(Int, String)
        /// Reads the request and closes without a word.
        case close
    }

    let path: String
    private let requests = Mutex<[Request]>([])
    private let listener: Int32
    private let isStopped = Atomic(false)
    private let react: @Sendable (Request) -> Reaction

    init(_ react: @escaping @Sendable (Request) -> Reaction) throws {
        self.react = react
        // A socket's path has at most 107 bytes, so the folder is a short one.
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "mc-\(UInt64.random(in: .min ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: "d").path
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, listen(listener, 16) == 0 else { throw Failure() }
        let thread = Thread { [listener, weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                if connection < 0 {
                    // Closed here and nowhere else: a number that is free again may be another daemon's by now.
                    close(listener)
                    return
                }
                let conversation = Thread { [weak self] in self?.converse(connection) }
                conversation.start()
            }
        }
        thread.start()
    }

    struct Failure: Error {}

    deinit {
        stop()
        try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent)
    }

    /// Nobody listens from now on; the socket's file stays, as after a crash.
    func stop() {
        if isStopped.exchange(true, ordering: .relaxed) { return }
        shutdown(listener, Int32(SHUT_RDWR))
    }

    var seen: [Request] { requests.withLock { $0 } }

    private func converse(_ connection: Int32) {
        defer { close(connection) }
        var bytes: [UInt8] = []
        while let request = read(connection, &bytes) {
            requests.withLock { $0.append(request) }
            guard case .answer(let status, let body) = react(request) else { return }
            let head =
                "HTTP/1.1 \(status) X\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
            let answer = Array((head + body).utf8)
            var sent = 0
            while sent < answer.count {
                let count = answer[sent...].withUnsafeBytes {
                    send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                if count <= 0 { return }
                sent += count
            }
        }
    }

    private func read(_ connection: Int32, _ bytes: inout [UInt8]) -> Request? {
        while true {
            if let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) {
                let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).components(
                    separatedBy: "\r\n")
                var headers: [String: String] = [:]
                for line in lines.dropFirst() {
                    let parts = line.split(separator: ":", maxSplits: 1)
                    headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
                }
                let length = Int(headers["content-length"] ?? "0") ?? 0
                if bytes.count >= end.upperBound + length {
                    let body = String(
                        decoding: bytes[end.upperBound..<end.upperBound + length], as: UTF8.self)
                    bytes.removeFirst(end.upperBound + length)
                    let first = lines[0].split(separator: " ")
                    return Request(
                        method: String(first[0]), target: String(first[1]), headers: headers, body: body)
                }
            }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = recv(connection, &buffer, buffer.count, 0)
            if count <= 0 { return nil }
            bytes += buffer[..<count]
        }
    }
}

/// What a command said and asked.
final class Paper: Sendable {
    private let pages = Mutex((out: "", errors: "", answers: [String]()))

    init(typing answers: [String] = []) {
        pages.withLock { $0.answers = answers }
    }

    var out: String { pages.withLock { $0.out } }
    var errors: String { pages.withLock { $0.errors } }
    var unread: Int { pages.withLock { $0.answers.count } }

    func write(_ text: String) { pages.withLock { $0.out += text } }
    func complain(_ text: String) { pages.withLock { $0.errors += text } }
    func next() -> String? { pages.withLock { $0.answers.isEmpty ? nil : $0.answers.removeFirst() } }
}
