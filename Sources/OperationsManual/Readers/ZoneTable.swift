import Foundation
package import Mobilization

/// Makes the table of offsets that the pure modules look local time up in.
package enum ZoneTable {
    /// Offsets of a zone such as Asia/Shanghai from 2020 to the end of 2040, each change to the second.
    ///
    /// - Returns: nil when the machine doesn't know the zone (or has no tzdata).
    package static func offsets(of name: String) -> ZoneOffsets? {
        guard let zone = TimeZone(identifier: name) else { return nil }
        let first: Int64 = 1_577_836_800  // 2020-01-01 00:00 UTC
        let last: Int64 = 2_240_524_800  // 2041-01-01 00:00 UTC
        func offset(_ seconds: Int64) -> Int64 {
            Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
        }
        var changes = [ZoneOffsets.Change(from: Instant(seconds: first), seconds: offset(first))]
        var before = first
        // No zone changes twice within a day, so day by day finds every change; then halving finds its
        // second.
        for day in stride(from: first + 86_400, through: last, by: 86_400) {
            if offset(day) != changes[changes.count - 1].seconds {
                var low = before
                var high = day
                while high - low > 1 {
                    let middle = (low + high) / 2
                    if offset(middle) == changes[changes.count - 1].seconds {
                        low = middle
                    } else {
                        high = middle
                    }
                }
                changes.append(ZoneOffsets.Change(from: Instant(seconds: high), seconds: offset(high)))
            }
            before = day
        }
        return ZoneOffsets(changes: changes)
    }
}
