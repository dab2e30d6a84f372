import MusterAPI

extension Reader {
    /// One look at everything: the sentence to read out, the sites, and at the end what waits.
    ///
    /// `incident`: The gravest incident, or the one that was asked for. nil: none is open.
    func statusPage(_ status: StatusView, _ incident: IncidentView?) -> Page {
        var page = Page()
        let others = status.incidents.filter { $0.id != incident?.summary.id }
        let sentence =
            incident.map { others.isEmpty ? status.sentence : $0.summary.sentence } ?? status.sentence
        page.say(of(sentence), width: width, tone: .heading)
        if let trouble = status.storeTrouble {
            page.say(say(.storeTrouble, of(trouble)), width: width, tone: .urgent)
        }
        if let incident {
            page.head.append(Line(cut(incidentState(incident), to: width)))
            page.body = siteTable(incident.sites)
            page.titles = 1
        }
        page.head += streets(of: others).prefix(5).map { Line(cut(otherLine($0), to: width)) }
        addStatusFoot(status, to: &page)
        return page
    }

    /// Calls of one street together, every other incident by itself.
    private func streets(of incidents: [IncidentSummary]) -> [[IncidentSummary]] {
        var named: Set<Int64> = []
        return incidents.compactMap { incident in
            if named.contains(incident.id) { return nil }
            let together = incidents.filter { other in
                other.id == incident.id
                    || !named.contains(other.id) && incident.street?.contains(other.code) == true
            }
            named.formUnion(together.map(\.id))
            return together.sorted { $0.id < $1.id }
        }
    }

    private func otherLine(_ incidents: [IncidentSummary]) -> String {
        let first = incidents[0]
        let figures = incidents.map(\.figures)
        let present = "\(figures.reduce(0) { $0 + $1.present })"
        let required = "\(figures.reduce(0) { $0 + $1.required })"
        let gap = "\(figures.reduce(0) { $0 + $1.gap })"
        let event = (first.drill ? say(.drillMark) : "") + shown(first.event)
        let during = first.during.map { "  " + say(.duringIncident, $0) } ?? ""
        if incidents.count == 1 {
            return say(
                .otherIncident, first.code, event, of(first.dispatch.words), present, required,
                gap) + during
        }
        let codes = incidents.map(\.code).joined(separator: " ")
        return say(
            .otherStreet, codes, event, "\(incidents.count)", dispatch(of: incidents), present, required, gap
        ) + during
    }

    /// What has to be decided; nothing where all run. One call that waits must not hide behind two that are on their way.
    private func dispatch(of incidents: [IncidentSummary]) -> String {
        let separator = language == .zh ? "，" : ", "
        return ["awaiting_officer", "held"].map { state in
            let waiting = incidents.filter { $0.dispatch.state == state }
            guard let first = waiting.first else { return "" }
            return of(first.dispatch.words) + (language == .zh ? "" : " ")
                + "(\(waiting.count)/\(incidents.count))" + separator
        }.joined()
    }

    private func addStatusFoot(_ status: StatusView, to page: inout Page) {
        if !status.gatewaysDown.isEmpty {
            page.close(
                with: say(.gatewaysDown, status.gatewaysDown.joined(separator: " ")), width: width,
                tone: .urgent)
        }
        if let standby = status.standby { page.close(with: standbyLine(standby), width: width) }
        page.close(with: dutyLine(status.duty), width: width)
        let phrase: Phrase = status.helpCalls > 0 ? .todoCountHelp : .todoCount
        page.close(
            with: say(phrase, "\(status.todo)", "\(status.helpCalls)"), width: width,
            tone: status.todo > 0 ? .urgent : .plain)
    }

    func dutyLine(_ duty: DutyView?) -> String {
        guard let duty else { return say(.nobodyOnDuty) }
        return say(.onDuty, duty.officer, duty.leaderInCharge, duty.until.clock)
    }

