package import Mobilization
package import MobilizationRuntime
package import MusterAPI

/// The sentence that an officer reads out when somebody asks "how many people do you have there?".
extension Board {
    /// Of the gravest incident; of the posture when none is open.
    package func statusSentence() -> Words {
        let incidents = incidentsByWeight
        guard let first = incidents.first else { return quietSentence() }
        return sentence(for: first, IncidentFigures(first).total, others: incidents.count - 1)
    }

    /// At most 60 characters in Chinese: a long event name is cut.
    package func sentence(for incident: Incident, _ figures: Figures, others: Int = 0) -> Words {
        let time = teamClock.clock(asOf)
        let todo = state.alarms.count
        let name = { (event: String) in (incident.isDrill ? "【演练】" : "") + event + incident.code }
        let chinese = { (event: String) in
            "截至\(time)，\(name(event))：需\(figures.required)人，到场\(figures.present)人，"
                + "在途\(figures.enRoute)人，可开工\(figures.sitesReady)/\(figures.sites)处，待办\(todo)项"
                + (others > 0 ? "，另\(others)起。" : "。")
        }
        let room = Self.longestSentence - chinese("").count
        let drill = incident.isDrill ? "drill, " : ""
        return Words(
            zh: chinese(cut(incident.event, to: room)),
            en: "At \(time), \(drill)\(incident.event) \(incident.code): \(figures.required) needed, "
                + "\(figures.present) present, \(figures.enRoute) on the way, "
                + "\(figures.sitesReady) of \(figures.sites) sites ready, \(items(todo)) to do"
                + (others > 0 ? "; \(others) more open." : "."))
    }

    /// Characters of the Chinese sentence, so that it can be read out in one breath.
    private static let longestSentence = 60

    private func quietSentence() -> Words {
        let time = teamClock.clock(asOf)
        let posture = state.posture.words
        return Words(
            zh: "截至\(time)，无进行中事件，态势\(posture.zh)，待办\(state.alarms.count)项。",
            en: "At \(time), no incident is open, posture \(posture.en), \(items(state.alarms.count)) to do.")
    }

    private func cut(_ text: String, to room: Int) -> String {
        if text.count <= room { return text }
        return room <= 1 ? "" : text.prefix(room - 1) + "…"
    }

    private func items(_ count: Int) -> String { count == 1 ? "1 item" : "\(count) items" }
}
