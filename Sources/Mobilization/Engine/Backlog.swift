/// Attempts that wait to be sent, by channel and urgency, first come first served within each.
package struct Backlog: Sendable, Equatable, Codable {
    /// One lane per channel and urgency; see `place`.
    private var lanes: [Lane]
    /// Attempts that were tried and must be looked at one by one: back-off, another gateway, same gateway again.
    package private(set) var retries: [AttemptID] = []

    package struct Lane: Sendable, Equatable, Codable {
        var ids: [AttemptID] = []
        var head = 0

        package var waiting: ArraySlice<AttemptID> { ids[head...] }
    }

    package init() {
        lanes = Array(repeating: Lane(), count: Channel.allCases.count * Urgency.allCases.count)
    }

    package func lane(_ channel: Channel, _ urgency: Urgency) -> Lane { lanes[Self.place(channel, urgency)] }

    /// How many wait in all.
    package var count: Int { lanes.reduce(retries.count) { $0 + $1.ids.count - $1.head } }

    mutating func add(_ attempt: Attempt) {
        lanes[Self.place(attempt.channel, attempt.urgency)].ids.append(attempt.id)
    }

    mutating func clearLanes() {
        for place in lanes.indices { lanes[place] = Lane() }
    }

    mutating func addRetry(_ id: AttemptID) {
        retries.append(id)
    }

    mutating func removeRetries(_ isGone: (AttemptID) -> Bool) {
        if !retries.isEmpty { retries.removeAll(where: isGone) }
    }

    /// Moves the head of a lane past everything that no longer waits.
    mutating func advance(_ channel: Channel, _ urgency: Urgency, pastWhile isDone: (AttemptID) -> Bool) {
        let place = Self.place(channel, urgency)
        while lanes[place].head < lanes[place].ids.count, isDone(lanes[place].ids[lanes[place].head]) {
            lanes[place].head += 1
        }
        // The spent part is dropped when it is most of the lane, so that a lane costs what waits in it.
        if lanes[place].head > 1024, lanes[place].head * 2 > lanes[place].ids.count {
            lanes[place].ids.removeFirst(lanes[place].head)
            lanes[place].head = 0
        }
    }

    private static func place(_ channel: Channel, _ urgency: Urgency) -> Int {
        let channelPlace =
            switch channel {
            case .sms: 0
            case .voice: 1
            case .webhook: 2
            }
        return channelPlace * Urgency.allCases.count + urgency.rawValue
    }
}
