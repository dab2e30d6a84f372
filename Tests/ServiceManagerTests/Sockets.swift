import Glibc
import Testing

/// A socket of the test's own, closed with it.
final class TestSocket: Sendable {
    let descriptor: Int32

    init(_ descriptor: Int32) { self.descriptor = descriptor }
    deinit { close(descriptor) }

    /// Takes the socket's place at another number, as a service manager hands it over.
    func moved(to number: Int32) throws -> TestSocket {
        let copy = fcntl(descriptor, F_DUPFD, number)
        try #require(copy >= 0)
        return TestSocket(copy)
    }

    /// One datagram; nil when none came within five seconds.
    func receive() -> String? {
        var limit = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// Whether a program started by this process would close it.
    var closesOnExec: Bool { fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0 }
}

let stream = Int32(SOCK_STREAM.rawValue)
let datagram = Int32(SOCK_DGRAM.rawValue)

/// A Unix socket bound to a path or, with `@`, to an abstract name.
func unixSocket(_ type: Int32, boundTo name: String) throws -> TestSocket {
    let made = TestSocket(socket(AF_UNIX, type, 0))
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(name.utf8)
    let isAbstract = bytes.first == UInt8(ascii: "@")
    if isAbstract { bytes[0] = 0 }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let length = socklen_t(2 + bytes.count + (isAbstract ? 0 : 1))
    let bound = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(made.descriptor, $0, length) }
    }
    try #require(bound == 0, "bind to \(name): errno \(errno)")
    return made
}

/// A TCP socket on a free port of 127.0.0.1.
func tcpSocket() throws -> TestSocket {
    let made = TestSocket(socket(AF_INET, stream, 0))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let bound = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(made.descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
    try #require(bound == 0)
    return made
}

/// Two Unix sockets that are connected to each other.
func connectedPair(_ type: Int32) throws -> (TestSocket, TestSocket) {
    var pair: [Int32] = [-1, -1]
    try #require(socketpair(AF_UNIX, type, 0, &pair) == 0)
    return (TestSocket(pair[0]), TestSocket(pair[1]))
}

/// A name that no other test has.
func freshName() -> String {
    "muster-test-\(getpid())-\(UInt64.random(in: 0 ... .max))"
}
