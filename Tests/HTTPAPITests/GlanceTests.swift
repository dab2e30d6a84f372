import Mobilization
import MobilizationRuntime
import MusterAPI
import Testing

@testable import HTTPAPI

/// `board()` at T+40, in which F01 is ready and F02 has nobody yet.
private func early(_ incident: Incident = flood()) -> Board {
    var now = board([incident])
    now.asOf = opening + .minutes(40)
    return now
}

@Suite struct `The forecast at a glance` {
    @Test func `each site shows its chance of being ready within the hour, and the incident both figures`()
        throws
    {
        let now = early()
        let forecast = try #require(ForecastShelf().glance(of: flood(), on: now))
        let view = now.incidentView(flood(), forecast: forecast)
        #expect(view.sites.map(\.readyByCircle) == [1, 0])
        let outlook = try #require(view.outlook)
        #expect(outlook.allReady == 0 && (2...4).contains(outlook.expected))
        #expect(outlook.asOf.tPlus == "T+00:40")
    }

    @Test func `once the hour is over there is nothing to foretell`() throws {
        let forecast = try #require(ForecastShelf().glance(of: flood(), on: early()))
        let view = board().incidentView(flood(), forecast: forecast)
        #expect(view.outlook == nil && view.sites.allSatisfy { $0.readyByCircle == nil })
        #expect(early().incidentView(flood()).sites.allSatisfy { $0.readyByCircle == nil })
    }

    @Test func `a site that is stopped or stood down has no chance of its own`() throws {
        var incident = flood()
        incident.sites.update("F01") {
            $0.stop = Stop(hazard: .water, at: opening + .minutes(38), headcount: nil)
        }
        var over = SiteState()
        over.stoodDownAt = opening + .minutes(39)
        incident.sites["F02"] = over
        let now = early(incident)
        let forecast = try #require(ForecastShelf().glance(of: incident, on: now))
        #expect(now.incidentView(incident, forecast: forecast).sites.map(\.readyByCircle) == [nil, nil])
    }

    @Test func `the route answers with it while the hour runs, and without it afterwards`() async throws {
        let path = "/v1/incidents/0417"
        let view = try await Exchange(board: early()).get(path).decode(IncidentView.self)
        #expect(view.outlook != nil && view.sites.map(\.readyByCircle) == [1, 0])
        let later = try await Exchange().get(path)
        #expect(!later.body.contains("ready_by_circle") && !later.body.contains("outlook"))
    }

    @Test func `nobody waits for the forecast of a large incident`() async throws {
        var incident = flood()
        for number in 10...Int64(ForecastShelf.mostAtOnce + 10) {
            incident.callouts[MemberID(number)] = callout(number, .called)
        }
        let now = early(incident)
        let shelf = ForecastShelf()
        #expect(shelf.glance(of: incident, on: now) == nil)
        var seen: Forecast?
        for _ in 0..<600 where seen == nil {
            try await Task.sleep(for: .milliseconds(50))
            seen = shelf.glance(of: incident, on: now)
        }
        #expect(seen?.asOf == now.asOf)
        // What is older than a minute isn't shown any more.
        var later = now
        later.asOf = now.asOf + ForecastShelf.oldestShown + .seconds(1)
        #expect(ForecastShelf().glance(of: incident, on: later) == nil)
    }
}
