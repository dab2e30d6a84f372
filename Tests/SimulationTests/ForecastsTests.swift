import Mobilization
import MobilizationRuntime
import Testing

/// When a forecast that somebody asked for is worked out anew.
struct ForecastsTests {
    private static let start = Instant(seconds: 1_751_927_400)

    private static func board(after seconds: Int64, events: Int64 = 1, isOpen: Bool = true) -> Board {
        var state = State()
        var incident = Incident(
            id: IncidentID(1), code: "0417", event: "暴雨内涝", isDrill: false, openedAt: start, demand: "",
            source: "", requestedBy: nil, neededBy: start + .hours(3), dispatch: .running, manual: .none,
            rules: .none)
        incident.callouts[MemberID(1)] = Callout(
            member: MemberID(1), need: NeedID(1), site: "F01", role: .worker, pool: .pioneer, wave: 1,
            stage: .called, since: start, calledAt: start, expectedAt: start + .minutes(30), chance: 450)
        if isOpen { state.apply(Fact(at: start, actor: .engine, event: .incidentOpened(incident))) }
        for _ in 0..<events {
            state.apply(Fact(at: start, actor: .engine, event: .clockStepped(by: .zero)))
        }
        let settings = Settings(
            zone: .fixed(hours: 8), dutyPhone: "", centre: Coordinate(latitude: 31, longitude: 104), seed: 1)
        return Board(
            asOf: start + .seconds(seconds), state: state, reference: Reference(settings: settings),
            storeTrouble: nil)
    }

    @Test func `a forecast holds for a second after events, and for fifteen without any`() {
        var forecasts = Forecasts()
        func asOf(_ seconds: Int64, events: Int64 = 1) -> Int64? {
            forecasts.forecast(of: IncidentID(1), on: Self.board(after: seconds, events: events)).map {
                ($0.asOf - Self.start).wholeSeconds
            }
        }
        #expect(asOf(10) == 10)
        #expect(asOf(24) == 10)
        #expect(asOf(25) == 25)
        #expect(asOf(25, events: 2) == 25, "a burst of events within a second is reckoned once")
        #expect(asOf(26, events: 3) == 26)
        #expect(asOf(20, events: 3) == 20, "a board from before is read anew")
    }

    @Test func `a closed or unknown incident has none`() {
        var forecasts = Forecasts()
        #expect(forecasts.forecast(of: IncidentID(2), on: Self.board(after: 1)) == nil)
        #expect(forecasts.forecast(of: IncidentID(1), on: Self.board(after: 1)) != nil)
        #expect(forecasts.forecast(of: IncidentID(1), on: Self.board(after: 2, isOpen: false)) == nil)
    }
}
