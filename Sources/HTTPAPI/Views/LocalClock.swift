package import Mobilization
import MobilizationRuntime
package import MusterAPI

/// Instants as people and programs read them, in the team's zone.
package struct LocalClock: Sendable {
    package var zone: ZoneOffsets
    /// T+0 of the incident that is spoken of. nil: none, and moments carry no minutes.
    package var opened: Instant?

    package init(zone: ZoneOffsets, opened: Instant? = nil) {
        self.zone = zone
        self.opened = opened
    }

    /// - Returns: RFC 3339 in whole seconds, with the offset that holds at that instant.
    package func moment(_ instant: Instant) -> Moment {
        Moment(at: rfc3339(instant), minutes: opened.map { minutes(from: $0, to: instant) })
    }

    package func moment(_ instant: Instant?) -> Moment? { instant.map { moment($0) } }

    /// "07:30"
    package func clock(_ instant: Instant) -> String { zone.local(instant).clock }

    /// The same clock, with minutes counted from this incident's T+0.
    package func since(_ incident: Incident) -> LocalClock {
        LocalClock(zone: zone, opened: incident.openedAt)
    }

    private func rfc3339(_ instant: Instant) -> String {
        let local = zone.local(instant)
        let offset = zone.offset(at: instant)
        let size = Int(offset.magnitude) / 60
        let time = "\(pair(local.hour)):\(pair(local.minute)):\(pair(local.second))"
        let sign = offset < 0 ? "-" : "+"
        return "\(local.day.text)T\(time)\(sign)\(pair(size / 60)):\(pair(size % 60))"
    }

    /// Rounded down, so that 30 s before T+0 is minute -1.
    private func minutes(from start: Instant, to end: Instant) -> Int {
        let length = (end - start).milliseconds
        return Int(length >= 0 ? length / 60_000 : (length - 59_999) / 60_000)
    }

    private func pair(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Board {
    /// The team's clock, outside any incident.
    var teamClock: LocalClock { LocalClock(zone: reference.settings.zone) }
}
