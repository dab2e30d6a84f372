import CurlTransport
import Mobilization
import Synchronization

/// Brings receipts and replies to the daemon, however often it is down in between.
///
/// Many lanes, each one request at a time; a phone always uses the same lane, so what comes from it stays
/// in order. A lane repeats its request a few times a second of real time until it is answered 2xx.
final class SandboxCallbacks: Sendable {
    struct Callback: Sendable {
        var url: String
        var body: [UInt8]
        var phone: String
    }

    /// The daemon answers when a batch is on its disk. However many it takes at once, each lane waits for a batch: few
    /// lanes would bring the hour of an engine that runs at a hundred times the speed of life late.
    private static let laneCount = 128
    /// A second would be minutes of the engine's time.
    private static let pause: Duration = .milliseconds(200)
    /// A 4xx says that the request itself is at fault; a few tries bridge a daemon that is just starting.
    private static let triesAfterRefusal = 25
    private static let refusals = [400, 401, 403, 404, 405, 409, 413, 415, 422]

    private let loop = CurlLoop(name: "sandbox-calls", options: .init(connections: laneCount))
    private let lanes: [(stream: AsyncStream<Callback>, continuation: AsyncStream<Callback>.Continuation)]
    private let counts = Mutex(SandboxTruth.Callbacks(waiting: 0, delivered: 0, refused: 0))

    init() {
        lanes = (0..<SandboxCallbacks.laneCount).map { _ in AsyncStream.makeStream(of: Callback.self) }
    }

    var figures: SandboxTruth.Callbacks { counts.withLock { $0 } }

    func post(_ callback: Callback) {
        counts.withLock { $0.waiting += 1 }
        let lane = callback.phone.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF } % lanes.count
        lanes[lane].continuation.yield(callback)
    }

    /// Works until it is cancelled.
    func run() async {
        await withTaskGroup { group in
            for lane in lanes {
                group.addTask {
                    for await callback in lane.stream { await self.deliver(callback) }
                }
            }
        }
        loop.shutdown()
    }

    private func deliver(_ callback: Callback) async {
        let request = TransferRequest(
            url: callback.url, ownHeaders: ["Content-Type: application/json"], body: callback.body)
        var refusals = 0
        while !Task.isCancelled {
            switch await loop.perform(request) {
            case .response(let response) where (200...299).contains(response.status):
                counts.withLock {
                    $0.waiting -= 1
                    $0.delivered += 1
                }
                return
            case .response(let response) where SandboxCallbacks.refusals.contains(response.status):
                refusals += 1
                if refusals >= SandboxCallbacks.triesAfterRefusal {
                    counts.withLock {
                        $0.waiting -= 1
                        $0.refused += 1
                    }
                    return
                }
            case .response, .failure: break
            }
            try? await Task.sleep(for: SandboxCallbacks.pause)
        }
    }
}
