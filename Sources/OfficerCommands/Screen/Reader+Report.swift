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
        page.say(startLine(report), width: width, indent: 2)
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

    /// Three times that are not the same, and what the authorities declared.
    private func startLine(_ report: ReportView) -> String {
        let none = either(zh: "无", en: "none")
        var line = either(
            zh: "签发 \(report.issued?.clock ?? none)，启动 \(report.summary.opened.clock)，首条发出 "
                + "\(report.firstSent?.clock ?? none)",
            en:
                "issued \(report.issued?.clock ?? none), activated \(report.summary.opened.clock), first message "
                + "\(report.firstSent?.clock ?? none)")
        if let level = report.responseLevel { line += either(zh: "，响应\(level)级", en: ", response \(level)") }
        if let grade = report.eventGrade { line += either(zh: "，事件\(grade)级", en: ", grade \(grade)") }
        if let alone = report.allowedAlone {
            line += either(
                zh: "；! 一人批准后备\(alone)次", en: "; ! the reserve was allowed by one alone \(alone) x")
        }
        return line
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
