import NIOCore
import NIOHTTP1

/// Closes a connection whose request doesn't arrive in time, so that slow senders can't hold all the sockets.
///
/// The first head is due within `head` of the connection, and a whole request within `whole` of its head. Between
/// requests the idle time-out of the connection handler counts.
final class RequestDeadline: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    private let head: TimeAmount
    private let whole: TimeAmount
    private var pending: Scheduled<Void>?

    init(head: TimeAmount, whole: TimeAmount) {
        self.head = head
        self.whole = whole
    }

    func handlerAdded(context: ChannelHandlerContext) { expect(within: head, context) }

    func handlerRemoved(context: ChannelHandlerContext) { pending?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        pending?.cancel()
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

    private func expect(within time: TimeAmount, _ context: ChannelHandlerContext) {
        pending?.cancel()
        pending = context.eventLoop.assumeIsolated().scheduleTask(in: time) {
            context.close(promise: nil)
        }
    }
}
