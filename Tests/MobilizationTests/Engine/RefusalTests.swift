import Testing

@testable import Mobilization

/// Every command that names something that isn't there, or is over: refused with its reason, and nothing half done.
@Suite struct RefusalTests {
    private static let needs = Demand(requestedBy: "", needs: [EngineWorld.bags], neededBy: nil)

    /// One of each, for an incident.
    private static func commands(_ id: IncidentID) -> [Command] {
        [
            .addNeed(incident: id, EngineWorld.bags), .call(incident: id, reserve: 0, confirmed: 1),
            .approve(
                incident: id, Envelope(people: 5, texts: nil, until: EngineWorld.start + .hours(9)),
                reserve: 0,
                confirmed: 5), .verifyDemand(id), .endDemand(id, .met, answer: "好"),
            .classify(incident: id, responseLevel: 2, eventGrade: nil),
            .reply(incident: id, member: MemberID(1), .coming, minutes: nil, note: ""),
            .arrive(incident: id, site: "F01", members: [MemberID(1)], observedAt: nil),
            .walkIn(incident: id, site: "F01", member: MemberID(1), observedAt: nil),
            .leaderTotal(incident: id, site: "F01", people: 3),
            .count(incident: id, site: "F01", counter: "bags", added: 1, observedAt: nil, note: ""),
            .fix(incident: id, reading: 1, added: 1, note: ""),
            .move(incident: id, members: [MemberID(1)], site: "F01", playbook: nil),
            .relieve(incident: id, site: "F01", people: 2, confirmed: 2),
            .lend(incident: id, site: "F01", tool: "铁锹", change: 1),
            .recall(incident: id, confirmed: 1, note: ""), .stop(incident: id, site: "F01", .water, note: ""),
            .headcount(incident: id, site: "F01", people: 1), .resume(incident: id, site: "F01"),
            .standDown(incident: id, site: nil), .signOut(incident: id, members: [MemberID(1)]),
            .safe(incident: id, member: MemberID(1), vouchedBy: "家属"), .close(incident: id),
            .note(incident: id, "x"), .dutyNote(DutyEntry(incident: id, words: "x")),
        ]
    }

    @Test func `an incident that never was is unknown to every command`() {
        var world = EngineWorld()
        let before = world.engine.state
        for command in Self.commands(IncidentID(9)) {
            #expect(world.order(command).answer == .refused(.unknownIncident(IncidentID(9))), "\(command)")
        }
        #expect(world.engine.state == before)
    }

    @Test func `a closed incident takes no command`() {
        var world = EngineWorld()
        world.order(.open(event: "暴雨内涝", demand: Self.needs, isDrill: false))
        world.order(.close(incident: IncidentID(1)))
        let before = world.engine.state
        for command in Self.commands(IncidentID(1)) {
            #expect(world.order(command).answer == .refused(.incidentClosed(IncidentID(1))), "\(command)")
        }
        #expect(world.engine.state == before)
    }

    @Test func `a site that is in no book, and one that isn't in the incident, are told apart`() {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags])
        let before = world.engine.state
        func refusals(_ site: SiteCode) -> [Answer?] {
            let id = IncidentID(1)
            return [
                .leaderTotal(incident: id, site: site, people: 3),
                .count(incident: id, site: site, counter: "bags", added: 1, observedAt: nil, note: ""),
                .move(incident: id, members: [MemberID(1)], site: site, playbook: nil),
                .relieve(incident: id, site: site, people: 2, confirmed: 2),
                .lend(incident: id, site: site, tool: "铁锹", change: 1),
                .walkIn(incident: id, site: site, member: MemberID(1), observedAt: nil),
                .arrive(incident: id, site: site, members: [MemberID(1)], observedAt: nil),
                .headcount(incident: id, site: site, people: 1), .resume(incident: id, site: site),
                .standDown(incident: id, site: site),
            ].map { world.order($0).answer }
        }
        #expect(refusals("X9").allSatisfy { $0 == .refused(.unknownSite("X9")) })
        #expect(refusals("F02").allSatisfy { $0 == .refused(.siteNotInIncident("F02")) })
        #expect(world.engine.state == before)
    }

    @Test func `an account that may only look orders nothing`() {
        var world = EngineWorld()
        _ = world.demand([EngineWorld.bags])
        let before = world.engine.state
        let viewer = Account(name: "wall", roles: [.viewer])
        for command in Self.commands(IncidentID(1)) + [
            .takeOver, .handOver(note: ""), .hold(.standby, note: ""),
        ] {
            #expect(
                world.order(command, by: viewer).answer == .refused(.notAllowed(needs: .officer)),
                "\(command)")
        }
        #expect(world.engine.state == before)
    }

    @Test func `of two officers who type the same count one calls and the other is told so`() {
        var world = EngineWorld()
        world.order(.open(event: "暴雨内涝", demand: Self.needs, isDrill: false))
        let people = world.engine.preview(of: world.incident, reserve: 0).invitations.count
        let id = IncidentID(1)
        world.order(.call(incident: id, reserve: 0, confirmed: people))
        let called = world.incident.callouts.count
        let second = world.order(
            .call(incident: id, reserve: 0, confirmed: people), by: EngineWorld.leaderInCharge)
        #expect(second.answer == .refused(.alreadyRunning(id)))
        #expect(world.incident.callouts.count == called)
    }
}