    /// `0417 暴雨内涝  T+01:02  呼叫中  ...` and the hour's figures once they are frozen.
    func incidentState(_ incident: IncidentView) -> String {
        let summary = incident.summary
        var parts = [
            summary.code + " " + (summary.drill ? say(.drillMark) : "") + shown(summary.event),
            incident.asOf.tPlus ?? incident.asOf.clock, of(summary.dispatch.words),
            say(.gapOf, "\(summary.figures.gap)", "\(summary.figures.required)"),
        ]
        let neighbours = (summary.street ?? []).filter { $0 != summary.code }
        if !neighbours.isEmpty { parts.append(say(.sameStreet, neighbours.joined(separator: " "))) }
        if let during = summary.during { parts.append(say(.duringIncident, during)) }
        if let circle = summary.circle {
            parts.append(
                say(
                    .circle, "\(circle.arrived)", "\(circle.required)",
                    percent(circle.arrived, of: circle.required)))
        } else if let outlook = outlook(of: incident) {
            parts.append(outlook)
        }
        return parts.joined(separator: "  ")
    }

    /// What is expected at T+60, while that is still to come. nil: nobody knows.
    func outlook(of incident: IncidentView) -> String? {
        incident.outlook.map { outlook in
            say(
                .circleOutlook, "\(outlook.expected)", "\(incident.summary.figures.required)",
                percent(outlook.allReady))
        }
    }

    /// One row a site; danger first in its row, in words at its end.
    ///
    /// In the first hour each has its chance of being ready by T+60. The last counts leave it their room as long as
    /// there are none.
    func siteTable(_ sites: [SiteRow]) -> [Line] {
        let isFirstHour = sites.contains { $0.readyByCircle != nil }
        let noCount = isFirstHour && sites.allSatisfy { $0.lastCount == nil } ? "" : "-"
        var table = Table(
            columns: [
                .text(""), .text(say(.columnSite)), .text(say(.columnName), least: 6),
                .text(say(.columnTask), least: 4), .figure(say(.columnNeeded)), .figure(say(.columnPresent)),
                .figure(say(.columnEnRoute)), .figure(say(.columnUncovered)),
                .figure(say(.columnCircleChance)), .text(say(.columnLeader)),
                .text(say(.columnLastCount), least: isFirstHour ? 11 : 16),
                .text(say(.columnState), least: 14),
            ], gap: 1)
        for site in sites {
            table.add(
                [
                    isUrgent(site) ? "!" : "", site.code, site.name, taskTitles(site.tasks),
                    "\(site.required)",
                    "\(site.present)", "\(site.enRoute)", "\(site.uncovered)",
                    site.readyByCircle.map { percent($0) } ?? "", leader(of: site),
                    lastCount(of: site) ?? noCount, state(of: site),
                ], tone: site.stopped != nil ? .urgent : site.stoodDown != nil ? .faint : .plain)
        }
        return table.lines(width: width)
    }

    /// Stopped, or mustering without anybody who leads.
    func isUrgent(_ site: SiteRow) -> Bool {
        site.stopped != nil || (site.state == "mustering" && site.leader == nil)
    }

    /// The first task, and how many others there are.
    private func taskTitles(_ tasks: [Words]) -> String {
        guard let first = tasks.first else { return "" }
        return of(first) + (tasks.count > 1 ? "+\(tasks.count - 1)" : "")
    }

    private func leader(of site: SiteRow) -> String {
        guard let leader = site.leader else { return say(.noLeader) }
        let isOwn = site.leaderState == nil || site.leaderState == "leading"
        return leader + (isOwn ? "" : site.leaderWords.map { " " + of($0) } ?? "")
            + (site.leaderArrived.map { " " + $0.clock } ?? "")
    }

    private func lastCount(of site: SiteRow) -> String? {
        guard let count = site.lastCount else { return nil }
        return "\(count.title) \(grouped(count.total)) \(count.at.clock)"
    }

    /// 停 with its hazard; otherwise the daemon's word.
    private func state(of site: SiteRow) -> String {
        guard let stop = site.stopped else { return of(site.stateWords) }
        // In English the hazard's code is the shorter word, and the one that `stop` takes.
        return say(.stoppedFor, language == .zh ? of(stop.hazardWords) : shown(stop.hazard))
    }
}
