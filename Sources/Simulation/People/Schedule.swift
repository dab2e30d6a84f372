import Mobilization

/// What is going to happen, in order of time; what was planned first comes first at the same instant.
struct Schedule<Act: Sendable>: Sendable {
    private struct Entry: Sendable {
        var at: Instant
        var number: Int64
        var act: Act

        func comesBefore(_ other: Entry) -> Bool {
            (at.milliseconds, number) < (other.at.milliseconds, other.number)
        }
    }

    /// A binary heap, the soonest on top.
    private var entries: [Entry] = []
    private var lastNumber: Int64 = 0

    var nextAt: Instant? { entries.first?.at }

    mutating func add(_ act: Act, at instant: Instant) {
        lastNumber += 1
        entries.append(Entry(at: instant, number: lastNumber, act: act))
        var place = entries.count - 1
        while place > 0, entries[place].comesBefore(entries[(place - 1) / 2]) {
            entries.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    /// The soonest act up to and including `limit`.
    mutating func popFirst(until limit: Instant) -> (at: Instant, act: Act)? {
        guard let first = entries.first, first.at <= limit else { return nil }
        let last = entries.removeLast()
        if !entries.isEmpty {
            entries[0] = last
            sink()
        }
        return (first.at, first.act)
    }

    private mutating func sink() {
        var place = 0
        while true {
            var soonest = place
            for child in [2 * place + 1, 2 * place + 2]
            where child < entries.count && entries[child].comesBefore(entries[soonest]) { soonest = child }
            if soonest == place { return }
            entries.swapAt(place, soonest)
            place = soonest
        }
    }
}
