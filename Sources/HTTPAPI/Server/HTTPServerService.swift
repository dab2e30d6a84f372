import FoundationEssentials
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import NIOHTTP1
import NIOPosix

/// Serves `MusterHTTP` on one listener. The daemon runs one for TCP and one for the control socket.
package final class HTTPServerService: Sendable {
    private let http: MusterHTTP
    private let listener: Listener
    private let timeouts: ServerTimeouts
    private let logger: Logger
    private let onBound: @Sendable (BoundListener) -> Void
    private let connections: Connections
    private let certificates: TLSCertificates?

    /// Connections that the kernel holds for us while all are busy.
    private static let backlog: Int32 = 4096

    /// `onBound` is called once, when connections are accepted. With `certificates` TLS is spoken, and nothing else.
    package init(
        _ http: MusterHTTP, on listener: Listener, timeouts: ServerTimeouts = ServerTimeouts(),
        limits: ConnectionLimits, certificates: TLSCertificates? = nil, logger: Logger,
        onBound: @escaping @Sendable (BoundListener) -> Void = { _ in }
    ) {
        self.http = http
        self.listener = listener
        self.timeouts = timeouts
        self.logger = logger
        self.certificates = certificates
        connections = Connections(limits)
        self.onBound = onBound
    }

    /// Serves until `stop()` is called, then lets open requests finish.
    ///
    /// Cancelling the task stops it too, but harder: connections that wait to be served are dropped. A daemon
    /// calls `stop()`.
    ///
    /// - Throws: When the listener can't be bound; the message says which and why.
    package func run() async throws {
        let server = try await bind()
        if connections.start(server.channel) {
            onBound(bound(server.channel))
        } else {
            // Stopped before it began. The loop below still runs: NIO insists that a channel is taken over.
            server.channel.close(promise: nil)
        }
        await withTaskCancellationHandler {
            await withDiscardingTaskGroup { group in
                do {
                    try await server.executeThenClose { accepted in
                        for try await connection in accepted {
                            guard let connection else { continue }
                            group.addTask { await self.serve(connection) }
                        }
                    }
                } catch {
                    logger.error("listener \(name) ended: \(error)")
                }
            }
        } onCancel: {
            stop()
        }
    }

    /// No new connections; open requests get `ServerTimeouts.grace`, streams end at once. May be called twice.
    package func stop() {
        http.close()
        connections.quiesce(within: .seconds(timeouts.grace))
    }

    private typealias Accepted = (peer: Peer, requests: HTTP1Channel.Value)

    private func serve(_ accepted: Accepted) async {
        let http = http
        let peer = accepted.peer
        let handler = HTTP1Channel(
            responder: { request, writer, _ in
                if request.headers[.expect]?.lowercased() == "100-continue" {
                    try await writer.writeInformationalHead(.init(status: .continue))
                }
                // In a task of its own, which gives back what it took: the connection's task would keep it, 12 KB, for as
                // long as the connection stays open.
                async let answer = http.respond(to: request, from: peer)
                let response = try await answer
                try await writer.write(response: response.head, body: response.body)
            })
        await handler.handle(value: accepted.requests, logger: logger)
    }

    private func bind() async throws -> NIOAsyncChannel<Accepted?, Never> {
        let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.backlog, value: Self.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            // A kept connection holds its last buffer; large bodies make theirs larger by themselves.
            .childChannelOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(minimum: 512, initial: 1024, maximum: 65_536)
            )
        do {
            switch listener {
            case .address(let host, let port):
                return try await bootstrap.bind(host: host, port: port) { self.prepare($0) }
            case .unixSocket(let path):
                let server = try await bootstrap.bind(
                    unixDomainSocketPath: path, cleanupExistingSocketFile: true
                ) { self.prepare($0) }
                // Until here only the owner could connect: connecting takes the right to write.
                do {
                    try FileManager.default.setAttributes([.posixPermissions: 0o660], ofItemAtPath: path)
                } catch {
                    try await server.executeThenClose { _ in }
                    throw error
                }
                return server
            case .inherited(let descriptor):
                return try await bootstrap.bind(descriptor) { self.prepare($0) }
            }
        } catch {
            throw ListenerFailure(
                description: "cannot listen on \(name): \(error); is another process there?")
        }
    }

    /// Makes an accepted connection ready for HTTP, and finds out who is there. nil: it is told that there is no room.
    private func prepare(_ channel: any Channel) -> EventLoopFuture<Accepted?> {
        peer(of: channel).flatMap { peer in
            let pipeline = channel.pipeline.syncOperations
            guard self.connections.add(channel, from: peer.origin) else {
                let isPlain = self.certificates == nil
                return channel.eventLoop.makeCompletedFuture {
                    try pipeline.addHandler(TurnAway(isPlain: isPlain))
                    return nil
                }
            }
            do {
                if let certificates = self.certificates {
                    try pipeline.addHandler(certificates.newHandler())
                }
            } catch {
                return channel.eventLoop.makeFailedFuture(error)
            }
            return self.speakHTTP(on: channel).map { (peer, $0) }
        }
    }

    private func speakHTTP(on channel: any Channel) -> EventLoopFuture<HTTP1Channel.Value> {
        let timeouts = timeouts
        let http1 = HTTP1Channel(
            responder: { _, _, _ in },
            configuration: HTTP1Channel.Configuration(
                idleTimeout: .seconds(timeouts.idle),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 100)
            ))
        return http1.setup(channel: channel, logger: logger).flatMapThrowing { requests in
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            try pipeline.addHandler(
                RequestDeadline(
                    head: .seconds(timeouts.head), whole: .seconds(timeouts.request),
                    reader: .seconds(timeouts.reader)),
                position: .after(decoder))
            return requests
        }
    }

    private func bound(_ channel: any Channel) -> BoundListener {
        let address = channel.localAddress
        switch address {
        case .v4?, .v6?:
            let host = address?.ipAddress ?? "?"
            return BoundListener(port: address?.port, name: "\(host):\(address?.port ?? 0)")
        default: return BoundListener(port: nil, name: address?.pathname ?? name)
        }
    }

    private var name: String {
        switch listener {
        case .address(let host, let port): "\(host):\(port)"
        case .unixSocket(let path): path
        case .inherited(let descriptor): "inherited socket \(descriptor)"
        }
    }
}

/// Why a server can't listen: where and why.
package struct ListenerFailure: Error, Sendable, CustomStringConvertible {
    package var description: String
}
