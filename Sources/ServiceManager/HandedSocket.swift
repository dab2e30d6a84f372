import Glibc

/// A listening socket that the service manager opened before it started this process.
///
/// The queue of waiting connections is the service manager's, so that none is refused while this process
/// restarts.
package struct HandedSocket: Sendable, Equatable {
    /// What kind of address it listens on.
    package enum Family: String, Sendable, Equatable {
        /// IPv4 or IPv6.
        case tcp
        case unix
    }

    /// `FileDescriptorName=` of its unit: `http` or `control`; `unknown` when the service manager named none.
    package let name: String
    /// Open, listening, and closed in any program that this process starts. The receiver closes it.
    package let descriptor: Int32
    package let family: Family

    package init(name: String, descriptor: Int32, family: Family) {
        self.name = name
        self.descriptor = descriptor
        self.family = family
    }
}

extension HandedSocket {
    /// Sets how many connections the kernel holds while nobody takes them, `net.core.somaxconn` at most.
    ///
    /// NIO listens again on a socket that it is given, with a queue of 128, whatever the unit's `Backlog=` said, and
    /// that outlasts this process: more senders than these would wait for seconds while it restarts. So call it once NIO
    /// has the socket.
    ///
    /// - Throws: When the descriptor isn't a listening socket.
    package static func queue(_ connections: Int32, at descriptor: Int32) throws(ServiceManagerError) {
        guard listen(descriptor, connections) == 0 else {
            throw .lastCall("let \(connections) connections wait at descriptor \(descriptor)")
        }
    }
}

extension ServiceEnvironment {
    /// The first descriptor handed over, sd_listen_fds(3).
    package static let firstDescriptor: Int32 = 3
    /// The most sockets taken; a greater number is a mistake in the environment, not a need of ours.
    static let mostSockets: Int64 = 64

    /// Takes the sockets that were handed over, in the order of the units. Call it once, at start.
    ///
    /// Several sockets may have one name: a unit can listen on IPv4 and IPv6.
    ///
    /// - Parameter first: The lowest descriptor; 3 but in tests.
    /// - Returns: None when `LISTEN_PID` names another process or nothing was handed over.
    /// - Throws: When a variable is malformed, or a descriptor isn't a listening TCP or Unix stream socket.
    package func handedSockets(
        first: Int32 = ServiceEnvironment.firstDescriptor
    ) throws(ServiceManagerError) -> [HandedSocket] {
        guard let text = value("LISTEN_FDS"), text != "0" else { return [] }
        let count = try positiveNumber(text, variable: "LISTEN_FDS")
        guard try isMeant(by: "LISTEN_PID", otherwise: false) else { return [] }
        guard count <= Self.mostSockets else {
            throw ServiceManagerError("LISTEN_FDS is \(count); at most \(Self.mostSockets) sockets are taken")
        }
        let names = try names(of: Int(count))
        var sockets: [HandedSocket] = []
        for (offset, name) in names.enumerated() {
            sockets.append(try HandedSocket(name: name, taking: first + Int32(offset)))
        }
        return sockets
    }

    /// One name per socket, from `LISTEN_FDNAMES`.
    private func names(of count: Int) throws(ServiceManagerError) -> [String] {
        guard let text = value("LISTEN_FDNAMES") else {
            return Array(repeating: "unknown", count: count)
        }
        let names = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard names.count == count else {
            throw ServiceManagerError(
                "LISTEN_FDNAMES names \(names.count) sockets (\(text)), but LISTEN_FDS says \(count)")
        }
        return names
    }
}

extension HandedSocket {
    /// Checks a descriptor and makes it close on exec.
    fileprivate init(name: String, taking descriptor: Int32) throws(ServiceManagerError) {
        let flags = fcntl(descriptor, F_GETFD)
        guard flags >= 0, fcntl(descriptor, F_SETFD, flags | FD_CLOEXEC) >= 0 else {
            throw .lastCall("use descriptor \(descriptor), handed over as \"\(name)\"")
        }
        let isStream = try Self.option(SO_TYPE, of: descriptor, name) == Int32(SOCK_STREAM.rawValue)
        let isListening = try Self.option(SO_ACCEPTCONN, of: descriptor, name) == 1
        let family: Family? =
            switch try Self.option(SO_DOMAIN, of: descriptor, name) {
            case AF_INET, AF_INET6: .tcp
            case AF_UNIX: .unix
            default: nil
            }
        guard let family, isStream, isListening else {
            throw ServiceManagerError(
                "descriptor \(descriptor), handed over as \"\(name)\", is no listening TCP or Unix stream socket;"
                    + " its unit needs ListenStream= and Accept=no")
        }
        self.init(name: name, descriptor: descriptor, family: family)
    }

    private static func option(
        _ option: Int32, of descriptor: Int32, _ name: String
    ) throws(ServiceManagerError) -> Int32 {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard unsafe getsockopt(descriptor, SOL_SOCKET, option, &value, &size) == 0 else {
            throw .lastCall("use descriptor \(descriptor), handed over as \"\(name)\", as a socket")
        }
        return value
    }
}
