import Mobilization

extension PhoneNetwork {
    func travel(from start: Coordinate, to site: Int, _ person: Int) -> Interval {
        Arrival.travel(
            StraightLine.distance_m(start, sites[site].position), by: people[person].member.transport,
            in: habits.weather)
    }

    // MARK: Going

    mutating func setOut(_ person: Int, at now: Instant) {
        guard people[person].place == .home, let engagement = people[person].engagement,
            let site = engagement.site
        else { return }
        if activities[site].isStopped, engagement.wasToldToStop {
            schedule.add(.setOut(person, turn: people[person].turn), at: now + .minutes(5))
            return
        }
        start(person, to: site, from: people[person].member.home, at: now)
        emit(.setOut(sites[site].code), people[person].member.phone, at: now)
        if engagement.isAssigned, happens(0.8, .speaks, person) { write(2, code: nil, person, at: now) }
    }

    private mutating func start(_ person: Int, to site: Int, from: Coordinate, at now: Instant) {
        let arrivesAt = now + travel(from: from, to: site, person)
        people[person].turn += 1
        people[person].place = .underWay(
            Person.Way(site: site, from: from, leftAt: now, arrivesAt: arrivesAt))
        schedule.add(.arrive(person, turn: people[person].turn), at: arrivesAt)
    }

    mutating func arrive(_ person: Int, at now: Instant) {
        guard case .underWay(let way) = people[person].place else { return }
        let site = way.site
        people[person].place = activities[site].isStopped ? .withdrawn(site) : .onSite(site)
        people[person].turn += 1
        if people[person].arrivedSite != site { activities[site].arrivedEver += 1 }
        people[person].arrivedAt = people[person].arrivedAt ?? now
        people[person].arrivedSite = site
        people[person].homeAt = nil
        activities[site].firstArrivalAt = activities[site].firstArrivalAt ?? now
        emit(.arrived(sites[site].code), people[person].member.phone, at: now)
        guard let engagement = people[person].engagement else { return }
        if engagement.leads { takeLead(of: site, person, at: now) }
        if activities[site].isStopped, engagement.wasToldToStop {
            schedule.add(.say(person, 8, code: nil), at: now + pause(30, 90, person))
        } else if engagement.isAssigned, happens(0.92, .speaks, person) {
            schedule.add(.checkIn(person, turn: people[person].turn), at: now + pause(30, 180, person))
        }
    }

    mutating func checkIn(_ person: Int, at now: Instant) {
        guard people[person].presentAt != nil, people[person].engagement?.saidArrived == false else { return }
        sayArrived(person, at: now)
    }

    mutating func sayArrived(_ person: Int, at now: Instant) {
        people[person].engagement?.saidArrived = true
        write(3, code: nil, person, at: now)
    }

    /// Who said yes and won't come says so, or doesn't.
    mutating func giveUp(_ person: Int, at now: Instant) {
        guard people[person].place == .home, let engagement = people[person].engagement,
            happens(0.35, .speaks, person)
        else { return }
        people[person].engagement = nil
        write(0, code: engagement.code, person, at: now)
    }

    mutating func readMove(_ reading: TextReading, by person: Int, at now: Instant) {
        guard let site = reading.site, people[person].engagement != nil else { return }
        people[person].engagement?.site = site
        if happens(0.92, .speaks, person) { write(5, code: reading.code, person, at: now) }
        switch people[person].place {
        case .home, .returning: break
        case .underWay(let way):
            people[person].engagement?.saidArrived = false
            start(person, to: site, from: position(on: way, at: now), at: now)
        case .onSite(let old), .withdrawn(let old):
            people[person].engagement?.saidArrived = false
            if activities[old].leader == person { activities[old].leader = nil }
            start(person, to: site, from: sites[old].position, at: now)
        }
    }

    private func position(on way: Person.Way, at now: Instant) -> Coordinate {
        let whole = Double(max((way.arrivesAt - way.leftAt).milliseconds, 1))
        let part = min(max(Double((now - way.leftAt).milliseconds) / whole, 0), 1)
        let goal = sites[way.site].position
        return Coordinate(
            latitude: way.from.latitude + (goal.latitude - way.from.latitude) * part,
            longitude: way.from.longitude + (goal.longitude - way.from.longitude) * part)
    }

    // MARK: Going home

    mutating func readRelease(_ reading: TextReading, by person: Int, reachedAt: Instant, at now: Instant) {
        let engagement = people[person].engagement
        if let named = reading.site, let own = engagement?.site, named != own { return }
        if let named = reading.code, let own = engagement?.code, named != own { return }
        people[person].releasedAt = reachedAt
        switch people[person].place {
        case .onSite, .withdrawn:
            // "At the site already: see the leader", who has work.
            if reading.gist == .cancel {
                people[person].knowsHomeDigit = true
                schedule.add(.leave(person, turn: people[person].turn), at: now + pause(120, 300, person))
            }
        case .home, .underWay, .returning: turnBack(person, at: now)
        }
    }

    mutating func readStandDown(_ reading: TextReading, by person: Int, reachedAt: Instant, at now: Instant) {
        let own = people[person].presentAt ?? people[person].engagement?.site
        if let named = reading.site, let own, named != own { return }
        people[person].releasedAt = reachedAt
        people[person].knowsHomeDigit = true
        guard let site = people[person].presentAt else {
            turnBack(person, at: now)
            return
        }
        let leads = activities[site].leader == person
        schedule.add(
            .leave(person, turn: people[person].turn),
            at: now + (leads ? pause(900, 1500, person) : pause(300, 900, person)))
    }

    /// Drops the plan; who is on the way goes home again.
    mutating func turnBack(_ person: Int, at now: Instant) {
        switch people[person].place {
        case .home:
            people[person].engagement = nil
            people[person].turn += 1
        case .underWay(let way):
            people[person].knowsHomeDigit = true
            goHome(person, takes: max(now - way.leftAt, .minutes(2)), at: now)
        case .onSite, .withdrawn: leave(person, at: now)
        case .returning: break
        }
    }

    mutating func leave(_ person: Int, at now: Instant) {
        guard let site = people[person].presentAt else { return }
        if activities[site].leader == person { activities[site].leader = nil }
        goHome(person, takes: travel(from: people[person].member.home, to: site, person), at: now)
    }

    private mutating func goHome(_ person: Int, takes: Interval, at now: Instant) {
        people[person].engagement = nil
        people[person].place = .returning
        people[person].turn += 1
        schedule.add(.reachHome(person, turn: people[person].turn), at: now + takes)
    }

    mutating func reachHome(_ person: Int, at now: Instant) {
        people[person].place = .home
        people[person].turn += 1
        people[person].homeAt = now
        emit(.home, people[person].member.phone, at: now)
        if people[person].knowsHomeDigit, happens(0.85, .speaks, person) {
            schedule.add(.say(person, 9, code: nil), at: now + pause(30, 300, person))
        }
    }
}
