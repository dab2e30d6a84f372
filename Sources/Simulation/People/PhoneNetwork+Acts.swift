import Mobilization

extension PhoneNetwork {
    /// Does what was planned, unless the person's plans have changed since.
    mutating func perform(_ act: Act, at now: Instant) {
        switch act {
        case .receipt(let key, let reference, let phone, let status):
            emit(.receipt(key: key, reference: reference, status), phone, at: now)
        case .reach(let person, let reading, let key, let words):
            reach(person, reading, key: key, words: words, at: now)
        case .read(let person, let reading, let reachedAt, let isCall):
            read(reading, by: person, reachedAt: reachedAt, isCall: isCall, at: now)
        case .say(let person, let digit, let code): write(digit, code: code, person, at: now)
        case .setOut(let person, let turn): if isStill(turn, person) { setOut(person, at: now) }
        case .arrive(let person, let turn): if isStill(turn, person) { arrive(person, at: now) }
        case .checkIn(let person, let turn): if isStill(turn, person) { checkIn(person, at: now) }
        case .giveUp(let person, let turn): if isStill(turn, person) { giveUp(person, at: now) }
        case .withdraw(let person, let turn, let says):
            if isStill(turn, person) { withdraw(person, says: says, at: now) }
        case .goBackToWork(let person, let turn): if isStill(turn, person) { goBackToWork(person, at: now) }
        case .leave(let person, let turn): if isStill(turn, person) { leave(person, at: now) }
        case .reachHome(let person, let turn): if isStill(turn, person) { reachHome(person, at: now) }
        case .round(let site, let leader): makeRound(of: site, leader: leader, at: now)
        case .headcount(let site, let leader): countHeads(of: site, leader: leader, at: now)
        }
    }

    private func isStill(_ turn: Int, _ person: Int) -> Bool { people[person].turn == turn }

    private mutating func reach(
        _ person: Int, _ reading: TextReading, key: String, words: String, at now: Instant
    ) {
        if reading.asksToCome, !people[person].isStranger {
            people[person].wasCalled = true
            people[person].lastCode = reading.code ?? people[person].lastCode
        }
        if people[person].texts.contains(where: { $0.key == key || $0.words == words }) {
            people[person].duplicates += 1
        }
        people[person].texts.append(Person.ReceivedText(key: key, at: now, words: words))
    }

    // MARK: Draws

    /// The next draw about this person, 0..<1.
    mutating func draw(_ purpose: HashedChance.Purpose, _ person: Int) -> Double {
        people[person].draws += 1
        return chance.unit(purpose, people[person].chanceID, people[person].draws)
    }

    mutating func happens(_ share: Double, _ purpose: HashedChance.Purpose, _ person: Int) -> Bool {
        draw(purpose, person) < share
    }

    /// A pause of so many to so many seconds.
    mutating func pause(_ least: Double, _ most: Double, _ person: Int) -> Interval {
        PhoneNetwork.seconds(least + (most - least) * draw(.pause, person))
    }

    /// From the text on the phone to the answer.
    ///
    /// A call-out: lognormal with a median of 3 min by day and 6 by night and σ 0.8; one in seven notices
    /// the phone 10 to 40 min later. A text that says stop is read in seconds, a call is answered in it.
    mutating func reaction(of person: Int, to reading: TextReading, isCall: Bool, at now: Instant) -> Interval
    {
        if isCall { return pause(15, 40, person) }
        let night = zone.local(now).isNight
        switch reading.gist {
        case .stop, .resume: return pause(15, 75, person)
        case .callout, .leaderCallout, .standby, .test, .oneKeyCallout:
            let isBusy = people[person].isAway
            let late = draw(.notice, person)
            let seconds = lognormal(median: night ? 360 : 180, person)
            return PhoneNetwork.seconds(
                seconds + (late < 0.14 && !isBusy ? 600 + late / 0.14 * 1800 : 0))
        case .home: return PhoneNetwork.seconds(lognormal(median: 240, person))
        default: return PhoneNetwork.seconds(lognormal(median: 60, person))
        }
    }

    private mutating func lognormal(median: Double, _ person: Int) -> Double {
        people[person].draws += 1
        return chance.lognormal(
            median: median, sigma: 0.8, .reaction, people[person].chanceID, people[person].draws)
    }

    // MARK: Saying

    /// Says a digit as this person writes it: mostly tidily, with or without the code.
    mutating func write(_ digit: Int, code: String?, _ person: Int, at now: Instant) {
        people[person].lastMeant = (digit, code)
        let written = draw(.hand, person)
        let pick = Int(draw(.phrase, person) * 1024)
        let language = people[person].language
        let words: String
        if written < habits.unclear {
            words = Handwriting.unclear(language, pick: pick)
        } else if written < habits.unclear + habits.untidy {
            words = Handwriting.untidy(digit, code: code, language: language, pick: pick)
        } else {
            words = Handwriting.tidy(digit, code: pick % 10 < 7 ? code : nil)
        }
        say(words, person, at: now)
    }

    /// A person presses a key in a call.
    mutating func press(_ digit: Int, _ person: Int, at now: Instant) {
        people[person].lastMeant = (digit, nil)
        say(String(digit), person, at: now)
    }
}
