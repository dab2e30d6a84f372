import EventStore
import Mobilization
import Testing

/// What is known of incidents that have left the state, and texts that have left for good.
@Suite struct ClosedIncidentTests {
    @Test func `a closed incident is made again from the log as it stood before its close`() throws {
        let store = try TestStore()
        try store.tellStory()
        let open = try #require(store.state.incidents[TestStore.incident])
        #expect(try store.log.stateBeforeClosing("0417") == nil, "it is open so far")
        try store.endStory()
        for name in ["0417", "1"] {
            let found = try #require(try store.log.stateBeforeClosing(name))
            let closed = try #require(found.1.incidents[found.0])
            #expect(found.0 == TestStore.incident)
            #expect(closed.needs == open.needs)
            #expect(closed.callouts.count == open.callouts.count)
            #expect(closed.unaccounted == 0)
        }
        #expect(try store.log.stateBeforeClosing("9999") == nil)
    }

    @Test func `a text that was purged is gone with its salt, and the log is whole`() throws {
        let store = try TestStore()
        try store.tellStory()
        #expect(try store.log.text(TextRef(1)) == "requested by a person")
        try store.commit(.textsPurged(PackedNumbers(CollectionOfOne(1))))
        #expect(try store.log.text(TextRef(1)) == nil)
        #expect(try store.ask("SELECT count(*) FROM texts WHERE number = 1") == [["0"]])
        #expect(try store.reopen() == store.state)
    }
}
