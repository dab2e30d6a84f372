/// Several calls from one street: each keeps its own address, pair and end, and the officer hears of them as one.
///
/// Nobody is called for two homes at once: see `neighbours(of:)`.
extension Engine {
    /// The emergency that a call from a home belongs to: the real incident that was opened first and has a site that hasn't
    /// stood down. nil: there is none.
    var openEmergency: Incident? {
        state.incidents.values.first { incident in
            !incident.isDrill && incident.micro == nil && incident.recalledAt == nil
                && incident.sites.values.contains { $0.stoodDownAt == nil }
        }
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

    /// Several calls of one street are one item of the inbox. It hangs on the newest of them, and wakes somebody again only
    /// when calls join, not when some of them end.
    mutating func countStreets() {
        let streets = state.streets.filter { $0.count > 1 }
        let items = state.alarms.values.filter { $0.kind == .streetCalls }
        for item in items
        where !streets.contains(where: { $0.last?.id == item.incident && $0.count == item.count }) {
            record(.alarmClosed(item.id))
        }
        for calls in streets {
            guard let last = calls.last,
                !items.contains(where: { $0.incident == last.id && $0.count == calls.count })
            else { continue }
            // It may hang on one that has just ended.
            let larger = items.first { item in
                guard let one = item.incident.flatMap({ state.incidents[$0] }) else { return false }
                return (item.count ?? 0) > calls.count && calls.contains { state.isNear($0, one) }
            }
            raise(.streetCalls, incident: last.id, count: calls.count, insteadOf: larger)
        }
    }
}

extension State {
    /// Two homes are of one street up to here.
    private static let street_m = 300.0

    /// The calls from one street, this one included, in the order in which they came: those that haven't ended.
    package func street(of incident: Incident) -> [Incident] {
        streets.first { $0.contains { $0.id == incident.id } } ?? [incident]
    }

    /// The open calls from homes, street by street: whoever is near one of a street belongs to it.
    package var streets: [[Incident]] {
        var left = incidents.values.filter { $0.micro != nil && $0.dispatch != .ended }
        var streets: [[Incident]] = []
        while !left.isEmpty {
            var street = [left.removeFirst()]
            var seen = 0
            while seen < street.count {
                let near = left.filter { isNear($0, street[seen]) }
                left.removeAll { one in near.contains { $0.id == one.id } }
                street += near
                seen += 1
            }
            streets.append(street.sorted { $0.id < $1.id })
        }
        return streets
    }

    func isNear(_ one: Incident, _ other: Incident) -> Bool {
        guard let here = one.micro?.position, let there = other.micro?.position else { return false }
        return StraightLine.distance_m(here, there) <= Self.street_m
    }
}
