import Mobilization
import MobilizationRuntime
import MusterAPI

/// The board in Prometheus' text format. Numbers only: no names, no phones, no words that somebody wrote.
struct MetricsText {
    /// nil: still recovering.
    var board: Board?
    var traffic: [(statusClass: Int, count: Int)]

    var text: String {
        var lines: [String] = []
        metric("muster_ready", "1 once the records are read.", [("", board == nil ? 0 : 1)], &lines)
        counter(
            "muster_http_requests_total", "Requests served, by status class.",
            traffic.map { ("{class=\"\($0.statusClass)xx\"}", $0.count) }, &lines)
        if let board { describe(board, &lines) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func describe(_ board: Board, _ lines: inout [String]) {
        let state = board.state
        counter("muster_facts_total", "Facts in the event log.", [("", Int(board.sequence))], &lines)
        metric(
            "muster_store_trouble", "1 while the store refuses writes.",
            [("", board.storeTrouble == nil ? 0 : 1)],
            &lines)
        metric("muster_posture", "0 normal to 4 deployed.", [("", state.posture.rawValue)], &lines)
        metric(
            "muster_roster_members", "People on the roster.", [("", board.reference.roster.members.count)],
            &lines)
        metric("muster_incidents_open", "Open incidents.", [("", state.incidents.count)], &lines)
        metric(
            "muster_messages_waiting", "Messages that wait for a gateway.", [("", state.backlog.count)],
            &lines)
        metric(
            "muster_todo", "Items that wait for a person, by kind.",
            AlarmKind.allCases.map { kind in
                ("{kind=\"\(kind.wireName)\"}", state.alarms.values.count { $0.kind == kind })
            }, &lines)
        metric(
            "muster_gateway_up", "1 while the gateway can send.",
            state.gateways.map { ("{gateway=\"\(escape($0.description.name))\"}", $0.isUp ? 1 : 0) }, &lines)
        metric("muster_attempts", "Attempts of open incidents, by state.", attempts(state), &lines)
        describe(state.incidents.values, &lines)
    }

    private func describe(_ incidents: some Collection<Incident>, _ lines: inout [String]) {
        let figures = incidents.map { (label: "{incident=\"\($0.code)\"}", total: IncidentFigures($0).total) }
        metric(
            "muster_people_required", "People asked for.", figures.map { ($0.label, $0.total.required) },
            &lines)
        metric(
            "muster_people_promised", "People who come or are there.",
            figures.map { ($0.label, $0.total.promised) }, &lines)
        metric(
            "muster_people_en_route", "People on the way.", figures.map { ($0.label, $0.total.enRoute) },
            &lines)
        metric(
            "muster_people_present", "People checked in.", figures.map { ($0.label, $0.total.present) },
            &lines)
        metric(
            "muster_people_unaccounted", "Not known to be safe.",
            figures.map { ($0.label, $0.total.unaccounted) },
            &lines)
        metric("muster_sites", "Sites of the incident.", figures.map { ($0.label, $0.total.sites) }, &lines)
        metric(
            "muster_sites_ready", "Sites that can work.", figures.map { ($0.label, $0.total.sitesReady) },
            &lines)
    }

    private func attempts(_ state: State) -> [(String, Int)] {
        var counts = [Int](repeating: 0, count: AttemptState.allCases.count)
        for attempt in state.attempts.values { counts[attempt.state.rawValue] += 1 }
        return AttemptState.allCases.map { ("{state=\"\($0.wireName)\"}", counts[$0.rawValue]) }
    }

    private func metric(_ name: String, _ words: String, _ values: [(String, Int)], _ lines: inout [String]) {
        write(name, "gauge", words, values, &lines)
    }

    private func counter(_ name: String, _ words: String, _ values: [(String, Int)], _ lines: inout [String])
    {
        write(name, "counter", words, values, &lines)
    }

    private func write(
        _ name: String, _ type: String, _ words: String, _ values: [(String, Int)], _ lines: inout [String]
    ) {
        lines.append("# HELP \(name) \(words)")
        lines.append("# TYPE \(name) \(type)")
        for (label, value) in values { lines.append("\(name)\(label) \(value)") }
    }

    private func escape(_ label: String) -> String {
        label.reduce(into: "") { text, character in
            switch character {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.append(character)
            }
        }
    }
}
