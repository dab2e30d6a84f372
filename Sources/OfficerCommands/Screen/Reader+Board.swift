import MusterAPI

extension Reader {
    /// The duty board: 80 columns, read at four metres, no phone number and no full name on it.
    ///
    /// `warning`: Why the figures may be old; nil while the daemon answers.
    func boardPage(_ status: StatusView, _ incident: IncidentView?, _ todo: TodoView, warning: String?)
        -> Page
    {
        var page = Page()
        if let warning { page.say("! " + warning, width: width, tone: .urgent) }
        if let trouble = status.storeTrouble {
            page.say(say(.storeTrouble, trouble), width: width, tone: .urgent)
        }
        if let incident {
            page.head += boardHead(incident, posture: of(status.postureWords))
            page.body = siteTable(incident.sites)
            page.titles = 1
        } else {
            page.say(of(status.sentence), width: width, tone: .heading)
        }
        page.foot = boardWarnings(status, todo).prefix(2).map { Line(cut($0, to: width), .urgent) }
        let more = status.incidents.count > 1 ? say(.moreIncidents, "\(status.incidents.count - 1)") : ""
        page.foot.append(
            Line(
                cut(
                    say(.boardFoot, dutyLine(status.duty), "\(status.todo)", secondsClock(status.asOf))
                        + more,
                    to: width)))
        return page
    }

    /// With these two lines, 17 sites fill the screen.
    private func boardWarnings(_ status: StatusView, _ todo: TodoView) -> [String] {
        let down = status.gatewaysDown.joined(separator: " ")
        return (down.isEmpty ? [] : [say(.gatewaysDown, down)])
            + todo.items.filter(\.urgent).map { "! " + of($0.sentence) }
    }

    private func boardHead(_ incident: IncidentView, posture: String) -> [Line] {
        let summary = incident.summary
        let figures = summary.figures
        let title = [
            (summary.drill ? say(.drillMark) : "") + shown(summary.event) + " " + summary.code,
            incident.asOf.tPlus ?? "", of(summary.dispatch.words), say(.posture, posture),
            say(summary.drill ? .drillYes : .drillNo),
        ]
        let people = say(
            .boardPeople, "\(figures.required)", "\(figures.answered)", "\(figures.promised)",
            "\(figures.enRoute)", "\(figures.present)", percent(figures.present, of: figures.required),
            "\(figures.gap)")
        var sites = say(.boardSites, "\(figures.sitesReady)", "\(figures.sites)", "\(figures.sitesStopped)")
        if let circle = summary.circle {
            sites += say(
                .boardCircle, "\(circle.arrived)", "\(circle.required)",
                percent(circle.arrived, of: circle.required))
        } else if let outlook = outlook(of: incident) {
            sites += "  " + outlook
        }
        let totals = incident.counters.prefix(3).map {
            "\(shown($0.title)) \(grouped($0.total))\(shown($0.unit))"
        }
        if !totals.isEmpty { sites += "  " + totals.joined(separator: "  ") }
        return [
            Line(cut(title.joined(separator: "   "), to: width), .heading), Line(cut(people, to: width)),
            Line(cut(sites, to: width)),
        ]
    }

    /// `07:32:15` of a moment, so that a board that stands still shows.
    private func secondsClock(_ moment: Moment) -> String {
        let bytes = Array(moment.at.utf8)
        return bytes.count < 19 ? moment.clock : String(decoding: bytes[11..<19], as: UTF8.self)
    }
}
