import Testing

@testable import Mobilization

struct ForecastTests {
    /// One site with a leader's seat and four workers, everybody three kilometres away.
    struct Town {
        static let start = DrawnIncident.start
        var incident: Incident
        var members: [Member] = []
        var state = State()

        init(headcount: Int = 5, leaderSeats: Int = 1, minimum: Int = 3, firstAid: Int = 0) {
            incident = Incident(
                id: IncidentID(1), code: "0417", event: "暴雨内涝", isDrill: false, openedAt: Self.start,
                demand: "", source: "", requestedBy: nil, neededBy: Self.start + .minutes(180),
                dispatch: .running, manual: .none, rules: .none)
            incident.needs.append(
                Need(
                    id: NeedID(1), site: "A", rule: DrawnIncident.rule(minimum: minimum, firstAid: false),
                    headcount: headcount, leaderSeats: leaderSeats, workload: nil))
            incident.sites["A"] = SiteState()
            guard firstAid > 0 else { return }
            incident.needs.append(
                Need(
                    id: NeedID(2), site: "A", rule: DrawnIncident.rule(minimum: 2, firstAid: true),
                    headcount: firstAid, leaderSeats: 0, workload: nil))
        }

        /// Calls so many people at T+0, and lets `change` say what came of it.
        mutating func call(
            _ count: Int, _ role: Role = .worker, need: Int64 = 1, pool: Pool = .pioneer,
            _ change: (inout Callout) -> Void = { _ in }
        ) {
            for _ in 0..<count {
                let id = Int64(members.count + 1)
                members.append(DrawnIncident.member(id, km: 3))
                var callout = Callout(
                    member: MemberID(id), need: NeedID(need), site: "A", role: role, pool: pool, wave: 1,
                    stage: .called, since: Self.start, calledAt: Self.start,
                    expectedAt: Self.start + .minutes(30), chance: 450)
                change(&callout)
                incident.callouts[callout.member] = callout
            }
        }

        func outlook(at minutes: Int64, spread: Double = TurnoutGrid.usualSpread) -> Outlook {
            var reference = Reference(
                settings: Settings(
                    zone: .fixed(hours: 8), dutyPhone: "", centre: DrawnIncident.position, seed: 1))
            reference.roster = Roster(version: .none, members: members)
            reference.sites = SiteBook(version: .none, sites: [DrawnIncident.site("A")])
            return Outlook(
                incident, state: state, reference: reference, now: Self.start + .minutes(minutes),
                spread: spread)
        }

        func forecast(at minutes: Int64, spread: Double = TurnoutGrid.usualSpread) -> Forecast {
            Forecast(outlook(at: minutes, spread: spread))
        }
    }

    static func arrived(_ minutes: Int64) -> (inout Callout) -> Void {
        { callout in
            callout.stage = .arrived
            callout.since = Town.start + .minutes(minutes)
            callout.arrivedAt = callout.since
            callout.answeredAt = Town.start + .minutes(3)
            callout.promisedAt = callout.answeredAt
        }
    }

    static func accepted(_ minutes: Int64) -> (inout Callout) -> Void {
        { callout in
            callout.stage = .accepted
            callout.since = Town.start + .minutes(minutes)
            callout.answeredAt = callout.since
            callout.promisedAt = callout.since
        }
    }

    static func declined(_ minutes: Int64) -> (inout Callout) -> Void {
        { callout in
            callout.stage = .declined
            callout.since = Town.start + .minutes(minutes)
            callout.answeredAt = callout.since
        }
    }

    @Test func `nobody called: nothing is expected, and the figures say so`() {
        let forecast = Town().forecast(at: 5)
        #expect(forecast.required == 5 && forecast.present == 0 && forecast.unanswered == 0)
        #expect(forecast.allReady == 0 && forecast.allFull == 0)
        #expect(forecast.byDeadline == Headcount(expected: 0, low: 0, high: 0, atBest: 0))
        #expect(forecast.reachesMostAt == nil)
        #expect(forecast.sources.isEmpty)
        #expect(forecast.needs.map(\.workersByDeadline.distribution) == [[1, 0, 0, 0, 0]])
        #expect(forecast.curve.count == 37)
    }

