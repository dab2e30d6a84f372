import Testing

@testable import Mobilization

/// Alert sources that are expected to send now and then, and don't.
@Suite struct FeedTests {
    /// At 07:30, so that nobody's night is part of it.
    private func world() -> EngineWorld {
        var world = EngineWorld()
        world.now = world.now + .hours(1)
        world.handle(.reference(.feeds([Feed(source: "weather", silentAfter: .hours(2))])))
        world.handle(.tick)
        return world
    }

    @Test
    func `a source that was never heard is waited for from the first look, then the officer is woken once`() {
        var world = world()
        world.pass(.minutes(119))
        #expect(world.alarms.isEmpty)
        world.pass(.minutes(2))
        #expect(world.alarms == [.feedSilent])
        #expect(world.engine.state.alarms.values[0].source == "weather")
        #expect(world.engine.state.alarms.values[0].woken == [.officer])
        world.pass(.hours(5))
        #expect(world.alarms == [.feedSilent], "one inbox row, however long it lasts")
        #expect(world.replayed == world.engine.state)
    }

    @Test func `whatever comes from it settles the alarm and begins its time anew`() {
        var world = world()
        world.pass(.minutes(100))
        world.warn("W1", .blue)
        world.pass(.minutes(119))
        #expect(world.alarms.isEmpty)
        world.pass(.minutes(2))
        #expect(world.alarms == [.feedSilent])
        world.warn("W1", .blue)
        #expect(world.alarms.isEmpty, "a repeat is a sign of life, too")
        world.pass(.minutes(119))
        #expect(world.alarms.isEmpty)
        world.handle(.unreadableAlert(source: "weather", raw: "<broken"))
        world.pass(.minutes(119))
        #expect(!world.alarms.contains(.feedSilent))
    }

    @Test func `other sources' alerts are no sign of life, and sources that aren't waited for may be silent`()
    {
        var world = world()
        world.pass(.minutes(60))
        world.warn("C1", .blue, source: "city")
        world.pass(.minutes(61))
        #expect(world.alarms == [.feedSilent])
        world.pass(.hours(24))
        #expect(world.alarms == [.feedSilent])
    }

    @Test func `a repeat counts over a restart, too`() {
        var world = world()
        world.warn("W1", .blue)
        world.pass(.minutes(90))
        world.warn("W1", .blue)
        world.engine = Engine(state: world.engine.state, reference: world.engine.reference)
        world.pass(.minutes(119))
        #expect(world.alarms.isEmpty)
        world.pass(.minutes(2))
        #expect(world.alarms == [.feedSilent])
        #expect(world.replayed == world.engine.state)
    }

    @Test func `a source that is waited for again has its time from then on`() {
        var world = world()
        world.handle(.reference(.feeds([])))
        world.handle(.tick)
        world.pass(.hours(48))
        world.handle(.reference(.feeds([Feed(source: "weather", silentAfter: .hours(1))])))
        world.handle(.tick)
        #expect(world.alarms.isEmpty)
        world.pass(.minutes(61))
        #expect(world.alarms == [.feedSilent])
    }

    @Test func `a source that is no longer waited for takes its alarm with it`() {
        var world = world()
        world.pass(.minutes(121))
        #expect(world.alarms == [.feedSilent])
        world.handle(.reference(.feeds([])))
        world.handle(.tick)
        #expect(world.alarms.isEmpty)
    }
}
