import NIOCore

/// Who is at the other end of a Unix socket, as the kernel noted it when the connection was made.
///
/// The memory of Linux' `struct ucred`: three 32-bit numbers in this order (unix(7), SO_PEERCRED).
private struct PeerCredentials: Sendable {
    var pid: Int32 = 0
    var uid: UInt32 = 0
    var gid: UInt32 = 0
}

/// Asks the kernel for the peer of an accepted connection. `.remote` for one that came over TCP.
///
/// - Returns: Fails when the kernel can't tell: then the connection is dropped, not trusted.
func peer(of channel: any Channel) -> EventLoopFuture<Peer> {
    guard case .unixDomainSocket? = channel.localAddress else {
        return channel.eventLoop.makeSucceededFuture(.remote(address: remoteAddress(of: channel) ?? ""))
    }
    guard let provider = channel as? any SocketOptionProvider else {
        return channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
    }
    // 17 is SO_PEERCRED on every Linux that Swift runs on.
    let credentials: EventLoopFuture<PeerCredentials> = provider.unsafeGetSocketOption(
        level: .socket, name: NIOBSDSocket.Option(rawValue: 17))
    return credentials.map { .local(uid: $0.uid) }
}

/// Where a connection comes from; nil on a Unix socket. A listener for IPv6 sees IPv4 as `::ffff:10.0.0.5`, which is
/// 10.0.0.5 all the same.
func remoteAddress(of channel: any Channel) -> String? {
    guard let address = channel.remoteAddress?.ipAddress else { return nil }
    let mapped = "::ffff:"
    return address.lowercased().hasPrefix(mapped) && address.contains(".")
        ? String(address.dropFirst(mapped.count)) : address
}
