import Glibc

/// The address of a Unix socket: a path, or a name in Linux's abstract namespace.
struct UnixAddress: Sendable, Equatable, CustomStringConvertible {
    /// As systemd writes it: an absolute path, or `@` and the abstract name.
    let description: String

    /// Bytes that `sockaddr_un` has room for, unix(7).
    private static let room = 108

    /// Takes an address as systemd writes it.
    ///
    /// - Parameters:
    ///   - text: `/run/systemd/notify` or `@abstract`.
    ///   - variable: The variable it comes from, named in the error.
    /// - Throws: When it is neither an absolute path nor an abstract name, or longer than 107 bytes.
    init(_ text: String, variable: String) throws(ServiceManagerError) {
        guard let first = text.first, first == "/" || first == "@", text.utf8.count > 1 else {
            throw ServiceManagerError(
                "\(variable) is \"\(text)\"; only an absolute path or @ and an abstract name can be used here"
            )
        }
        guard text.utf8.count < Self.room else {
            throw ServiceManagerError(
                "\(variable) has \(text.utf8.count) bytes; a Unix socket's address has at most \(Self.room - 1)"
            )
        }
        description = text
    }

    /// Lends the address as C takes it.
    ///
    /// - Parameter body: Gets the address and its length, which both end with the call.
    /// - Returns: What `body` returns.
    func withSocketAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var bytes = Array(description.utf8)
        let isAbstract = bytes.first == UInt8(ascii: "@")
        if isAbstract { bytes[0] = 0 }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
        // An abstract name is exactly its bytes; a path is closed by a zero byte.
        let length = MemoryLayout<sa_family_t>.size + bytes.count + (isAbstract ? 0 : 1)
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(length))
            }
        }
    }
}
