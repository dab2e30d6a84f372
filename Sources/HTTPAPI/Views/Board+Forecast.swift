package import Mobilization
package import MobilizationRuntime
package import MusterAPI

extension Board {
    /// `forecast` in the words of the wire. Its own as-of time stands, which may be some seconds before the
    /// board's.
    package func forecastView(_ incident: Incident, _ forecast: Forecast) -> ForecastView {
        let clock = teamClock.since(incident)
        return ForecastView(
            code: incident.code, asOf: clock.moment(forecast.asOf),
            circleEnd: clock.moment(forecast.circleEnd), deadline: clock.moment(forecast.deadline),
            required: forecast.required, present: forecast.present, promised: forecast.promised,
            unanswered: forecast.unanswered, byCircle: HeadcountView(forecast.byCircle),
            byDeadline: HeadcountView(forecast.byDeadline), allReady: wireChance(forecast.allReady),
            allFull: wireChance(forecast.allFull), reachesMostAt: clock.moment(forecast.reachesMostAt),
            sites: forecast.sites.map(SiteForecastView.init),
            needs: forecast.needs.map { need in
                NeedForecastView(
                    need: need.need.number, site: need.site,
                    playbook: incident.need(need.need)?.rule.playbook ?? "", headcount: need.headcount,
                    leaderByCircle: wireChance(need.leadersByCircle.filled),
                    fullByCircle: wireChance(need.fullByCircle),
                    fullByDeadline: wireChance(need.fullByDeadline))
            },
            curve: forecast.curve.map { point in
                CurvePointView(
                    minutes: Int((point.at - incident.openedAt).wholeMinutes),
                    expected: whole(point.expected),
                    low: point.low, high: point.high)
            },
            travelSources: forecast.sources.map { counted in
                NamedCount(
                    name: counted.source.name, words: counted.source.words, count: counted.people)
            })
    }
}

/// A chance as it stands on the wire: rounded to a ten-thousandth, but never up to 1 or down to 0.
func wireChance(_ exact: Double) -> Double {
    let rounded = (exact * 10_000).rounded() / 10_000
    if rounded >= 1, exact < 1 - 1e-9 { return 0.9999 }
    return rounded <= 0 && exact > 1e-9 ? 0.0001 : min(rounded, 1)
}

private func whole(_ people: Double) -> Int { Int(people.rounded()) }

extension HeadcountView {
    fileprivate init(_ headcount: Headcount) {
        self.init(
            expected: whole(headcount.expected), low: headcount.low, high: headcount.high,
            atBest: headcount.atBest)
    }
}

extension SiteForecastView {
    fileprivate init(_ site: SiteForecast) {
        self.init(
            site: site.site, required: site.required, expectedByCircle: whole(site.expectedByCircle),
            expectedByDeadline: whole(site.expectedByDeadline), readyByCircle: wireChance(site.readyByCircle),
            fullByDeadline: wireChance(site.fullByDeadline), atBest: site.atBestByDeadline)
    }
}

extension TravelSource {
    /// As it stands on the wire.
    fileprivate var name: String {
        switch self {
        case .road: "road"
        case .straightLine(.noAnswerYet): "straight_line"
        case .straightLine(.noWay): "straight_line_no_way"
        case .straightLine(.modeNotRouted): "straight_line_mode"
        case .straightLine(.homeUnknown): "straight_line_home"
        }
    }

    fileprivate var words: Words {
        switch self {
        case .road: Words(zh: "路网", en: "by road")
        case .straightLine(.noAnswerYet): Words(zh: "直线估算", en: "straight line")
        case .straightLine(.noWay): Words(zh: "直线（无路可通）", en: "straight line, no road leads there")
        case .straightLine(.modeNotRouted): Words(zh: "直线（非汽车）", en: "straight line, not by car")
        case .straightLine(.homeUnknown): Words(zh: "直线（住址不详）", en: "straight line, home unknown")
        }
    }
}
