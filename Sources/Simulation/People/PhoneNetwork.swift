package import Mobilization

/// The team's phones and legs: takes texts, and lets people answer, travel, work and go home as people do.
///
/// Deterministic: the same seed, people and texts at the same instants give the same happenings in every
/// process. Knows of an incident only what the texts say. Texts go in through `deliver`, in order of time, and
/// `happenings(until:)` says what came of them. One owner; virtual time is handed in.
package struct PhoneNetwork: Sendable {
    enum Act: Sendable {
        case receipt(key: String, reference: String, phone: String, ReceiptStatus)
        case reach(Int, TextReading, key: String, words: String)
        case read(Int, TextReading, reachedAt: Instant, isCall: Bool)
        case say(Int, Int, code: String?)
        case setOut(Int, turn: Int)
        case arrive(Int, turn: Int)
        case checkIn(Int, turn: Int)
        case giveUp(Int, turn: Int)
        case withdraw(Int, turn: Int, says: Bool)
        case goBackToWork(Int, turn: Int)
        case leave(Int, turn: Int)
        case reachHome(Int, turn: Int)
        case round(site: Int, leader: Int)
        case headcount(site: Int, leader: Int)
    }

    package let sites: [Site]
    package let habits: Habits
    /// A text whose key came before is the same text, and goes out once.
    package var keepsKeys: Bool

    let chance: HashedChance
    let zone: ZoneOffsets
    var people: [Person] = []
    var personByPhone: [String: Int] = [:]
    var activities: [SiteActivity]
    var schedule = Schedule<Act>()
    var due: [Happening] = []
    private(set) var repeatedKeys = 0
    private var references: [String: String] = [:]
    private var readings: [String: TextReading] = [:]
    private var lastReference = 0
    private var lastReply = 0

    /// Of two members with one phone the first counts. Another seed, other people. Night, weekend and the times
    /// in texts are read in `zone`.
    package init(
        members: [SimulatedMember], sites: [Site], habits: Habits = Habits(), seed: UInt64,
        zone: ZoneOffsets = .fixed(hours: 8), keepsKeys: Bool = true
    ) {
        self.sites = sites
        self.habits = habits
        self.zone = zone
        self.keepsKeys = keepsKeys
        chance = HashedChance(seed: seed)
        activities = Array(repeating: SiteActivity(), count: sites.count)
        for member in members where personByPhone[member.phone] == nil { add(member) }
    }

    /// Takes a text from a gateway; `key` is the sender's, and `now` not before the instants of earlier calls.
    ///
    /// On the channel `.voice` it is a call: picked up or not, answered by a key press. A phone that belongs to
    /// nobody on the roster gets its text and never answers, but for an alarm to the duty officer.
    @discardableResult
    package mutating func deliver(
        text: String, to phone: String, key: String, at now: Instant, channel: Channel = .sms
    ) -> Acceptance {
        if let reference = references[key] {
            repeatedKeys += 1
            if keepsKeys { return Acceptance(reference: reference, isRepeat: true) }
        }
        lastReference += 1
        let reference = "g-\(lastReference)"
        references[key] = reference
        let person = personByPhone[phone]
        let isCall = channel == .voice
        let (takes, status) = fate(of: person, isCall: isCall, at: now, number: Int64(lastReference))
        if status != .delivered || !happens(habits.lostReceipts, .lostReceipt, Int64(lastReference)) {
            schedule.add(.receipt(key: key, reference: reference, phone: phone, status), at: now + takes)
        }
        if status == .delivered {
            // The receipt of a text that reaches a phone comes with it, or a moment before.
            plan(text, key: key, phone: phone, isCall: isCall, at: now + takes)
        }
        return Acceptance(reference: reference, isRepeat: false)
    }

    /// When the next thing happens; nil when nothing is planned.
    package var nextAt: Instant? { schedule.nextAt }

    /// Everything that happens up to and including `limit`, in order of time. Each is given once.
    package mutating func happenings(until limit: Instant) -> [Happening] {
        while let (at, act) = schedule.popFirst(until: limit) { perform(act, at: at) }
        defer { due.removeAll(keepingCapacity: true) }
        return due
    }

    /// Lets a person send a text of their own accord, such as 7.
    /// - Returns: False when nobody on the roster has this phone.
    @discardableResult
    package mutating func speak(_ words: String, from phone: String, at now: Instant) -> Bool {
        guard let person = personByPhone[phone] else { return false }
        say(words, person, at: now)
        return true
    }

    private mutating func add(_ member: SimulatedMember) {
        let id = member.chanceID
        personByPhone[member.phone] = people.count
        people.append(
            Person(
                member: member, chanceID: id,
                hasFailedNumber: chance.unit(.failedNumber, id) < habits.failedNumbers))
    }

    /// How long the network takes, and what it will say.
    private func fate(
        of person: Int?, isCall: Bool, at now: Instant, number: Int64
    ) -> (takes: Interval, status: ReceiptStatus) {
        if let person, people[person].hasFailedNumber {
            return (.seconds(3 + Int64(chance.below(18, .delivery, number))), .failed)
        }
        if isCall { return pickUp(person, at: now, number: number) }
        let unit = chance.unit(.delivery, number)
        // 5 to 15 s for nine of ten, the others up to 2 min.
        let seconds = unit < 0.9 ? 5 + unit / 0.9 * 10 : 15 + (unit - 0.9) / 0.1 * 105
        return (PhoneNetwork.seconds(seconds), .delivered)
    }

    private func pickUp(
        _ person: Int?, at now: Instant, number: Int64
    ) -> (takes: Interval, status: ReceiptStatus) {
        let share = person.map { people[$0].member.pool == .reserve ? 0.5 : 0.75 } ?? 1
        let rings = Int64(chance.below(15, .delivery, number))
        return chance.unit(.pickUp, number) < share
            ? (.seconds(6 + rings), .delivered) : (.seconds(30 + rings), .failed)
    }

    private mutating func plan(_ text: String, key: String, phone: String, isCall: Bool, at reached: Instant)
    {
        let person: Int
        if let known = personByPhone[phone] {
            person = known
        } else {
            // Somebody who isn't on the roster, such as the duty officer: has a phone, and that's all.
            let origin = Coordinate(latitude: 0, longitude: 0)
            add(SimulatedMember(phone: phone, pool: .reserve, home: origin))
            person = people.count - 1
            people[person].hasFailedNumber = false
            people[person].isStranger = true
        }
        let reading = reading(of: text)
        schedule.add(.reach(person, reading, key: key, words: text), at: reached)
        guard !people[person].isStranger || reading.gist == .dutyAlarm else { return }
        let reaction = reaction(of: person, to: reading, isCall: isCall, at: reached)
        schedule.add(.read(person, reading, reachedAt: reached, isCall: isCall), at: reached + reaction)
    }

    private mutating func reading(of text: String) -> TextReading {
        if let known = readings[text] { return known }
        // Bounded: texts differ by site, hour and counter, not by person.
        if readings.count > 4096 { readings.removeAll() }
        let reading = TextReading(text, sites: sites)
        readings[text] = reading
        return reading
    }

    mutating func emit(_ what: Happening.What, _ phone: String, at instant: Instant) {
        due.append(Happening(at: instant, phone: phone, what: what))
    }

    mutating func say(_ words: String, _ person: Int, at instant: Instant) {
        lastReply += 1
        people[person].said.append(Person.SaidText(at: instant, words: words))
        emit(.reply(text: words, id: "mo-\(lastReply)"), people[person].member.phone, at: instant)
    }

    private func happens(_ share: Double, _ purpose: HashedChance.Purpose, _ id: Int64) -> Bool {
        chance.unit(purpose, id) < share
    }

    static func seconds(_ count: Double) -> Interval {
        Interval(milliseconds: Int64((count * 1000).rounded()))
    }
}