    @Test func `who is there counts as one, whatever the shared factor`() {
        var town = Town()
        town.call(1, .leader, Self.arrived(20))
        town.call(4, .worker, Self.arrived(25))
        let forecast = town.forecast(at: 30)
        #expect(forecast.present == 5)
        #expect((forecast.allReady - 1).magnitude < 1e-12 && (forecast.allFull - 1).magnitude < 1e-12)
        #expect(forecast.byCircle.low == 5 && forecast.byCircle.high == 5)
        #expect((forecast.byCircle.expected - 5).magnitude < 1e-9)
        #expect(forecast.needs[0].leadersByCircle.distribution.map { $0.rounded() } == [0, 1])
        // The past of the curve is as it was: one at T+20, five at T+25.
        #expect(forecast.curve[3].expected == 0)
        #expect((forecast.curve[4].expected - 1).magnitude < 1e-9)
        #expect((forecast.curve[5].expected - 5).magnitude < 1e-9)
        let reached = (forecast.reachesMostAt ?? Town.start) - Town.start
        #expect(reached > .minutes(24) && reached <= .minutes(25))
    }

    @Test func `headcount without a leader is neither ready nor full, and a second leader works`() {
        var town = Town()
        town.call(8, .worker, Self.arrived(20))
        let headless = town.forecast(at: 30)
        #expect(headless.allReady == 0 && headless.allFull == 0)
        var led = Town()
        led.call(2, .leader, Self.arrived(20))
        led.call(3, .worker, Self.arrived(20))
        #expect((led.forecast(at: 30).allFull - 1).magnitude < 1e-12)
        led.incident.needs[0].headcount = 6
        #expect(led.forecast(at: 30).allFull == 0)
    }

    @Test func `first aid asked for must be there before work begins`() {
        var town = Town(firstAid: 2)
        town.call(1, .leader, Self.arrived(20))
        town.call(4, .worker, Self.arrived(20))
        town.call(1, need: 2, Self.arrived(20))
        #expect(town.forecast(at: 30).sites[0].readyByCircle == 0)
        town.call(1, need: 2, Self.arrived(22))
        #expect((town.forecast(at: 30).sites[0].readyByCircle - 1).magnitude < 1e-12)
    }

    @Test(arguments: [(10, 2, 2), (49, 5, 2), (50, 5, 3), (120, 5, 4), (120, 3, 3), (30, 1, 1), (30, 0, 0)])
    func `two first-aiders, and one more for every fifty workers, as far as they were asked for`(
        workers: Int, asked: Int, needed: Int
    ) {
        let rule = ReadinessRule("A", in: Town(headcount: workers, firstAid: asked).incident)
        #expect(rule?.firstAiders == needed)
        #expect(rule?.minimum == 3)
        #expect(ReadinessRule("B", in: Town().incident) == nil)
    }

    @Test func `what happened by the hour stays, and what didn't can't any more`() {
        var town = Town()
        town.call(1, .leader, Self.arrived(70))
        town.call(4, .worker, Self.arrived(70))
        let late = town.forecast(at: 80)
        #expect(late.sites[0].readyByCircle == 0 && late.byCircle.expected == 0)
        #expect((late.sites[0].readyByDeadline - 1).magnitude < 1e-12)
        town.incident.sites.update("A") { $0.readyAt = Town.start + .minutes(40) }
        #expect(town.forecast(at: 80).sites[0].readyByCircle == 1)
    }

    @Test func `silence lowers every figure and answers raise them`() {
        var silent = Town()
        silent.call(3, .leader)
        silent.call(10)
        let figures = [1, 5, 10, 20, 30].map { silent.forecast(at: $0).sites[0].readyByCircle }
        #expect(figures == figures.sorted(by: >) && figures[4] < 0.1, "\(figures)")
        var answered = silent
        for id in 1...8 { answered.incident.callouts.update(MemberID(Int64(id)), Self.accepted(5)) }
        #expect(answered.forecast(at: 10).sites[0].readyByCircle > figures[0])
        // What others say moves the chance of those who are still silent.
        var refused = silent
        for id in 1...8 { refused.incident.callouts.update(MemberID(Int64(id)), Self.declined(5)) }
        let last = 12
        func chance(_ town: Town) -> Double {
            let outlook = town.outlook(at: 6)
            guard let place = outlook.people.firstIndex(where: { $0.member == MemberID(Int64(last)) }) else {
                return 0
            }
            let by = outlook.deadline
            return outlook.grid.mean { outlook.chance(place, by: by, state: $0) }
        }
        #expect(chance(refused) < chance(silent) && chance(silent) < chance(answered))
    }

