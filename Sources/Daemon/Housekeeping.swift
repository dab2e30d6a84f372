import EventStore
import Foundation
import Mobilization
import MobilizationRuntime
import ServiceLifecycle
import ServiceManager

/// What happens every few seconds: the watchdog, snapshots, looking at the wall clock, giving memory back.
struct Housekeeping: Service {
    let mailbox: PostBox
    let follower: SnapshotFollower
    let notifier: ServiceNotifier?
    let environment: ServiceEnvironment
    /// Scaled time has nothing to do with the wall.
    let watchesWall: Bool
    let journal: Journal

    /// A step of the wall clock that is worth an event.
    private static let worthwhileStep_ms: Int64 = 2_000
    private static let memoryInterval = Duration.seconds(60)

    func run() async throws {
        let timeout = try environment.watchdogTimeout()
        // Three chances within the watchdog's time.
        let beat = timeout.map { min($0 / 3, .seconds(1)) } ?? .seconds(1)
        var wall = WallWatch()
        var memoryIsDue = ContinuousClock.now + Self.memoryInterval
        while !Task.isShuttingDownGracefully {
            if timeout != nil { feedWatchdog() }
            follower.nudge()
            if watchesWall, let step = wall.step, abs(step.milliseconds) > Self.worthwhileStep_ms {
                _ = mailbox.post(Letter(.clockStepped(by: step)))
                journal.notice(
                    "the wall clock stepped by \(step.milliseconds) ms; timers follow elapsed time")
                wall = WallWatch()
            }
            if ContinuousClock.now >= memoryIsDue {
                // Not waited for: others' work may stand before it, and the watchdog wants to be fed.
                DispatchQueue.global(qos: .utility).async { giveBackMemory() }
                memoryIsDue = .now + Self.memoryInterval
            }
            do {
                try await cancelWhenGracefulShutdown { try await Task.sleep(for: beat) }
            } catch {
                return
            }
        }
    }

    /// Only a letter that went through the real loop, commit included, feeds the watchdog.
    private func feedWatchdog() {
        guard let notifier else { return }
        _ = mailbox.post(Letter(.tick) { _ in try? notifier.send(.watchdog) })
    }
}

/// Compares the wall clock with elapsed time.
private struct WallWatch {
    private let wall = EngineClock.wall
    private let started = ContinuousClock.now

    /// How far the wall clock was moved since; nil before a second has passed.
    var step: Interval? {
        let elapsed = started.duration(to: .now).components
        let elapsed_ms = elapsed.seconds * 1000 + elapsed.attoseconds / 1_000_000_000_000_000
        guard elapsed_ms >= 1000 else { return nil }
        return EngineClock.wall - wall - Interval(milliseconds: elapsed_ms)
    }
}
