import NIOCore
import NIOPosix
import Synchronization

/// A server on loopback that reads whole HTTP requests, counts them, and does with each what the test says.
final class LoopbackServer: Sendable {
    struct Request: Sendable {
        /// `POST /path HTTP/1.1` and the header lines.
        var head: String
        var body: String
        /// Counted from 1 on its connection.
        var numberOnConnection: Int
        /// Counted from 1 on the server.
        var number: Int
    }

    enum Reaction: Sendable {
        /// Sends these bytes and keeps the connection.
        case answer(String)
        case bytes([UInt8])
        /// Sends these bytes and closes the connection.
        case answerAndClose(String)
        case close
        /// Closes the connection and stops listening, so that a second try finds nobody.
        case closeAndLeave
        case silence
        /// Sends the first bytes, then the others again and again, ever so slowly.
        case drip(String, String)
        /// Breaks the connection without a farewell.
        case reset

        static func ok(_ body: String, status: String = "200 OK", headers: String = "") -> Reaction {
            .answer("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\(headers)\r\n\(body)")
        }
    }

    private struct Log {
        var requests: [Request] = []
        var connections = 0
        var open = 0
        var mostOpen = 0
    }

    private let log = Mutex(Log())
    private let react: @Sendable (Request) -> Reaction
    private let listener = Mutex<(any Channel)?>(nil)

    init(_ react: @escaping @Sendable (Request) -> Reaction) {
        self.react = react
    }

    /// Listens on a port of its own, or at `path`, for as long as `body` runs.
    ///
    /// - Parameters:
    ///   - path: nil for TCP.
    ///   - body: Gets the server's address, such as `http://127.0.0.1:41234`.
    /// - Throws: What `body` throws.
    func run(unixSocketPath path: String? = nil, _ body: (String) async throws -> Void) async throws {
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: 512)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Conversation(server: self))
                }
            }
        let channel =
            if let path { try await bootstrap.bind(unixDomainSocketPath: path).get() } else {
                try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
            }
        listener.withLock { $0 = channel }
        let address = "http://127.0.0.1:\(channel.localAddress?.port ?? 80)"
        do {
            try await body(address)
        } catch {
            leave()
            throw error
        }
        leave()
    }

    var requests: [Request] { log.withLock { $0.requests } }
    var connections: Int { log.withLock { $0.connections } }
    var mostOpenConnections: Int { log.withLock { $0.mostOpen } }

    func leave() {
        let channel = listener.withLock { listener in
            defer { listener = nil }
            return listener
        }
        channel?.close(promise: nil)
    }

    fileprivate func opened() {
        log.withLock { log in
            log.connections += 1
            log.open += 1
            log.mostOpen = max(log.mostOpen, log.open)
        }
    }

    fileprivate func closed() {
        log.withLock { $0.open -= 1 }
    }

    fileprivate func reaction(to head: String, _ body: String, numberOnConnection: Int) -> Reaction {
        let request = log.withLock { log in
            let request = Request(
                head: head, body: body, numberOnConnection: numberOnConnection, number: log.requests.count + 1
            )
            log.requests.append(request)
            return request
        }
        return react(request)
    }
}

/// One connection.
private final class Conversation: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let server: LoopbackServer
    private var received: [UInt8] = []
    private var count = 0

    init(server: LoopbackServer) {
        self.server = server
    }

    func channelActive(context: ChannelHandlerContext) { server.opened() }
    func channelInactive(context: ChannelHandlerContext) { server.closed() }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        received.append(contentsOf: unwrapInboundIn(data).readableBytesView)
        while let (head, body) = nextRequest() {
            count += 1
            perform(server.reaction(to: head, body, numberOnConnection: count), context)
        }
    }

    private func perform(_ reaction: LoopbackServer.Reaction, _ context: ChannelHandlerContext) {
        switch reaction {
        case .answer(let text): write(text, context)
        case .bytes(let bytes): context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
        case .answerAndClose(let text):
            write(text, context)
            context.close(promise: nil)
        case .close: context.close(promise: nil)
        case .closeAndLeave:
            // The listener first, so that whoever sees the close finds nobody to try again with.
            server.leave()
            context.close(promise: nil)
        case .silence: break
        case .drip(let first, let more):
            write(first, context)
            let channel = context.channel
            context.eventLoop.scheduleRepeatedTask(initialDelay: .milliseconds(20), delay: .milliseconds(20))
            {
                task in
                channel.writeAndFlush(ByteBuffer(string: more)).whenFailure { _ in task.cancel() }
            }
        case .reset:
            // With a linger of 0 the kernel sends RST instead of FIN.
            let channel = context.channel
            (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
                .whenComplete { _ in channel.close(promise: nil) }
        }
    }

    private func write(_ text: String, _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }

    private func nextRequest() -> (head: String, body: String)? {
        guard let end = received.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: received[..<end.lowerBound], as: UTF8.self)
        let line = head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
        let count = line.flatMap { Int($0.dropFirst(15).drop { $0 == " " }) } ?? 0
        guard received.count >= end.upperBound + count else { return nil }
        let body = String(decoding: received[end.upperBound..<end.upperBound + count], as: UTF8.self)
        received.removeFirst(end.upperBound + count)
        return (head, body)
    }
}
