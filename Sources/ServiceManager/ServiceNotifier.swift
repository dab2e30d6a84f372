import Glibc

/// One thing to tell the service manager about this process.
package enum ServiceNotice: Sendable, Equatable {
    /// Everything is open and verified; alerts can come in. Also ends `reloading`.
    case ready
    /// The configuration is being read again; `ready` follows.
    case reloading
    /// The process is on its way out.
    case stopping
    /// The real loop went round; sent by whoever proved that, never by a bare timer.
    case watchdog
    /// One line for `systemctl status`. Line breaks become spaces, since a line break would begin another
    /// notice.
    case status(String)
    /// The error number that the process is failing with.
    case errno(Int32)
    /// Starting or stopping takes this much longer than the unit's time-out allows, counted from now.
    case moreTime(Duration)

    /// The assignments of the notify protocol, sd_notify(3).
    ///
    /// - Parameter monotonicMicroseconds: CLOCK_MONOTONIC now, which a reload must carry from systemd 253 on.
    /// - Returns: One or two lines, none of them with a line break at its end.
    func assignments(monotonicMicroseconds: UInt64) -> [String] {
        switch self {
        case .ready: ["READY=1"]
        case .reloading: ["RELOADING=1", "MONOTONIC_USEC=\(monotonicMicroseconds)"]
        case .stopping: ["STOPPING=1"]
        case .watchdog: ["WATCHDOG=1"]
        case .status(let text): ["STATUS=" + String(text.map { $0.isNewline ? " " : $0 })]
        case .errno(let code): ["ERRNO=\(code)"]
        case .moreTime(let duration): ["EXTEND_TIMEOUT_USEC=\(duration.wholeMicroseconds)"]
        }
    }
}

/// Tells the service manager how this process is, by sd_notify's datagrams.
///
/// A value without open descriptors: each notice opens a socket and closes it, so it may be used from any
/// thread and survives a restart of the service manager.
package struct ServiceNotifier: Sendable, Equatable {
    /// Where the notices go.
    let address: UnixAddress

    /// Nil when no service manager listens, as in a terminal: then there is nobody to tell.
    ///
    /// - Parameter environment: `NOTIFY_SOCKET` is read from it: a path, or `@` and an abstract name.
    /// - Throws: When `NOTIFY_SOCKET` is set to something that isn't such an address.
    package init?(environment: ServiceEnvironment) throws(ServiceManagerError) {
        guard let value = environment.value("NOTIFY_SOCKET") else { return nil }
        address = try UnixAddress(value, variable: "NOTIFY_SOCKET")
    }

    /// Sends the notices as one datagram: systemd takes all of them or none.
    ///
    /// Waits at most a second when the service manager doesn't read.
    ///
    /// - Parameter notices: At least one; each kind at most once.
    /// - Throws: When the service manager can't be reached. The caller goes on: an alert is worth more than a
    ///   notice.
    package func send(_ notices: ServiceNotice...) throws(ServiceManagerError) {
        let now = Self.monotonicMicroseconds()
        let text = notices.flatMap { $0.assignments(monotonicMicroseconds: now) }.joined(separator: "\n")
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .lastCall("open a socket for the service manager") }
        defer { close(descriptor) }
        Self.limitWaiting(descriptor)
        let sent = unsafe address.withSocketAddress { target, length in
            let bytes = Array(text.utf8)
            return unsafe sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), target, length)
        }
        guard sent >= 0 else {
            throw .lastCall("tell the service manager at NOTIFY_SOCKET=\(address)")
        }
    }

    /// A datagram socket blocks for as long as its reader's queue is full; nothing here may hang on that.
    private static func limitWaiting(_ descriptor: Int32) {
        var limit = timeval(tv_sec: 1, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        _ = unsafe setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    }

    private static func monotonicMicroseconds() -> UInt64 {
        var now = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &now)
        return UInt64(now.tv_sec) * 1_000_000 + UInt64(now.tv_nsec) / 1_000
    }
}

extension Duration {
    /// Rounded down; 0 for a negative duration.
    fileprivate var wholeMicroseconds: Int64 {
        let (seconds, attoseconds) = components
        return max(0, seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
    }
}
