import Mobilization

/// What happens at a site: withdrawing, going back, and what the leader sends.
extension PhoneNetwork {
    // MARK: Stop and resume

    mutating func readStop(_ reading: TextReading, by person: Int, at now: Instant) {
        let own = people[person].presentAt ?? people[person].engagement?.site
        guard let own, reading.site == nil || reading.site == own else { return }
        people[person].engagement?.wasToldToStop = true
        switch people[person].place {
        case .onSite:
            stopWork(at: own, at: now)
            schedule.add(
                .withdraw(person, turn: people[person].turn, says: happens(0.95, .speaks, person)),
                at: now + pause(60, 180, person))
        case .withdrawn: write(8, code: nil, person, at: now)
        case .home, .underWay, .returning: break
        }
    }

    /// The first who knows tells the others: nobody stays because no text came.
    private mutating func stopWork(at site: Int, at now: Instant) {
        guard !activities[site].isStopped else { return }
        activities[site].isStopped = true
        activities[site].isHeadcountDue = true
        for person in people.indices where people[person].place == .onSite(site) {
            schedule.add(
                .withdraw(person, turn: people[person].turn, says: false), at: now + pause(180, 300, person))
        }
        if let leader = activities[site].leader {
            schedule.add(.headcount(site: site, leader: leader), at: now + .minutes(4))
        }
    }

    mutating func withdraw(_ person: Int, says: Bool, at now: Instant) {
        guard case .onSite(let site) = people[person].place else { return }
        people[person].place = .withdrawn(site)
        if says { write(8, code: nil, person, at: now) }
    }

    mutating func readResume(_ reading: TextReading, by person: Int, at now: Instant) {
        guard case .withdrawn(let site) = people[person].place, reading.site == nil || reading.site == site
        else { return }
        activities[site].isStopped = false
        activities[site].isHeadcountDue = false
        for other in people.indices where people[other].place == .withdrawn(site) {
            people[other].engagement?.wasToldToStop = false
            schedule.add(.goBackToWork(other, turn: people[other].turn), at: now + pause(60, 240, other))
        }
    }

    mutating func goBackToWork(_ person: Int, at now: Instant) {
        guard case .withdrawn(let site) = people[person].place, !activities[site].isStopped else { return }
        people[person].place = .onSite(site)
        // Somebody sent to the refuge on arrival has not said 3 yet.
        if people[person].engagement?.isAssigned == true, people[person].engagement?.saidArrived == false {
            schedule.add(.checkIn(person, turn: people[person].turn), at: now + pause(30, 120, person))
        }
    }

    // MARK: Leaders

    mutating func takeLead(of site: Int, _ person: Int, at now: Instant) {
        if let leader = activities[site].leader, people[leader].presentAt == site { return }
        activities[site].leader = person
        activities[site].leaderArrivedAt = activities[site].leaderArrivedAt ?? now
        activities[site].reported = nil
        activities[site].countedAt = now
        if habits.leadersReport {
            schedule.add(.round(site: site, leader: person), at: now + pause(240, 420, person))
        }
    }

    /// Counts heads, and tells the duty room when the figure has changed.
    mutating func makeRound(of site: Int, leader: Int, at now: Instant) {
        guard activities[site].leader == leader, people[leader].presentAt == site else { return }
        if !activities[site].isStopped {
            let present = people.count {
                $0.place == .onSite(site) && $0.engagement?.saidArrived == true
            }
            if present != activities[site].reported, present > 0 {
                activities[site].reported = present
                report("到", "AT ", present, leader, at: now)
            }
            count(site, present: present, leader, at: now)
        }
        schedule.add(.round(site: site, leader: leader), at: now + pause(480, 720, leader))
    }

    /// Sandbags: 12 a person and hour.
    private mutating func count(_ site: Int, present: Int, _ leader: Int, at now: Instant) {
        guard habits.leadersCount, activities[site].isSandbagSite, let since = activities[site].countedAt,
            now - since >= .minutes(30)
        else { return }
        activities[site].countedAt = now
        let bags = Int(Double(present) * 12 * Double((now - since).milliseconds) / 3_600_000)
        if bags > 0 { report("袋", "BAGS ", bags, leader, at: now) }
    }

    /// After a stop: how many stand at the refuge, once nobody is missing.
    mutating func countHeads(of site: Int, leader: Int, at now: Instant) {
        guard habits.leadersReport, activities[site].isHeadcountDue, activities[site].leader == leader else {
            return
        }
        if people.contains(where: { $0.place == .onSite(site) }) {
            schedule.add(.headcount(site: site, leader: leader), at: now + .minutes(1))
            return
        }
        activities[site].isHeadcountDue = false
        report("齐", "ALL ", people.count { $0.place == .withdrawn(site) }, leader, at: now)
    }

    private mutating func report(
        _ chinese: String, _ english: String, _ figure: Int, _ leader: Int, at now: Instant
    ) {
        say((people[leader].language == .chinese ? chinese : english) + String(figure), leader, at: now)
    }
}
