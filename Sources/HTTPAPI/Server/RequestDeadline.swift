import NIOCore
import NIOHTTP1

/// Closes a connection whose request doesn't arrive in time, or whose answer isn't read, so that slow senders and slow
/// readers can't hold all the sockets.
///
/// The first head is due within `head` of the connection, and a whole request within `whole` of its head. Between
/// requests the idle time-out of the connection handler counts.
final class RequestDeadline: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private let head: TimeAmount
    private let whole: TimeAmount
    private let reader: TimeAmount
    private var pending: Scheduled<Void>?
    private var unread: Scheduled<Void>?

    init(head: TimeAmount, whole: TimeAmount, reader: TimeAmount) {
        self.head = head
        self.whole = whole
        self.reader = reader
    }

    func handlerAdded(context: ChannelHandlerContext) { expect(within: head, context) }

    func handlerRemoved(context: ChannelHandlerContext) { forget() }

    func channelInactive(context: ChannelHandlerContext) {
        forget()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: expect(within: whole, context)
        case .body: break
        case .end:
            pending?.cancel()
            pending = nil
        }
        context.fireChannelRead(data)
    }

    /// While nothing more can be written, the other side reads too slowly.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        unread?.cancel()
        unread = nil
        if !context.channel.isWritable {
            unread = context.eventLoop.assumeIsolated().scheduleTask(in: reader) {
                Self.reset(context.channel)
            }
        }
        context.fireChannelWritabilityChanged()
    }

    /// Closes without waiting for the other side. After a usual close the kernel would keep what wasn't read, up to
    /// 4 MB, and ask a reader who takes nothing for minutes whether it may send it.
    private static func reset(_ channel: any Channel) {
        guard let socket = channel as? any SocketOptionProvider else { return channel.close(promise: nil) }
        socket.unsafeSetSocketOption(level: .socket, name: .so_linger, value: NoLinger()).whenComplete { _ in
            channel.close(promise: nil)
        }
    }

    private func forget() {
        pending?.cancel()
        unread?.cancel()
    }

    private func expect(within time: TimeAmount, _ context: ChannelHandlerContext) {
        pending?.cancel()
        pending = context.eventLoop.assumeIsolated().scheduleTask(in: time) { context.close(promise: nil) }
    }
}

/// Drops at a close what wasn't read. The memory of Linux' `struct linger`: on, and for no time (socket(7)).
private struct NoLinger: Sendable {
    var isOn: Int32 = 1
    var seconds: Int32 = 0
}
