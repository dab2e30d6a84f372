import Foundation
import Testing

@testable import Mobilization

/// Reference data that changes while people are out.
@Suite struct ReloadTests {
    private static let reload = Reload(changed: [.rules, .manual], accessChanged: false, waiting: [])

    /// Other timers, other budgets and another chapter.
    private static func changes(_ world: EngineWorld) -> [ReferenceChange] {
        var rules = world.engine.reference.rules
        rules.version = ReferenceVersion(number: 2, digest: "rules-2")
        rules.timers.silence = DayNight(day: .minutes(2), night: .minutes(2))
        rules.timers.reminder = DayNight(day: .minutes(1), night: .minutes(1))
        rules.timers.circle = .minutes(30)
        rules.budgets.overAcceptancePercent = 200
        rules.budgets.textsPerHour = 1
        var manual = world.engine.reference.manual
        manual.version = ReferenceVersion(number: 2, digest: "manual-2")
        manual.playbooks[0].siteMinimum = 9
        manual.playbooks[0].youngest = 59
        return [.rules(rules), .manual(manual)]
    }

    @Test func `a reload changes nothing for an incident that is open, to the last event`() {
        var plain = EngineWorld()
        var reloaded = EngineWorld()
        _ = plain.demand([EngineWorld.bags])
        _ = reloaded.demand([EngineWorld.bags])
        reloaded.handle(.reload(Self.changes(reloaded), Self.reload, by: .engine))
        #expect(reloaded.incident == plain.incident)
        for _ in 0..<8 {
            plain.pass(.minutes(10))
            reloaded.pass(.minutes(10))
            plain.deliverAll()
            reloaded.deliverAll()
            #expect(reloaded.incident == plain.incident)
        }
        #expect(reloaded.replayed == reloaded.engine.state)
    }

    @Test func `the next incident has the new edition, and one more task of the old keeps the old`() throws {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags])
        world.handle(.reload(Self.changes(world), Self.reload, by: .engine))
        _ = world.demand([EngineWorld.bags], id: "D2")
        let incidents = world.engine.state.incidents.values
        try #require(incidents.count == 2)
        #expect(incidents[0].manual.number == 1 && incidents[1].manual.number == 2)
        #expect(incidents[1].rules == ReferenceVersion(number: 2, digest: "rules-2"))
        #expect(incidents.map { $0.pinnedRules?.timers.circle } == [.minutes(60), .minutes(30)])
        #expect(incidents.map { $0.needs[0].rule.siteMinimum } == [4, 9])
        let more = DemandedNeed(site: "F02", playbook: "material-handling", headcount: 3, workload: nil)
        world.order(.addNeed(incident: incidents[0].id, more))
        world.order(.addNeed(incident: incidents[1].id, more))
        #expect(world.engine.state.incidents.values.map { $0.needs[1].rule.siteMinimum } == [4, 9])
    }

    @Test func `what was taken stands in the log, and what wasn't stands in the inbox with its words`() throws
    {
        var world = EngineWorld()
        let step = world.handle(
            .reloadRefused(problems: 2, words: "rules.yaml:3:1: unknown key", by: .officer("admin")))
        #expect(world.alarms == [.reloadRefused])
        let alarm = world.engine.state.alarms.values[0]
        #expect(alarm.count == 2)
        #expect(world.texts[try #require(alarm.text).number] == "rules.yaml:3:1: unknown key")
        #expect(
            step.facts.first
                == Fact(at: world.now, actor: .officer("admin"), event: .access(.reloadRefused(problems: 2))))
        world.handle(.reloadRefused(problems: 1, words: "another", by: .engine))
        #expect(world.alarms == [.reloadRefused], "the newest only")
        let taken = world.handle(.reload([], Self.reload, by: .engine))
        #expect(world.alarms == [])
        #expect(
            taken.facts.first == Fact(at: world.now, actor: .engine, event: .access(.reloaded(Self.reload))))
        #expect(world.replayed == world.engine.state)
    }

    @Test func `pinned rules are stored whole, and a timer that they lack is as shipped`() throws {
        var rules = RuleBook.shipped
        rules.timers.circle = .minutes(45)
        rules.budgets.reserveCeiling = 7
        rules.timers.silence = DayNight(day: .minutes(4), night: .minutes(5))
        let pinned = PinnedRules(rules)
        let data = try JSONEncoder().encode(pinned)
        #expect(try JSONDecoder().decode(PinnedRules.self, from: data) == pinned)
        let sparse = Data(#"{"names":["circle","gone"],"numbers":[60000,1]}"#.utf8)
        var expected = PinnedRules(.shipped)
        expected.timers.circle = .minutes(1)
        #expect(try JSONDecoder().decode(PinnedRules.self, from: sparse) == expected)
    }

    @Test func `every command leaves a trace of who gave it and from where, refused ones too`() {
        var world = EngineWorld()
        let officer = Account(name: "liu", roles: [.officer], via: "uid 1000")
        let viewer = Account(name: "wall", roles: [.viewer], via: "token from 10.0.0.5")
        world.order(.stop(incident: nil, site: nil, .other, note: "王小明"), by: officer)
        world.order(.close(incident: IncidentID(9)), by: officer)
        world.order(.note(incident: nil, "秘密"), by: viewer)
        let heard = world.steps.flatMap(\.facts).compactMap { fact -> HeardCommand? in
            if case .access(.commandHeard(let heard)) = fact.event { heard } else { nil }
        }
        #expect(heard.map(\.account) == ["liu", "liu", "wall"])
        #expect(heard.map(\.via) == ["uid 1000", "uid 1000", "token from 10.0.0.5"])
        #expect(heard.map(\.verb) == ["stop", "close", "note"])
        #expect(heard[1].refusal == "unknownIncident" && heard[2].refusal == "notAllowed")
        // Nobody asked where this one came from.
        let before = world.steps.flatMap(\.facts).count
        world.order(.close(incident: IncidentID(9)))
        #expect(world.steps.flatMap(\.facts).count == before)
    }
}
