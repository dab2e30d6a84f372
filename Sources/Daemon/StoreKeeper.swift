import EventStore
import Foundation
import HTTPAPI
import Mobilization
import MobilizationRuntime
import OperationsManual
import ServiceLifecycle

/// Looks after the store while the daemon serves: room on the disk, a disk that fails, damage, and what is to be forgotten.
///
/// What blocks, SQLite and the disk, is done aside.
final class StoreKeeper: Service, @unchecked Sendable {
    // Unchecked: what changes is behind the lock, or touched by `run` alone.
    private let log: SQLiteEventLog
    private let mailbox: PostBox
    private let boards: BoardShelf
    private let clock: EngineClock
    private let standing: Standing
    private let journal: Journal
    private var room = RoomWatch()
    private let lock = NSLock()
    private var checkedAt: Instant?
    private var purgedAt: Instant?

    private static let beat = Duration.seconds(5)
    private static let day = Interval.hours(24)
    private static let settling = Interval.hours(1)

    init(
        log: SQLiteEventLog, mailbox: PostBox, boards: BoardShelf, clock: EngineClock,
        standing: Standing, journal: Journal
    ) {
        self.log = log
        self.mailbox = mailbox
        self.boards = boards
        self.clock = clock
        self.journal = journal
        self.standing = standing
        // A clock that was wrong at the boot is right by then; what is forgotten doesn't come back.
        purgedAt = clock.now - Self.day + Self.settling
    }

    /// What `doctor` shows.
    var figures: StoreFigures {
        let (free, backedUp) = (log.freeBytes, log.lastBackup)
        return lock.withLock {
            StoreFigures(
                freeBytes: free, lowBelowBytes: RoomWatch.lowBelow, backedUpAt: backedUp,
                checkedAt: checkedAt, purgedAt: purgedAt)
        }
    }

    /// Before anybody is served: whoever asks first must hear that the disk failed.
    func tellEarlierFailure() async {
        guard log.hasFailedBefore else { return }
        journal.error(
            "an earlier process ended because the disk under the store failed; look at the kernel's log")
        // Unheard, it is told again at the next beat.
        if await report(.failed) { log.forgetEarlierFailure() }
    }

    func run() async throws {
        while !Task.isShuttingDownGracefully {
            do {
                try await cancelWhenGracefulShutdown { try await Task.sleep(for: Self.beat) }
            } catch {
                return
            }
            if let failure = log.diskFailure { endAfter(failure, journal: journal) }
            await tellEarlierFailure()
            await watchRoom()
            // Nobody's call-out waits for a long read or a purge.
            guard let board = boards.current, board.state.incidents.isEmpty else { continue }
            await aside { try? self.log.finishForgetting() }
            await checkOncePerDay(board)
            await purgeOncePerDay(board)
        }
    }

    /// What the engine couldn't take, on a disk that is full already for example, is told again at the next beat.
    private func watchRoom() async {
        guard let free = log.freeBytes else { return }
        var looked = room
        if let change = looked.change(freeBytes: free), await !report(change) { return }
        room = looked
    }

    private func checkOncePerDay(_ board: Board) async {
        guard checkedAt.map({ clock.now - $0 >= Self.day }) ?? true else { return }
        let failure = await aside { () -> StoreFailure? in
            do throws(StoreFailure) {
                try self.log.checkPages()
                return nil
            } catch {
                return error
            }
        }
        if let failure {
            journal.error("\(failure)")
            // Unheard, it is looked for and told again.
            if failure.kind == .corrupt || failure.kind == .ioError, await !report(.failed) { return }
        }
        lock.withLock { checkedAt = clock.now }
    }

    private func purgeOncePerDay(_ board: Board) async {
        guard board.storeTrouble == nil, purgedAt.map({ clock.now - $0 >= Self.day }) ?? true else { return }
        do {
            // A reload may have changed it since yesterday.
            let purge = Purge(log: log, retention: standing.configuration.retention)
            let now = clock.speed == 1 ? min(clock.now, EngineClock.wall) : clock.now
            let result = try await purge.run(board.state, at: now) { plan in
                await self.report(.purge(plan))
            }
            if !result.isEmpty {
                journal.notice(
                    "purged: \(result.texts) texts, names of \(result.members) people who left, "
                        + (result.eventsThrough.map { "events up to \($0)" } ?? "no events"))
            }
        } catch {
            journal.error("the purge was left off until tomorrow: \(error)")
        }
        lock.withLock { purgedAt = clock.now }
    }

    /// - Returns: Whether it is durable.
    private func report(_ report: StoreReport) async -> Bool {
        await withCheckedContinuation { continuation in
            let isTaken = mailbox.post(
                Letter(.store(report, by: .engine)) { continuation.resume(returning: $0 == .taken) })
            if !isTaken { continuation.resume(returning: false) }
        }
    }
}

/// Tells when the disk becomes narrow and when it has room again, once each.
struct RoomWatch {
    private(set) var isLow = false

    /// Before a disk is full, with some days' work to go: 256 MiB.
    static let lowBelow: Int64 = 256 << 20
    /// Half as much again, so that it doesn't come and go.
    private static let enoughFrom: Int64 = lowBelow / 2 * 3
    private var isFirst = true

    /// nil: nothing changed. The first look says either, since an alarm may stand from before the start.
    mutating func change(freeBytes: Int64) -> StoreReport? {
        defer { isFirst = false }
        if freeBytes < Self.lowBelow {
            defer { isLow = true }
            return isLow ? nil : .spaceLow(megabytes: Int(freeBytes >> 20))
        }
        guard freeBytes >= Self.enoughFrom, isLow || isFirst else { return nil }
        isLow = false
        return .spaceEnough
    }
}
