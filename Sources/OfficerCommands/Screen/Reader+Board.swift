import MusterAPI

extension Reader {
    /// The duty board: 80 columns, read at four metres, no phone number and no full name on it.
    ///
    /// `height` decides how many red lines there is room for; `warning`: why the figures may be old, nil while the
    /// daemon answers.
    func boardPage(_ figures: BoardFigures, height: Int?, warning: String?) -> Page {
        let status = figures.status.view
        var page = Page()
        if let warning { page.say("! " + warning, width: width, tone: .urgent) }
        if let trouble = status.storeTrouble {
            page.say(say(.storeTrouble, of(trouble)), width: width, tone: .urgent)
        }
        if let incident = figures.incident {
            page.head += boardHead(incident, figures)
            page.body = siteTable(redFirst(incident.sites))
            page.titles = 1
        } else {
            page.say(of(status.sentence), width: width, tone: .heading)
        }
        page.foot = [Line(boardFoot(figures))]
        let red = boardWarnings(status, figures.todo)
        let room = height.map { max(1, $0 - page.head.count - page.body.count - 1) } ?? red.count
        page.head += red.prefix(room).map { Line(cut($0, to: width), .urgent) }
        return page
    }

    private func boardWarnings(_ status: StatusView, _ todo: TodoView?) -> [String] {
        let down = status.gatewaysDown.joined(separator: " ")
        return (down.isEmpty ? [] : [say(.gatewaysDown, down)])
            + (todo?.items ?? []).filter(\.urgent).map { "! " + of($0.sentence) }
    }

    /// Stopped sites and those that nobody leads stand where the eye begins.
    private func redFirst(_ sites: [SiteRow]) -> [SiteRow] {
        sites.filter(isUrgent) + sites.filter { !isUrgent($0) }
    }

    private func boardHead(_ incident: IncidentView, _ figures: BoardFigures) -> [Line] {
        let summary = incident.summary
        let counted = summary.figures
        let colour = figures.posture?.storms.first.flatMap(\.colourWords).map(of) ?? "-"
        let title = [
            (summary.drill ? say(.drillMark) : "") + shown(summary.event) + " " + summary.code,
            incident.asOf.tPlus ?? "", say(.boardWarning, colour),
            say(.posture, of(figures.status.view.postureWords)), say(.boardRequester, requester(figures)),
            say(summary.drill ? .drillYes : .drillNo), of(summary.dispatch.words),
        ]
        let people = say(
            .boardPeople, "\(counted.required)", "\(counted.answered)", "\(counted.promised)",
            "\(counted.enRoute)", "\(counted.present)", percent(counted.present, of: counted.required),
            "\(counted.gap)")
        // What doesn't fit behind the rest is left out whole.
        return [Line(filled(title).first ?? "", .heading), Line(cut(people, to: width))]
            + filled(circle(incident, figures)).map { Line($0) }
    }

    /// Who asked, without a person and without a number: the organisation, else the source.
    private func requester(_ figures: BoardFigures) -> String {
        let words = figures.demand?.requestedBy?.split(separator: " ").first.map(String.init)
        return shown(words ?? figures.incident?.source ?? "-")
    }

    private func circle(_ incident: IncidentView, _ figures: BoardFigures) -> [String] {
        let summary = incident.summary
        let counted = summary.figures
        var parts = [say(.boardSites, "\(counted.sitesReady)", "\(counted.sites)", "\(counted.sitesStopped)")]
        if let circle = summary.circle {
            parts.append(
                say(
                    .boardCircle, "\(circle.arrived)", "\(circle.required)",
                    percent(circle.arrived, of: circle.required)))
        } else if let outlook = outlook(of: incident) {
            parts.append(outlook)
        }
        if counted.gap > 0 { parts.append(say(.boardFull, figures.fullBy?.clock ?? "-")) }
        for (playbook, phrase) in [("first-aid", Phrase.boardFirstAid), ("psych-support", .boardPsychology)] {
            let needs = incident.needs.filter { $0.playbook == playbook }
            guard !needs.isEmpty else { continue }
            parts.append(
                say(
                    phrase, "\(needs.reduce(0) { $0 + $1.present })",
                    "\(needs.reduce(0) { $0 + $1.headcount })"))
        }
        return parts
    }

    /// The parts on as many lines as they take, none broken.
    private func filled(_ parts: [String]) -> [String] {
        var lines: [String] = []
        for part in parts {
            if let last = lines.last, displayWidth(last) + 2 + displayWidth(part) <= width {
                lines[lines.endIndex - 1] = last + "  " + part
            } else {
                lines.append(cut(part, to: width))
            }
        }
        return lines
    }

    private func boardFoot(_ figures: BoardFigures) -> String {
        let status = figures.status.view
        let more = status.incidents.count > 1 ? say(.moreIncidents, "\(status.incidents.count - 1)") : ""
        let report = figures.incident.flatMap(nextReport).map { say(.boardReport, $0) + "  " } ?? ""
        return cut(
            report
                + say(.boardFoot, dutyLine(status.duty), "\(status.todo)", secondsClock(status.asOf)) + more,
            to: width)
    }

    /// When the next report is due: T+30 the first, T+60 the circle's, then every hour until all are there, and every
    /// two hours from then on.
    func nextReport(_ incident: IncidentView) -> String? {
        guard let minutes = incident.asOf.minutes, let opened = clockMinute(incident.summary.opened.clock)
        else {
            return nil
        }
        let step = incident.summary.figures.gap > 0 ? 60 : 120
        let next = minutes < 30 ? 30 : minutes < 60 ? 60 : (minutes / step + 1) * step
        let due = (opened + next) % (24 * 60)
        return "\(due / 600)\(due / 60 % 10):\(due % 60 / 10)\(due % 10)"
    }

    /// `07:32:15` of a moment, so that a board that stands still shows.
    func secondsClock(_ moment: Moment) -> String {
        let bytes = Array(moment.at.utf8)
        return bytes.count < 19 ? moment.clock : String(decoding: bytes[11..<19], as: UTF8.self)
    }
}
