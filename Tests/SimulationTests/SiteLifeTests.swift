import Mobilization
import Testing

@testable import Simulation

struct SiteLifeTests {
    private let start = People.morning
    private let phones = (0..<200).map(People.phone)

    /// People at F01 three hours after a call-out.
    private func atWork(habits: (inout Habits) -> Void = { _ in }) -> Correspondent {
        var correspondent = Correspondent(
            People.network(200) {
                $0.failedNumbers = 0
                $0.unclear = 0
                habits(&$0)
            })
        correspondent.send(People.text("leader.callout"), to: phones.prefix(5), at: start)
        correspondent.send(People.text("callout.material-handling"), to: phones.dropFirst(5), at: start)
        correspondent.run(until: later)
        return correspondent
    }

    private var later: Instant { start + .hours(5) }

    @Test func `after a stop everybody withdraws within minutes and says so`() throws {
        var correspondent = atWork()
        let present = try #require(correspondent.network.truth(at: later).sites["F01"]).present
        #expect(present > 50)
        correspondent.send(People.text("stop.water", at: "15:00"), to: phones, at: later)
        correspondent.run(until: later + .minutes(10))
        let site = try #require(correspondent.network.truth(at: later).sites["F01"])
        #expect(site.withdrawn == present && site.present == present)
        let withdrawn = correspondent.meanings(after: later).filter { $0 == .withdrawnSafe }
        #expect(withdrawn.count > present * 8 / 10 && withdrawn.count <= present)
        #expect(correspondent.meanings(after: later).contains(.leaderHeadcount(present)))
        #expect(!correspondent.meanings(after: later).contains(.home))

        correspondent.send(People.text("resume", at: "15:30"), to: phones, at: later + .minutes(20))
        correspondent.run(until: later + .minutes(40))
        let after = try #require(correspondent.network.truth(at: later).sites["F01"])
        #expect(after.withdrawn == 0 && after.present == present)
    }

    @Test func `a stop at another site moves nobody`() throws {
        var correspondent = atWork()
        correspondent.send(People.text("stop.water", site: 1), to: phones, at: later)
        correspondent.run(until: later + .minutes(20))
        #expect(try #require(correspondent.network.truth(at: later).sites["F01"]).withdrawn == 0)
        #expect(!correspondent.meanings(after: later).contains(.withdrawnSafe))
    }

    @Test func `people stay at work until they are stood down, and are home afterwards`() throws {
        var correspondent = atWork()
        let before = correspondent.network.truth(at: later)
        correspondent.run(until: later + .hours(3))
        #expect(correspondent.network.truth(at: later).sites["F01"]?.present == before.sites["F01"]?.present)
        let end = later + .hours(3)
        correspondent.send(People.text("standdown"), to: phones, at: end)
        correspondent.run(until: end + .hours(6))
        let people = correspondent.network.truth(at: end + .hours(6)).people
        #expect(people.away == 0)
        #expect(people.home == people.arrived && people.arrived == before.people.arrived)
        let home = correspondent.meanings(after: end).count { $0 == .home }
        #expect(home > people.arrived * 7 / 10)

        correspondent.send(People.text("home"), to: phones, at: end + .hours(6))
        correspondent.run(until: end + .hours(7))
        #expect(correspondent.meanings(after: end + .hours(6)).count { $0 == .home } > 150)
    }

    @Test func `a cancelled call-out turns people back on the road`() throws {
        var correspondent = Correspondent(People.network(200))
        correspondent.send(People.text("callout.material-handling"), to: phones, at: start)
        correspondent.run(until: start + .minutes(20))
        correspondent.send(People.text("cancel"), to: phones, at: start + .minutes(20))
        correspondent.run(until: start + .hours(9))
        let truth = correspondent.network.truth(at: start + .hours(9))
        #expect(truth.people.away == 0)
        #expect(truth.people.arrived < 60)
        #expect(correspondent.meanings(after: start + .minutes(20)).contains(.home))
    }

    @Test func `leaders report how many are there, and never more than are`() throws {
        let correspondent = atWork()
        let reports = correspondent.happened.compactMap { happening -> Int? in
            guard let reply = happening.replied,
                case .leaderPresent(let count) = ReplyGrammar.parse(reply).meaning
            else { return nil }
            return count
        }
        let site = try #require(correspondent.network.truth(at: later).sites["F01"])
        #expect(reports.count > 3)
        #expect(reports.last == site.claimed)
        #expect(reports.allSatisfy { $0 <= site.present })
        #expect(site.leaderPresent)
    }

    @Test func `leaders who don't report say nothing of figures`() {
        let correspondent = atWork { $0.leadersReport = false }
        #expect(
            !correspondent.happened.contains { happening in
                happening.replied.map { $0.hasPrefix("到") && $0 != "到了" } ?? false
            })
    }

    @Test func `a leader counts sandbags when asked to`() {
        let correspondent = atWork { $0.leadersCount = true }
        #expect(correspondent.happened.contains { $0.replied?.hasPrefix("袋") ?? false })
    }

    @Test func `a standby or a test is never answered with an acceptance`() {
        var correspondent = Correspondent(People.network(200))
        correspondent.send(People.text("standby"), to: phones, at: start)
        correspondent.send(People.text("testcall"), to: phones, at: start + .hours(2))
        correspondent.run(until: start + .hours(4))
        let meanings = correspondent.meanings(after: start)
        #expect(meanings.contains(.received) && meanings.contains(.cannotStandBy))
        #expect(!meanings.contains(.coming) && !meanings.contains(.comingLate))
        #expect(correspondent.network.truth(at: start).people.away == 0)
    }

    @Test func `a person asked to move goes to the new place`() throws {
        var correspondent = atWork()
        correspondent.send(People.text("move", site: 1), to: phones, at: later)
        correspondent.run(until: later + .hours(5))
        let truth = correspondent.network.truth(at: later)
        #expect(truth.sites["F01"]?.present == 0)
        #expect(try #require(truth.sites["F06"]).present > 50)
    }
}
