/// Where a server waits for connections.
package enum Listener: Sendable, Equatable {
    /// - port: 0: any free one.
    case address(host: String, port: Int)
    /// A Unix socket, readable and writable by its owner and group (0660). A stale one is replaced.
    case unixSocket(path: String)
    /// A listening socket that somebody else bound, such as systemd.
    case inherited(descriptor: Int32)
}

/// Where a server listens in fact.
package struct BoundListener: Sendable, Equatable {
    /// nil on a Unix socket.
    package var port: Int?
    /// For the journal: `127.0.0.1:8470` or the path.
    package var name: String

    package init(port: Int?, name: String) {
        self.port = port
        self.name = name
    }
}

/// How long a server waits for others, in seconds of real time.
package struct ServerTimeouts: Sendable, Equatable {
    /// For the first request's head after a connection.
    package var head: Int64 = 5
    /// For a whole request after its head.
    package var request: Int64 = 20
    /// For a reader who takes nothing of an answer.
    package var reader: Int64 = 20
    /// For the next request on a kept connection.
    package var idle: Int64 = 60
    /// For open requests once the server is told to stop.
    package var grace: Int64 = 5

    package init() {}
}

/// How many connections a server holds at once.
package struct ConnectionLimits: Sendable, Equatable {
    /// In all; each takes a descriptor, and the store must always find one.
    package var all: Int
    /// From one address, or one account of this machine, that isn't known.
    package var perAddress: Int
    /// Addresses of proxies and of alert sources, and accounts as `uid 0`: they have no bound of their own, and a tenth of
    /// all connections is kept for them.
    package var known: Set<String>

    /// By themselves all may come from one address.
    package init(all: Int, perAddress: Int = .max, known: Set<String> = []) {
        self.all = all
        self.perAddress = perAddress
        self.known = known
    }

    var kept: Int { all / 10 }
}
