import MusterAPI

extension Reader {
    /// The figures for director and government.
    func reportPage(_ report: ReportView) -> Page {
        var page = Page()
        let summary = report.summary
        page.say(
            say(
                .reportTitle, summary.code, (summary.drill ? say(.drillMark) : "") + summary.event,
                summary.opened.clock, report.asOf.clock), width: width, tone: .heading)
        page.say(of(summary.sentence), width: width)
        page.body = figures(report)
        if let known = report.knownAtSixty {
            page.body.append(
                Line(
                    say(
                        .knownAtSixty, "\(known.arrived)", "\(known.required)",
                        percent(known.arrived, of: known.required))))
        }
        page.body += [
            say(
                .reportMessages, grouped(report.messagesSent), grouped(report.messagesDelivered),
                grouped(report.messagesFailed), grouped(report.messagesUnknown),
                "\(report.messagesPerPersonMax)"),
            say(.reportPeople, "\(report.declined)", "\(report.released)"),
        ].flatMap { wrap($0, to: width) }.map { Line($0) }
        let totals = report.counters.map { "\(shown($0.title)) \(grouped($0.total))\(shown($0.unit))" }
        if !totals.isEmpty {
            page.body += wrap(say(.reportCounters, totals.joined(separator: "  ")), to: width).map {
                Line($0)
            }
        }
        page.body.append(
            Line(say(.serviceHours, grouped(report.serviceMinutes / 60), "\(report.serviceMinutes % 60)")))
        let ready = report.sitesReady.map { "\($0.site) \(time($0.ready))" }
        page.body += wrap(say(.reportReady, ready.joined(separator: "  ")), to: width, indent: 2).map {
            Line($0)
        }
        if report.unaccounted > 0 {
            page.close(with: say(.reportUnaccounted, "\(report.unaccounted)"), width: width, tone: .urgent)
        }
        return page
    }

    private func figures(_ report: ReportView) -> [Line] {
        var table = Table(columns: [
            .text(""), .text(say(.columnTime)), .figure(say(.columnPresent)), .figure(say(.columnNeeded)),
            .figure("%"), .figure(say(.columnReady)), .figure(say(.columnSites)),
        ])
        let rows: [(String, ReportFigures?)] = [
            ("T+60", report.atSixty), ("T+180", report.atOneHundredEighty), (say(.now), report.now),
        ]
        for (title, figures) in rows {
            guard let figures else {
                table.add([title, say(.stillToCome), "", "", "", "", ""], tone: .faint)
                continue
            }
            table.add([
                title, time(figures.at), "\(figures.arrived)", "\(figures.required)", "\(figures.percent)",
                "\(figures.sitesReady)", "\(figures.sites)",
            ])
        }
        return table.lines(width: width)
    }
}
