import HTTPAPI
import Mobilization
import MobilizationRuntime
import MusterAPI
import Testing

struct GateRouteTests {
    /// The fixture's board with some facts more.
    static func board(_ facts: [GateFact], change: (inout Board) -> Void = { _ in }) -> Board {
        let base = HTTPAPITests.board()
        var state = base.state
        for fact in facts { state.apply(Fact(at: opening, actor: .officer("wang"), event: .gates(fact))) }
        var board = Board(asOf: base.asOf, state: state, reference: base.reference, storeTrouble: nil)
        change(&board)
        return board
    }

    static let away = GateFact.absenceEntered(
        Absence(
            id: AbsenceID(4), member: MemberID(8), from: opening, until: opening + .hours(72),
            note: TextRef(9),
            isByText: false, enteredAt: opening))

    @Test func `an absence is entered by name and ended by number`() async throws {
        let exchange = Exchange()
        let body = #"{"member":"欧阳小红","until":"2025-07-11T06:30:00+08:00","note":"出差"}"#
        #expect(try await exchange.post("/v1/absences", body).status == 200)
        #expect(try await exchange.post("/v1/absences/4/end").status == 200)
        #expect(
            exchange.desk.commands == [
                .gates(
                    .enterAbsence(MemberID(8), from: nil, until: opening + .hours(72), note: "出差")),
                .gates(.endAbsence(AbsenceID(4))),
            ])
        #expect(try await exchange.post("/v1/absences", body, token: "viewer-token").status == 403)
        #expect(try await exchange.post("/v1/absences/x/end").status == 404)
        #expect(try await exchange.post("/v1/absences", #"{"member":"8","until":"Friday"}"#).status == 422)
    }

    @Test func `a viewer sees who is away by a masked name, and no reason`() async throws {
        let exchange = Exchange(board: Self.board([Self.away]))
        let seen = try await exchange.get("/v1/absences", token: "viewer-token").decode(AbsencesView.self)
        #expect(seen.absences.map(\.name) == ["欧阳**"] && seen.absences.map(\.text) == [nil])
        #expect(seen.absences.map(\.now) == [true])
        let officer = try await exchange.get("/v1/absences?names=full").decode(AbsencesView.self)
        #expect(officer.absences.map(\.name) == ["欧阳小红"])
        #expect(officer.absences.map(\.text) == ["我在路上但是车坏了"])
        #expect(try await exchange.get("/v1/absences?names=full", token: "viewer-token").status == 403)
    }

    @Test func `who is away, or outside their hours, is shown in the roster and by why`() async throws {
        let board = Self.board([Self.away]) { board in
            // 07:30 on a Tuesday.
            let evenings = AvailableHours([AvailableHours.Span(from: 1440 + 1080, until: 1440 + 1320)])
            var members = board.reference.roster.members
            for place in members.indices where members[place].id == MemberID(5) {
                members[place].hours = evenings
            }
            board.reference.roster = Roster(version: board.reference.roster.version, members: members)
        }
        let exchange = Exchange(board: board)
        let roster = try await exchange.get("/v1/roster").decode(RosterView.self)
        let shown = roster.members.filter { $0.availability != nil }
        #expect(shown.map(\.member) == [5, 8])
        #expect(
            shown.map(\.availability) == [
                Words(zh: "非可用时段", en: "outside hours"),
                Words(zh: "请假至07-11 06:30", en: "away to 07-11 06:30"),
            ])
        let why = try await exchange.get("/v1/incidents/0417/members/8/why").decode(WhyView.self)
        #expect(why.availability == Words(zh: "请假至07-11 06:30", en: "away to 07-11 06:30"))
        let circle = try await exchange.get("/v1/circle").decode(CoverageView.self)
        #expect(circle.away == 1)
    }

    @Test func `at all hours is a flag of the plan and an order of its own`() async throws {
        let exchange = Exchange()
        #expect(try await exchange.get("/v1/incidents/0417/plan?all_hours=true").status == 200)
        #expect(try await exchange.get("/v1/incidents/0417/plan?all_hours=maybe").status == 422)
        #expect(try await exchange.post("/v1/incidents/0417/hours", #"{"confirmed":12}"#).status == 200)
        #expect(
            exchange.desk.commands == [.gates(.openHours(incident: IncidentID(7), confirmed: 12))])
    }

    @Test func `a leader is named by name, shared by site, and acting ones are allowed`() async throws {
        let exchange = Exchange()
        let path = "/v1/incidents/0417/leaders"
        #expect(try await exchange.post(path, #"{"site":"f02","member":"欧阳小红"}"#).status == 200)
        #expect(try await exchange.post(path, #"{"site":"F02","with":"F01"}"#).status == 200)
        #expect(try await exchange.post(path + "/acting").status == 200)
        let id = IncidentID(7)
        #expect(
            exchange.desk.commands == [
                .gates(.nameLeader(incident: id, site: "F02", MemberID(8))),
                .gates(.shareLeader(incident: id, site: "F02", with: "F01")),
                .gates(.allowActing(incident: id)),
            ])
        #expect(try await exchange.post(path, #"{"site":"F02"}"#).status == 422)
        #expect(try await exchange.post(path, #"{"site":"F02","member":"1","with":"F01"}"#).status == 422)
        #expect(try await exchange.post(path + "/acting", token: "viewer-token").status == 403)
    }

    @Test func `an acting leader is shown as such, before and after the officer's word`() async throws {
        let id = IncidentID(7)
        var incident = flood()
        incident.callouts[MemberID(8)] = callout(8, at: "F02", need: 2, .enRoute, role: .leader)
        func row(_ facts: [GateFact]) async throws -> LeaderRow? {
            let base = HTTPAPITests.board([incident])
            var state = base.state
            for fact in facts { state.apply(Fact(at: opening, actor: .engine, event: .gates(fact))) }
            let board = Board(asOf: base.asOf, state: state, reference: base.reference, storeTrouble: nil)
            let view = try await Exchange(board: board).get("/v1/incidents/0417/leaders").decode(
                LeadersView.self)
            return view.sites.last
        }
        let called = GateFact.actingLeadersCalled(id, PackedNumbers([8]))
        let before = try await row([called])
        #expect(before?.state == "awaits_word" && before?.leader == "欧阳**")
        #expect(before?.near == ["F01"], "the leader next door could lead both")
        let after = try await row([called, .actingLeadersAllowed(id)])
        #expect(after?.state == "acting" && after?.stateWords == Words(zh: "代理", en: "acting"))
        let shared = try await row([called, .leaderShared(id, "F02", with: "F01")])
        #expect(shared?.state == "shared" && shared?.with == "F01" && shared?.leader == "王**")
    }

    @Test func `cover has a policy and a day, and only officers see the number`() async throws {
        let exchange = Exchange()
        let path = "/v1/incidents/0417/cover"
        let day = try #require(CalendarDay(year: 2025, month: 7, day: 31))
        #expect(try await exchange.post(path, #"{"policy":"PZ-1","until":"2025-07-31"}"#).status == 200)
        #expect(
            exchange.desk.commands == [
                .gates(.enterCover(incident: IncidentID(7), policy: "PZ-1", until: day))
            ])
        for body in [#"{"policy":"","until":"2025-07-31"}"#, #"{"policy":"PZ-1","until":"31.7.2025"}"#] {
            #expect(try await exchange.post(path, body).status == 422)
        }
        let board = Self.board([
            .coverEntered(IncidentID(7), IncidentCover(until: day, policy: TextRef(9), enteredBy: "wang"))
        ])
        func seen(_ token: String) async throws -> CoverView? {
            try await Exchange(board: board).get("/v1/incidents/0417", token: token)
                .decode(IncidentView.self).cover
        }
        #expect(try await seen("viewer-token") == CoverView(until: "2025-07-31", enteredBy: "wang"))
        #expect(try await seen("officer-token")?.policy == "我在路上但是车坏了")
    }

    @Test func `one person is shown with the history of their level, and reasons for officers only`()
        async throws
    {
        let from = try #require(CalendarDay(year: 2025, month: 6, day: 1))
        let change = LevelChange(
            member: MemberID(8), old: .basic, new: .middle, from: from, reason: TextRef(9))
        let exchange = Exchange(board: Self.board([.levelsChanged([change]), Self.away]))
        let view = try await exchange.get("/v1/roster/8", token: "viewer-token").decode(MemberView.self)
        #expect(view.row.name == "欧阳**" && view.row.phone == nil)
        #expect(
            view.levels == [
                LevelChangeRow(
                    member: 8, name: "欧阳**", old: Words(zh: "初级", en: "basic"),
                    new: Words(zh: "中级", en: "middle"), from: "2025-06-01")
            ])
        #expect(view.absences.map(\.id) == [4])
        let name = "%E6%AC%A7%E9%98%B3%E5%B0%8F%E7%BA%A2"
        let officer = try await exchange.get("/v1/roster/\(name)?names=full").decode(MemberView.self)
        #expect(officer.row.phone != nil && officer.levels.first?.reason == "我在路上但是车坏了")
        #expect(try await exchange.get("/v1/roster/99").status == 404)
        #expect(try await exchange.get("/v1/roster/%E7%8E%8B%E5%B0%8F%E6%98%8E").status == 409)
        #expect(try await exchange.get("/v1/roster/8?names=full", token: "viewer-token").status == 403)
    }
}
