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

/// Calls back once, when all listeners are bound.
final class Countdown: @unchecked Sendable {
    // Unchecked: `places` is only touched under `lock`.
    private let lock = NSLock()
    private let count: Int
    private var places: [BoundListener] = []
    private let done: @Sendable ([BoundListener]) -> Void

    init(_ count: Int, done: @escaping @Sendable ([BoundListener]) -> Void) {
        self.count = count
        self.done = done
    }

    func add(_ place: BoundListener) {
        lock.lock()
        places.append(place)
        let all = places
        lock.unlock()
        if all.count == count { done(all) }
    }
}
