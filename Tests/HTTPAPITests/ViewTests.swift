import HTTPAPI
import Mobilization
import MobilizationRuntime
import MusterAPI
import Testing

@Suite struct `Views of the board` {
    @Test func `the sentence to read out holds the figures of the gravest incident`() {
        let words = board().statusSentence()
        #expect(words.zh == "截至07:30，暴雨内涝0417：需42人，到场2人，在途1人，可开工1/2处，待办2项。")
        #expect(
            words.en
                == "At 07:30, 暴雨内涝 0417: 42 needed, 2 present, 1 on the way, 1 of 2 sites ready, 2 items to do."
        )
        #expect(words.zh.count <= 60)
    }

    @Test func `a long event name is cut so that the sentence stays within 60 characters`() {
        var incident = flood()
        incident.event = String(repeating: "特大暴雨引发城市内涝", count: 4)
        incident.isDrill = true
        let words = board([incident]).statusSentence()
        #expect(words.zh.count <= 60)
        #expect(words.zh.hasPrefix("截至07:30，【演练】特大暴雨"))
        #expect(words.zh.contains("…0417：需42人"))
    }

    @Test func `without an incident the sentence tells the posture`() {
        let words = board([]).statusSentence()
        #expect(words.zh == "截至07:30，无进行中事件，态势常态，待办2项。")
        #expect(words.en == "At 07:30, no incident is open, posture normal, 2 items to do.")
    }

    @Test func `a drill never comes before a real incident`() {
        var drill = flood()
        drill.id = IncidentID(8)
        drill.code = "9001"
        drill.isDrill = true
        drill.needs[0].headcount = 400
        let view = board([drill, flood()]).statusView()
        #expect(view.incidents.map(\.code) == ["0417", "9001"])
        #expect(view.sentence.zh.hasSuffix("待办2项，另1起。"))
    }

    @Test func `the figures count each person once`() {
        let figures = IncidentFigures(flood()).total
        #expect(
            figures
                == Figures(
                    required: 42, called: 6, answered: 5, promised: 4, enRoute: 1, present: 2, gap: 40,
                    uncovered: 39, unaccounted: 4, sites: 2, sitesReady: 1, sitesStopped: 0))
    }

    @Test func `the forecast holds facts as facts, and a closed incident has none`() async throws {
        let now = board()
        let incident = flood()
        let forecast = try #require(
            Forecast(of: incident.id, state: now.state, reference: now.reference, now: now.asOf))
        let view = now.forecastView(incident, forecast)
        #expect([view.required, view.present, view.promised, view.unanswered] == [42, 2, 4, 1])
        #expect(view.circleEnd.tPlus == "T+01:00" && view.deadline.tPlus == "T+03:00")
        // F01 was ready at T+35; nobody was ever called to F02.
        #expect(view.sites.map(\.readyByCircle) == [1, 0])
        #expect(view.allReady == 0 && view.allFull == 0 && view.reachesMostAt == nil)
        #expect(view.byDeadline.atBest == 5 && view.byDeadline.low >= 2)
        #expect(view.curve.count == 37 && view.curve.last?.minutes == 180)
        #expect(view.travelSources.map(\.name) == ["straight_line_home"])
        let answer = try await Exchange().get("/v1/incidents/0418/forecast")
        #expect(answer.status == 404)
    }

    @Test func `the plan says per site and need what it comes to, and what is missing`() throws {
        let plan = board().planView(flood(), reserve: 0)
        #expect(plan.needs.map(\.need) == [1, 2] && plan.needs.map(\.headcount) == [40, 2])
        let handling = try #require(plan.needs.first)
        // Eight people are no forty.
        #expect(handling.full == 0 && handling.state == "nobodyLeft" && handling.stateWords.zh == "无人可叫")
        #expect(handling.expected > 0 && handling.expected < 8)
        let lack = try #require(handling.lacks.first)
        #expect(lack.need == 1 && lack.people >= 32 && lack.skills.isEmpty)
        #expect(lack.words.zh == "F01 物资搬运再要\(lack.people)人")
        #expect(lack.words.en == "F01 Material handling \(lack.people) more people")
        for row in plan.sites {
            #expect(row.ready != nil && row.state != nil && row.leaderWords != nil, "\(row)")
        }
    }

    @Test func `a surplus at one site does not hide a gap at another`() {
        var incident = flood()
        incident.needs[0].headcount = 1
        let figures = IncidentFigures(incident).total
        #expect(figures.required == 3)
        #expect(figures.present == 2)
        #expect(figures.gap == 2)
    }

    @Test func `a site's row shows leader, readiness, last count and state`() throws {
        let view = board().incidentView(flood())
        #expect(view.sites.map(\.code) == ["F01", "F02"])
        let row = try #require(view.sites.first)
        #expect(row.name == "北郊桥头")
        #expect(row.leader == "王**")
        #expect(row.leaderArrived == Moment(at: "2025-07-08T07:03:00+08:00", minutes: 33))
        #expect(row.leaderArrived?.clock == "07:03")
        #expect(row.ready?.tPlus == "T+00:35")
        #expect(
            [row.required, row.promised, row.enRoute, row.present, row.gap, row.uncovered] == [
                40, 4, 1, 2, 38, 37,
            ])
        #expect(row.lastCount?.total == 60)
        #expect(row.lastCount?.title == "沙袋")
        #expect(row.stateWords == Words(zh: "作业", en: "working"))
        #expect(view.sites[1].state == "mustering")
        #expect(view.sites[1].leader == nil)
    }

    @Test func `the inbox is ordered by danger and hides words from viewers`() {
        let open = board().todoView(texts: FixedTexts())
        #expect(open.items.map(\.kind) == ["help", "reply_unclear"])
        #expect(open.items[0].member == "李**")
        #expect(open.items[0].sentence.zh == "李**求助（F01）：立即回电，平安后办结。")
        #expect(open.items[1].text == "我在路上但是车坏了")
        #expect(board().todoView().items[1].text == nil)
    }

    @Test func `members are masked unless full names are asked for`() throws {
        let masked = board().membersView(flood())
        #expect(masked.members.map(\.name) == ["王**", "李**", "陈**", "赵**", "孙**", "周**"])
        #expect(masked.members.allSatisfy { $0.phone == nil })
        let full = board().membersView(flood(), stage: "en_route", fullNames: true)
        #expect(full.members.map(\.name) == ["陈欧"])
        #expect(full.members.first?.phone == "+8613800001003")
    }

    @Test func `the report holds the hour and leaves what is still to come empty`() {
        let report = board().reportView(flood())
        #expect(report.atSixty?.arrived == 2)
        #expect(report.atSixty?.percent == 4)
        #expect(report.atSixty?.sitesReady == 1)
        #expect(report.atOneHundredEighty == nil)
        #expect(report.unaccounted == 4)
        #expect(report.counters.map(\.total) == [60])
        #expect(report.serviceMinutes == 54)
    }

    @Test func `the roster counts skills and masks names`() {
        let view = board().rosterView(limit: 1)
        #expect(view.total == 8)
        #expect(view.byPool.map(\.count) == [7, 1])
        #expect(view.specialistShare == 125)
        #expect(view.members.map(\.name) == ["王**"])
        #expect(view.members.first?.engaged == "0417")
    }

    @Test func `masks keep too little to look somebody up`() {
        #expect(NameMask.mask("王小明") == "王**")
        #expect(NameMask.mask("欧阳小红") == "欧阳**")
        #expect(NameMask.mask("") == "")
        #expect(PhoneMask.mask("+8613800000001") == "+86138****0001")
        #expect(!PhoneMask.mask("+8613812345678").contains("1234"))
    }

    @Test func `moments before T+0 count down`() {
        let clock = LocalClock(zone: .fixed(hours: -5), opened: opening)
        #expect(clock.moment(opening - .seconds(30)) == Moment(at: "2025-07-07T17:29:30-05:00", minutes: -1))
    }
}
