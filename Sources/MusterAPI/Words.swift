/// The same thing said in the two languages of the product; the reader picks one.
package struct Words: Sendable, Hashable, Codable {
    package var zh: String
    package var en: String

    package init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}

/// A point in time as people and programs read it.
package struct Moment: Sendable, Hashable, Codable {
    /// RFC 3339 with the offset of the team's zone: `2025-07-08T07:30:00+08:00`.
    package var at: String
    /// Whole minutes after the incident's T+0, negative before it. nil: outside any incident.
    package var minutes: Int?

    package init(at: String, minutes: Int? = nil) {
        self.at = at
        self.minutes = minutes
    }

    /// "07:30" of `at`, in the zone that it is written in; empty when `at` is too short to hold one.
    package var clock: String {
        let bytes = Array(at.utf8)
        return bytes.count < 16 ? "" : String(decoding: bytes[11..<16], as: UTF8.self)
    }

    /// "T+01:02", or "T-00:05" before; nil where `minutes` is.
    package var tPlus: String? {
        guard let minutes else { return nil }
        let size = minutes.magnitude
        return (minutes < 0 ? "T-" : "T+") + pair(size / 60) + ":" + pair(size % 60)
    }

    private func pair(_ number: UInt) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
