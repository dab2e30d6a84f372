import FoundationEssentials
import MusterAPI
import NIOCore
import Synchronization

/// The open connections of one server, so that there are never too many, and so that they can be told to finish.
/// Called from event loops and tasks.
final class Connections: Sendable {
    private struct State {
        var server: (any Channel)?
        var open: [ObjectIdentifier: any Channel] = [:]
        /// By origin, those that aren't known only.
        var strangers: [String: Int] = [:]
        var strangersInAll = 0
        var isStopping = false
    }
    private let limits: ConnectionLimits
    private let state = Mutex(State())

    init(_ limits: ConnectionLimits) {
        self.limits = limits
    }

    /// - Returns: False when it was stopped before it started.
    func start(_ server: any Channel) -> Bool {
        state.withLock { state in
            if state.isStopping { return false }
            state.server = server
            return true
        }
    }

    /// - Returns: False when no more are taken.
    func add(_ channel: any Channel, from origin: String) -> Bool {
        let key = ObjectIdentifier(channel)
        let stranger = limits.known.contains(origin) ? nil : origin
        let isTaken = state.withLock { state in
            if state.isStopping || state.open.count >= limits.all { return false }
            if let stranger {
                let held = state.strangers[stranger, default: 0]
                if held >= limits.perAddress || state.strangersInAll >= limits.all - limits.kept {
                    return false
                }
                state.strangers[stranger] = held + 1
                state.strangersInAll += 1
            }
            state.open[key] = channel
            return true
        }
        if isTaken { channel.closeFuture.whenComplete { _ in self.remove(key, stranger) } }
        return isTaken
    }

    func quiesce(within grace: TimeAmount) {
        let (server, open): ((any Channel)?, [any Channel]) = state.withLock { state in
            if state.isStopping { return (nil, []) }
            state.isStopping = true
            return (state.server, Array(state.open.values))
        }
        server?.close(promise: nil)
        for channel in open { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
        server?.eventLoop.scheduleTask(in: grace) { self.closeAll() }
    }

    private func closeAll() {
        for channel in state.withLock({ Array($0.open.values) }) { channel.close(promise: nil) }
    }

    private func remove(_ key: ObjectIdentifier, _ stranger: String?) {
        state.withLock { state in
            _ = state.open.removeValue(forKey: key)
            guard let stranger, let held = state.strangers[stranger] else { return }
            state.strangers[stranger] = held > 1 ? held - 1 : nil
            state.strangersInAll -= 1
        }
    }
}

/// Turns a connection away for which there is no room, without reading what it has to say.
final class TurnAway: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// As everywhere else, so that `musterctl` knows it and tries again.
    private static let words: String = {
        let body = (try? MusterJSON.encode(Problem.busy())).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return "HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\nconnection: close\r\n"
            + "content-type: application/problem+json\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)"
    }()

    private let isPlain: Bool

    /// - Parameter isPlain: False where TLS is spoken: there it would take a handshake to say why, the very work that there
    ///   is no room for, and the connection is closed without a word.
    init(isPlain: Bool) {
        self.isPlain = isPlain
    }

    func channelActive(context: ChannelHandlerContext) {
        if isPlain { context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: Self.words)), promise: nil) }
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}
}
