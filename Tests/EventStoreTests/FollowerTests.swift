import Dispatch
import EventStore
import Foundation
import Mobilization
import MobilizationRuntime
import Testing

@Suite struct FollowerTests {
    @Test func `the follower's state is the live one, to the last bit`() throws {
        let store = try TestStore()
        let follower = try SnapshotFollower(log: store.log, from: store.state)
        try store.tellStory()
        follower.nudge()
        var place = try follower.catchUp()
        #expect(place.sequence == store.state.sequence)
        #expect(place.digest == (try SQLiteEventLog.digest(of: store.state)))
        try store.endStory()
        place = try follower.catchUp()
        #expect(place.digest == (try SQLiteEventLog.digest(of: store.state)))
    }

    @Test func `the last two snapshots are kept and recovery begins at the newest`() throws {
        let store = try TestStore()
        let follower = try SnapshotFollower(log: store.log, from: store.state, every: 1, restingTimes: 0)
        for _ in 1...4 {
            try store.commit(.storeFounded(seed: UInt64(store.state.sequence)))
            _ = try follower.catchUp()
        }
        try store.tellStory()
        try follower.close()
        let kept = try store.ask("SELECT seq FROM snapshots ORDER BY seq")
        #expect(kept == [["4"], ["\(store.state.sequence)"]])
        // Recovery reads nothing before the newest snapshot, so damage there doesn't stop a start.
        try store.log.close()
        try vandalize(store.path, "UPDATE events SET at_ms = 0 WHERE seq = 2")
        #expect(try store.reopen() == store.state)
    }

    @Test func `what a start had to read is in a snapshot at the first nudge`()
        throws
    {
        let store = try TestStore()
        try store.tellStory()
        let state = try store.reopen()
        let read = state.sequence
        let early = try SnapshotFollower(log: store.log, from: state, every: read + 1)
        _ = try early.catchUp()
        #expect(try store.ask("SELECT seq FROM snapshots") == [])
        let follower = try SnapshotFollower(log: store.log, from: state, every: read)
        _ = try follower.catchUp()
        #expect(try store.ask("SELECT seq FROM snapshots") == [["\(read)"]])
    }

    @Test func `nothing that can be made again takes the place that is kept for a full disk`() throws {
        let store = try TestStore()
        let follower = try SnapshotFollower(log: store.log, from: store.state, every: 1)
        #expect(store.log.makeRoom())
        try store.tellStory()
        _ = try follower.catchUp()
        #expect(try store.ask("SELECT seq FROM snapshots") == [])
        #expect(store.log.restoreReserve())
        _ = try follower.catchUp()
        #expect(try store.ask("SELECT seq FROM snapshots") == [["\(store.state.sequence)"]])
    }

    @Test func `a start from an older snapshot makes a new one, however new the damaged one is`() throws {
        let store = try TestStore()
        try store.tellStory()
        try SnapshotFollower(log: store.log, from: store.state, every: 1).close()
        try store.log.close()
        try vandalize(store.path, "UPDATE snapshots SET digest = 'x'")
        let state = try store.reopen()
        _ = try SnapshotFollower(log: store.log, from: state, every: state.sequence).catchUp()
        #expect(try store.ask("SELECT seq FROM snapshots WHERE digest <> 'x'") == [["\(state.sequence)"]])
    }

    @Test(
        arguments: [
            "schema_version = schema_version + 1", "state = zeroblob(8)", "digest = 'x'",
            "hash = zeroblob(32)",
            "state = CAST(state || x'20' AS BLOB)",
        ])
    func `a snapshot that doesn't fit is ignored`(change: String) throws {
        let store = try TestStore()
        let follower = try SnapshotFollower(log: store.log, from: store.state, every: 5)
        try store.tellStory()
        try follower.close()
        try store.log.close()
        try vandalize(store.path, "UPDATE snapshots SET \(change)")
        #expect(try store.reopen() == store.state)
    }

    @Test func `a snapshot of events that are gone is ignored`() throws {
        let store = try TestStore()
        try store.commit(.storeFounded(seed: 1))
        let earlier = store.state
        try store.commit(.postureSet(.watch, by: AlertKey(source: "a", identifier: "b")))
        try SnapshotFollower(log: store.log, from: store.state, every: 1).close()
        let follower = try SnapshotFollower(log: store.log, from: earlier, every: 2)
        try follower.close()
        #expect(try store.ask("SELECT seq FROM snapshots") == [["2"]])
        try store.log.close()
        try vandalize(store.path, "DELETE FROM events WHERE seq = 2")
        // Else the head beside the store keeps it from opening at all.
        try FileManager.default.removeItem(atPath: store.path + ".head")
        #expect(try store.reopen() == earlier)
    }

    @Test func `a follower that can't write its snapshot says so and goes on`() throws {
        let store = try TestStore()
        let failures = Failures()
        let follower = try SnapshotFollower(log: store.log, from: store.state, every: 1) { failures.add($0) }
        try store.tellStory()
        try vandalize(
            store.path,
            "CREATE TRIGGER full BEFORE INSERT ON snapshots BEGIN SELECT RAISE(ABORT, 'full'); END")
        #expect(failure { _ = try follower.catchUp() } != nil)
        // A disk that is full isn't tried again each second.
        _ = try follower.catchUp()
        #expect(failures.count == 1)
        try vandalize(store.path, "DROP TRIGGER IF EXISTS full")
        #expect(try follower.catchUp().sequence == store.state.sequence)
        try follower.close()
        #expect(try store.reopen() == store.state)
    }

    @Test func `the head is told after a commit and at close, the last one last`() throws {
        let store = try TestStore()
        let heads = Heads()
        store.log.tellHead { heads.add($0) }
        try store.tellStory()
        let last = store.log.head
        try store.log.close()
        let told = heads.all
        #expect(told.last == last)
        // Ten commits within a second are told at most once at the beginning and once at the end; a slow
        // machine may tell one each second.
        #expect(told.count < 10)
        #expect(told == told.sorted { $0.sequence < $1.sequence })
        #expect(Set(told.map(\.sequence)).count == told.count)
    }
}

private final class Heads: @unchecked Sendable {
    private let lock = NSLock()
    private var heads: [ChainHead] = []

    var all: [ChainHead] { lock.withLock { heads } }
    func add(_ head: ChainHead) { lock.withLock { heads.append(head) } }
}

private final class Failures: @unchecked Sendable {
    private let lock = NSLock()
    private var failures: [StoreFailure] = []

    func add(_ failure: StoreFailure) { lock.withLock { failures.append(failure) } }
    var count: Int { lock.withLock { failures.count } }
}
