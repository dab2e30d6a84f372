import Mobilization

extension PhoneNetwork {
    /// A person reads a text, or hears a call, and does what it says; or doesn't.
    mutating func read(
        _ reading: TextReading, by person: Int, reachedAt: Instant, isCall: Bool, at now: Instant
    ) {
        people[person].language = reading.language
        switch reading.gist {
        case .callout, .leaderCallout, .oneKeyCallout:
            if reading.isAboutSandbags, let site = reading.site { activities[site].isSandbagSite = true }
            // Who finds the call-out and the cancellation together reads the later one.
            if let released = people[person].releasedAt, released >= reachedAt { return }
            readCallout(reading, by: person, isCall: isCall, at: now)
        case .leaderGrammar: people[person].engagement?.leads = true
        case .assigned: readAssigned(reading, by: person, at: now)
        case .oneKeyAssigned: schedule.add(.say(person, 3, code: nil), at: now + pause(480, 1200, person))
        case .ask: readAsk(reading, by: person, at: now)
        case .late: readLate(reading, by: person, at: now)
        case .full, .cancel: readRelease(reading, by: person, reachedAt: reachedAt, at: now)
        case .move: readMove(reading, by: person, at: now)
        case .stop: readStop(reading, by: person, at: now)
        case .resume: readResume(reading, by: person, at: now)
        case .standDown: readStandDown(reading, by: person, reachedAt: reachedAt, at: now)
        case .home: readHome(person, at: now)
        case .standby: readStandby(person, at: now)
        case .test: if happens(0.8, .speaks, person) { write(5, code: nil, person, at: now) }
        case .preempt:
            if happens(0.9, .speaks, person) { write(5, code: nil, person, at: now) }
            turnBack(person, at: now)
        case .unclear: readUnclear(person, at: now)
        case .dutyAlarm:
            if habits.officersAnswer, happens(0.95, .speaks, person) { say("5", person, at: now) }
        case .other: break
        }
    }

    // MARK: Being asked to come

    private mutating func readCallout(_ reading: TextReading, by person: Int, isCall: Bool, at now: Instant) {
        let leads = reading.gist == .leaderCallout
        if people[person].isAway {
            readCalloutAway(reading, by: person, at: now)
            return
        }
        let code = reading.code ?? people[person].lastCode
        if let promised = people[person].engagement?.code, let code, promised != code {
            // Promised elsewhere.
            if happens(0.6, .speaks, person) { write(0, code: code, person, at: now) }
            return
        }
        let occasion = (code ?? "") + (leads ? " lead" : "")
        if let decided = people[person].decisions[occasion] {
            readCalloutAgain(reading, by: person, decided: decided, isCall: isCall, at: now)
            return
        }
        var decision = decide(code, person, leads: leads, at: now)
        // Who is coming anyway and won't lead keeps silent: a 0 would take back the first answer.
        if decision == .decline, people[person].engagement != nil { decision = .silence }
        people[person].decisions[occasion] = decision
        switch decision {
        case .accept: accept(reading, person, leads: leads, isCall: isCall, at: now)
        case .decline:
            if isCall { press(0, person, at: now) } else { write(0, code: reading.code, person, at: now) }
        case .silence: break
        }
    }

    /// A second text or call about the same incident: a reminder, a second channel, another wave.
    private mutating func readCalloutAgain(
        _ reading: TextReading, by person: Int, decided: Person.Decision, isCall: Bool, at now: Instant
    ) {
        switch decided {
        case .accept where people[person].engagement == nil && people[person].arrivedAt == nil:
            // Was sent back before, and is asked once more.
            if happens(0.6, .speaks, person) {
                accept(reading, person, leads: reading.gist == .leaderCallout, isCall: isCall, at: now)
            }
        case .accept: if isCall, people[person].engagement != nil { press(1, person, at: now) }
        case .decline: if isCall { press(0, person, at: now) }
        case .silence: if isCall, happens(0.3, .speaks, person) { press(0, person, at: now) }
        }
    }

    /// Somebody at the site may take its lead; everybody else who is away leaves a new call unanswered.
    private mutating func readCalloutAway(_ reading: TextReading, by person: Int, at now: Instant) {
        guard reading.gist == .leaderCallout, people[person].engagement?.site == reading.site,
            reading.site != nil, happens(0.8, .speaks, person)
        else { return }
        people[person].engagement?.leads = true
        write(1, code: reading.code, person, at: now)
        if let site = people[person].presentAt { takeLead(of: site, person, at: now) }
    }

    private func decide(
        _ code: String?, _ person: Int, leads: Bool, at now: Instant
    ) -> Person.Decision {
        let turnout = turnout(of: person, leads: leads, at: now)
        let mood = chance.unit(.mood, people[person].chanceID, occasion(code, leads: leads))
        if mood < turnout.accept { return .accept }
        return mood < turnout.accept + turnout.decline ? .decline : .silence
    }

    private func turnout(of person: Int, leads: Bool, at now: Instant) -> Turnout {
        Turnout(
            people[person].member.pool, at: zone.local(now), leads: leads, willingness: habits.willingness)
    }

    private func occasion(_ code: String?, leads: Bool) -> Int64 {
        Int64(code.flatMap { Int($0) } ?? 0) * 2 + (leads ? 1 : 0)
    }

