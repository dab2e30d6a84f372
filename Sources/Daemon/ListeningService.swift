import Foundation
import HTTPAPI
import ServiceLifecycle

/// A listener that ends with the daemon.
struct ListeningService: Service {
    let server: HTTPServerService

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await server.run()
        } onGracefulShutdown: {
            server.stop()
        }
    }
}

/// Calls back once, when all have come.
final class Countdown: @unchecked Sendable {
    // Unchecked: `left` is only touched under `lock`.
    private let lock = NSLock()
    private var left: Int
    private let done: @Sendable () -> Void

    init(_ count: Int, done: @escaping @Sendable () -> Void) {
        left = count
        self.done = done
    }

    func countDown() {
        lock.lock()
        left -= 1
        let isLast = left == 0
        lock.unlock()
        if isLast { done() }
    }
}
