/// Several calls from one street: each keeps its own address, pair and end, and the officer hears of them as one.
///
/// Nobody is called for two homes at once: see `neighbours(of:)`.
extension Engine {
    /// The emergency that a call from a home belongs to: the real incident with sites that was opened first and still
    /// calls people. nil: there is none.
    var openEmergency: Incident? {
        state.incidents.values.first { !$0.isDrill && $0.micro == nil && $0.dispatch != .ended }
    }

    /// Writes into the log of the call and of its emergency that they belong together.
    mutating func noteEmergency(of id: IncidentID, by source: String) {
        guard let call = state.incidents[id], let micro = call.micro,
            let emergency = micro.during.flatMap({ state.incidents[$0] })
        else { return }
        let belongs = keepNote("属\(emergency.event)\(emergency.code)")
        record(.noteWritten(id, belongs), by: .source(source))
        let came = keepNote("\(micro.community)\(call.event)\(call.code)")
        record(.noteWritten(emergency.id, came), by: .source(source))
    }

    /// Several calls of one street are one item of the inbox, told anew with each that joins.
    mutating func nameStreet(of id: IncidentID) {
        guard let incident = state.incidents[id] else { return }
        let calls = state.street(of: incident).map(\.id)
        guard calls.count > 1 else { return }
        closeAlarms { $0.kind == .streetCalls && $0.incident.map(calls.contains) ?? false }
        raise(.streetCalls, incident: calls[0], count: calls.count)
    }

    /// One call is no street: the item goes when the others were false alarms.
    mutating func leaveStreet(_ id: IncidentID) {
        guard let incident = state.incidents[id] else { return }
        let rest = state.street(of: incident).map(\.id).filter { $0 != id }
        guard rest.count < 2 else { return }
        closeAlarms {
            $0.kind == .streetCalls && ($0.incident.map { $0 == id || rest.contains($0) } ?? false)
        }
    }
}

extension State {
    /// Two homes are of one street up to here.
    private static let street_m = 300.0

    /// The calls from homes near this one, itself included, in the order in which they came: those that are open and
    /// haven't ended.
    package func street(of incident: Incident) -> [Incident] {
        guard let home = incident.micro?.position else { return [] }
        return incidents.values.filter { other in
            guard let micro = other.micro, other.id == incident.id || other.dispatch != .ended else {
                return false
            }
            return StraightLine.distance_m(micro.position, home) <= Self.street_m
        }
    }
}