    private mutating func accept(
        _ reading: TextReading, _ person: Int, leads: Bool, isCall: Bool, at now: Instant
    ) {
        let code = reading.code ?? people[person].lastCode
        let showUp = chance.unit(.showUp, people[person].chanceID, occasion(code, leads: leads))
        let readyAt = people[person].engagement?.readyAt ?? now + preparation(of: person, at: now)
        let comes =
            people[person].engagement?.comes
            ?? (showUp < turnout(of: person, leads: leads, at: now).comesAfterAccepting)
        people[person].engagement = Person.Engagement(
            site: reading.site, code: code, leads: leads, comes: comes, readyAt: readyAt)
        people[person].turn += 1
        let turn = people[person].turn
        let digit = reading.teachesLate && comesLate(reading, person, readyAt: readyAt, at: now) ? 4 : 1
        if isCall { press(digit, person, at: now) } else { write(digit, code: reading.code, person, at: now) }
        if !comes {
            schedule.add(.giveUp(person, turn: turn), at: readyAt + .minutes(10))
        } else if reading.site != nil {
            // Who hears nothing more goes anyhow: the call-out named the place.
            schedule.add(.setOut(person, turn: turn), at: readyAt + .minutes(10))
        }
    }

    private mutating func preparation(of person: Int, at now: Instant) -> Interval {
        people[person].draws += 1
        let (least, mode, most) = people[person].member.hasFirstAid ? (3.0, 5.0, 10.0) : (5.0, 10.0, 25.0)
        let minutes = chance.triangular(
            least: least, mode: mode, most: most, .preparation, people[person].chanceID, people[person].draws)
        let night = zone.local(now).isNight && !people[person].member.hasFirstAid
        return PhoneNetwork.seconds((minutes + (night ? 5 : 0)) * 60)
    }

    /// Whether the person thinks to be there later than the text asks for.
    private func comesLate(_ reading: TextReading, _ person: Int, readyAt: Instant, at now: Instant) -> Bool {
        guard let minute = reading.minuteOfDay, let site = reading.site else { return false }
        let local = zone.local(now)
        var ahead = Int64(minute - (local.hour * 60 + local.minute))
        // "00:30" read at 23:50 is in forty minutes; "07:30" read at 07:40 was ten minutes ago.
        if ahead < -12 * 60 { ahead += 24 * 60 }
        let journey = travel(from: people[person].member.home, to: site, person)
        return readyAt + journey > now + .minutes(ahead)
    }

    private mutating func readAssigned(_ reading: TextReading, by person: Int, at now: Instant) {
        guard var engagement = people[person].engagement else {
            // Sent to a place without having said yes.
            if !people[person].isAway, happens(0.5, .speaks, person) { write(0, code: nil, person, at: now) }
            return
        }
        engagement.isAssigned = true
        if !people[person].isAway { engagement.site = reading.site ?? engagement.site }
        people[person].engagement = engagement
        switch people[person].place {
        case .home:
            people[person].turn += 1
            let turn = people[person].turn
            let at = max(engagement.readyAt, now + .seconds(30))
            schedule.add(engagement.comes ? .setOut(person, turn: turn) : .giveUp(person, turn: turn), at: at)
        case .underWay: if happens(0.75, .speaks, person) { write(2, code: nil, person, at: now) }
        case .onSite where !engagement.saidArrived:
            schedule.add(.checkIn(person, turn: people[person].turn), at: now + pause(30, 120, person))
        case .onSite, .withdrawn, .returning: break
        }
    }

    // MARK: Being asked after

    private mutating func readAsk(_ reading: TextReading, by person: Int, at now: Instant) {
        switch people[person].place {
        case .underWay: write(2, code: reading.code, person, at: now)
        case .onSite, .withdrawn: sayArrived(person, at: now)
        case .returning: write(0, code: reading.code, person, at: now)
        case .home:
            people[person].engagement?.isAssigned = true
            if people[person].engagement?.comes == false, happens(0.6, .speaks, person) {
                people[person].engagement = nil
                people[person].turn += 1
                write(0, code: reading.code, person, at: now)
            }
        }
    }

    private mutating func readLate(_ reading: TextReading, by person: Int, at now: Instant) {
        switch people[person].place {
        case .underWay: write(2, code: nil, person, at: now)
        case .onSite, .withdrawn: sayArrived(person, at: now)
        case .returning: write(0, code: nil, person, at: now)
        case .home:
            people[person].engagement?.isAssigned = true
            guard people[person].engagement?.comes != true, happens(0.75, .speaks, person) else { return }
            people[person].engagement = nil
            people[person].turn += 1
            write(0, code: nil, person, at: now)
        }
    }

    private mutating func readHome(_ person: Int, at now: Instant) {
        people[person].knowsHomeDigit = true
        switch people[person].place {
        case .home: if happens(0.9, .speaks, person) { write(9, code: nil, person, at: now) }
        case .returning, .underWay: write(2, code: nil, person, at: now)
        case .onSite, .withdrawn:
            write(2, code: nil, person, at: now)
            leave(person, at: now)
        }
    }

    private mutating func readStandby(_ person: Int, at now: Instant) {
        guard people[person].engagement == nil, !people[person].isAway else { return }
        let mood = draw(.speaks, person)
        let can = people[person].member.pool == .pioneer ? 0.75 : 0.4
        if mood < can {
            write(5, code: nil, person, at: now)
        } else if mood < can + 0.08 {
            write(6, code: nil, person, at: now)
        }
    }

    private mutating func readUnclear(_ person: Int, at now: Instant) {
        guard let meant = people[person].lastMeant, happens(0.9, .speaks, person) else { return }
        say(Handwriting.tidy(meant.digit, code: meant.code), person, at: now)
    }
}
