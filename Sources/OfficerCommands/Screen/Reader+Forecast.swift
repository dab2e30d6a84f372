import MusterAPI

extension Reader {
    func forecastPage(_ forecast: ForecastView) -> Page {
        var page = Page()
        page.say(
            say(
                .forecastTitle, forecast.code, "\(forecast.required)", "\(forecast.present)",
                "\(forecast.promised)", "\(forecast.unanswered)", time(forecast.asOf)),
            width: width, tone: .heading)
        page.say(
            say(
                .forecastCircle, time(forecast.circleEnd), percent(forecast.allReady), band(forecast.byCircle)
            ),
            width: width)
        page.say(
            say(
                .forecastDeadline, time(forecast.deadline), percent(forecast.allFull),
                band(forecast.byDeadline)),
            width: width)
        page.say(
            forecast.reachesMostAt.map { say(.forecastMost, time($0)) } ?? say(.forecastMostNever),
            width: width, tone: forecast.reachesMostAt == nil ? .urgent : .plain)
        var table = Table(columns: [
            .text(""), .text(say(.columnSite)), .figure(say(.columnNeeded)), .figure(say(.columnReadyChance)),
            .figure(say(.columnByCircle)), .figure(say(.columnFullChance)), .figure(say(.columnByDeadline)),
            .figure(say(.columnAtBest)),
        ])
        for site in forecast.sites {
            let isShort = site.atBest < site.required
            table.add(
                [
                    isShort ? "!" : "", site.site, "\(site.required)", percent(site.readyByCircle),
                    "\(site.expectedByCircle)", percent(site.fullByDeadline), "\(site.expectedByDeadline)",
                    "\(site.atBest)",
                ], tone: isShort ? .urgent : .plain)
        }
        if !forecast.sites.isEmpty {
            page.body = table.lines(width: width)
            page.titles = 1
        }
        if !forecast.travelSources.isEmpty {
            let sources = forecast.travelSources.map { "\(of($0.words)) \($0.count)" }.joined(separator: "  ")
            page.close(with: say(.forecastSources, sources), width: width)
        }
        return page
    }

    /// `320 (301-338), at best 471`
    private func band(_ headcount: HeadcountView) -> String {
        say(
            .forecastBand, "\(headcount.expected)", "\(headcount.low)", "\(headcount.high)",
            "\(headcount.atBest)")
    }

    /// `37%`; 100 only what is certain, and `<1%` what is possible all the same.
    func percent(_ chance: Double) -> String {
        if chance > 0, chance < 0.01 { return "<1%" }
        return "\(Int(chance * 100))%"
    }
}