    @Test func `who answered no is not expected, and who was released in silence hardly`() {
        var town = Town()
        town.call(5, .worker, Self.declined(4))
        town.call(5) { callout in
            callout.stage = .released
            callout.releasedBy = .timer
            callout.since = Town.start + .minutes(10)
        }
        let forecast = town.forecast(at: 30)
        #expect(forecast.byDeadline.expected < 0.6 && forecast.byDeadline.expected > 0)
        #expect(forecast.byDeadline.atBest == 0, "nobody promised and nobody is waited for")
        town.incident.callouts.update(MemberID(6)) { $0.releasedBy = .surplus }
        #expect(town.forecast(at: 30).byDeadline.expected < forecast.byDeadline.expected)
    }

    @Test func `silent people who were let go say nothing for the others, those who found no place do`() {
        func expected(_ reason: Evidence) -> Double {
            var town = Town(headcount: 60)
            town.call(20)
            town.call(40) { callout in
                callout.stage = .released
                callout.releasedBy = reason
                callout.since = Town.start + .minutes(2)
            }
            return town.forecast(at: 3).byDeadline.expected
        }
        #expect(expected(.surplus) > 11, "forty said yes, so the others will")
        #expect(expected(.spared) < expected(.unasked), "two minutes of silence say a little")
        #expect(expected(.unasked) < expected(.surplus))
        #expect(expected(.spared) < expected(.timer), "and nobody counts on those whose place is filled")
    }

    @Test func `a quota larger than the roster is never met, and at best says how many could come`() {
        var town = Town(headcount: 50)
        town.call(1, .leader)
        town.call(9)
        let forecast = town.forecast(at: 1)
        #expect(forecast.allFull == 0)
        #expect(forecast.byDeadline.atBest == 10)
        #expect(forecast.needs[0].workersByDeadline.seats == 49)
        #expect(forecast.needs[0].workersByDeadline.atBest == 9)
        #expect(forecast.byDeadline.expected > 3 && forecast.byDeadline.expected < 6)
    }

    @Test func `people who share a factor miss the quota more often than independent ones`() {
        var town = Town(headcount: 20, leaderSeats: 0)
        town.call(60)
        let independent = town.forecast(at: 0, spread: 0)
        let shared = town.forecast(at: 0)
        #expect(town.outlook(at: 0, spread: 0).grid.states == 1)
        #expect(independent.needs[0].fullByDeadline > shared.needs[0].fullByDeadline + 0.05)
        #expect((independent.byDeadline.expected - shared.byDeadline.expected).magnitude < 1.5)
        let (narrow, wide) = (independent.byDeadline, shared.byDeadline)
        #expect(wide.high - wide.low > narrow.high - narrow.low)
    }

    @Test func `independent people with equal chances give the binomial's figure`() {
        var town = Town(headcount: 10, leaderSeats: 0)
        town.call(38)
        let outlook = town.outlook(at: 0, spread: 0)
        let chance = outlook.chance(0, by: outlook.deadline, state: 0)
        var binomial = PoissonBinomial(cap: 10)
        for _ in 0..<38 { binomial.add(chance) }
        let forecast = Forecast(outlook)
        #expect((forecast.needs[0].fullByDeadline - binomial.reachesCap).magnitude < 1e-12)
        #expect((chance - 0.45).magnitude < 0.005)
        let seats = outlook.seats(of: outlook.incident.needs[0], .worker, by: outlook.deadline, cap: 10)
        #expect(seats.count == 1 && (seats[0].reachesCap - binomial.reachesCap).magnitude < 1e-12)
    }

    @Test func `the reserve has a factor of its own once it may be called`() {
        var town = Town(headcount: 20)
        town.call(10)
        #expect(town.outlook(at: 1).grid.groups == 1)
        #expect(town.outlook(at: 1).group(of: .reserve) == 0)
        town.incident.reserveAllowed = 30
        town.call(30, pool: .reserve)
        let outlook = town.outlook(at: 1)
        #expect(outlook.grid.groups == 2)
        #expect(outlook.group(of: .pioneer) == 0 && outlook.group(of: .reserve) == 1)
        #expect(
            outlook.people.map(\.group) == Array(repeating: 0, count: 10) + Array(repeating: 1, count: 30))
    }

    @Test func `the same state gives the same forecast, and only open incidents have one`() {
        var town = Town()
        town.call(6)
        #expect(town.forecast(at: 7) == town.forecast(at: 7))
        let reference = Reference(
            settings: Settings(zone: .fixed(hours: 8), dutyPhone: "", centre: DrawnIncident.position, seed: 1)
        )
        #expect(Forecast(of: IncidentID(9), state: State(), reference: reference, now: Town.start) == nil)
    }
}
