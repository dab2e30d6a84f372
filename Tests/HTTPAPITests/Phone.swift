import Foundation
import Glibc
import Testing

/// A blocking client on a thread of its own, so that the tests don't hold the cooperative pool.
struct Phone: Sendable {
    var dial: @Sendable () -> Int32

    static func tcp(_ port: Int, from: String = "127.0.0.1", receives: Int32 = 0) -> Phone {
        Phone {
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            if receives > 0 {
                var size = receives
                setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
            }
            var own = sockaddr_in()
            own.sin_family = sa_family_t(AF_INET)
            own.sin_addr.s_addr = inet_addr(from)
            _ = withUnsafePointer(to: &own) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            let result = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            return result == 0 ? descriptor : -1
        }
    }

    static func unix(_ path: String) -> Phone {
        Phone {
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            let result = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            return result == 0 ? descriptor : -1
        }
    }

    struct NoConnection: Error {}

    /// Hangs up once `until` came; nil: reads until the other side hangs up, at most 60 s.
    func say(_ text: String, until: String? = nil) async throws -> String {
        let dial = dial
        return try await withCheckedThrowingContinuation { waiting in
            Thread.detachNewThread {
                let descriptor = dial()
                guard descriptor >= 0 else { return waiting.resume(throwing: NoConnection()) }
                defer { close(descriptor) }
                var limit = timeval(tv_sec: 60, tv_usec: 0)
                setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
                let bytes = Array(text.utf8)
                _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
                var heard: [UInt8] = []
                var buffer = [UInt8](repeating: 0, count: 65_536)
                while true {
                    let count = recv(descriptor, &buffer, buffer.count, 0)
                    if count <= 0 { break }
                    heard += buffer[..<count]
                    if let until, String(decoding: heard, as: UTF8.self).contains(until) { break }
                }
                waiting.resume(returning: String(decoding: heard, as: UTF8.self))
            }
        }
    }
}

/// A connection that stays open until it is hung up. Each call blocks a thread of its own.
final class Held: Sendable {
    private let descriptor: Int32

    convenience init(_ port: Int, from address: String, receives: Int32 = 0) {
        self.init(Phone.tcp(port, from: address, receives: receives))
    }

    init(_ phone: Phone) {
        descriptor = phone.dial()
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    func hangUp() { close(descriptor) }

    /// Asks once and keeps the connection, so that it certainly counts.
    func beAccepted() async throws {
        let isIn = await apart { self.exchange("GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n", "HTTP/1.1 200 ") }
        #expect(isIn)
    }

    /// Sends all of `text` and reads no more than the first line. false: nothing came for two seconds.
    func isAnswered(after text: String, with start: String) async -> Bool {
        var limit = timeval(tv_sec: 6, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        return await apart { self.exchange(text, start) }
    }

    /// Asks again and again and reads nothing. true: the other side hung up.
    func ask(_ question: String, times: Int) async throws -> Bool {
        await apart {
            let bytes = Array(question.utf8)
            for _ in 0..<times where send(self.descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) <= 0 {
                return true
            }
            var state = pollfd(fd: self.descriptor, events: 0, revents: 0)
            _ = poll(&state, 1, 60_000)
            return state.revents & Int16(POLLERR | POLLHUP) != 0
        }
    }

    private func exchange(_ text: String, _ start: String) -> Bool {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { break }
            sent += count
        }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return count > 0 && String(decoding: buffer[..<count], as: UTF8.self).hasPrefix(start)
    }

    private func apart(_ work: @escaping @Sendable () -> Bool) async -> Bool {
        await withCheckedContinuation { waiting in
            Thread.detachNewThread { waiting.resume(returning: work()) }
        }
    }
}
