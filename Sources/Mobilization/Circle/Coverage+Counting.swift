extension Coverage {
    /// The coverage of these sites by this roster.
    ///
    /// - Parameters:
    ///   - reference: Roster, sites, manual and travel times in force.
    ///   - today: The day on which certificates and insurances must be valid.
    package init(_ reference: Reference, today: CalendarDay) {
        var count = CoverageCount(reference, today: today)
        count.countPeople()
        places = count.places
        skills = count.skills
        trainings = count.trainings
        pioneers = count.pioneers.count
        homesUnknown = count.pioneers.count { reference.roster.members[$0].home == nil }
    }
}

/// The counting under way.
private struct CoverageCount {
    private let reference: Reference
    private let today: CalendarDay
    private let rules: [GateRule]
    private let ways: Ways
    private let sites: [WaySite]
    /// By task: the longest way with which somebody is checked in within the hour.
    private let dayLimits_ms: [Int64]
    private let nightLimits_ms: [Int64]
    let pioneers: [Int]
    private(set) var places: [Coverage.Place]

    init(_ reference: Reference, today: CalendarDay) {
        self.reference = reference
        self.today = today
        let playbooks = reference.manual.playbooks
        let rules = playbooks.map { GateRule(NeedRule($0)) }
        self.rules = rules
        let ways = Ways(reference.travelTimes, conditions: .assumed)
        self.ways = ways
        sites = reference.sites.sites.map { ways.site($0.position) }
        func limits_ms(isNight: Bool) -> [Int64] {
            rules.map { rule in
                let beside = Arrival.beforeTravel(isNight: isNight, isFirstAid: rule.needsCertificate)
                return (Arrival.circle - beside - Arrival.checkIn).milliseconds
            }
        }
        dayLimits_ms = limits_ms(isNight: false)
        nightLimits_ms = limits_ms(isNight: true)
        pioneers = reference.roster.members.indices.filter { reference.roster.members[$0].pool == .pioneer }
        places = reference.sites.sites.map { site in
            Coverage.Place(
                site: site.code,
                tasks: playbooks.map { Coverage.SiteTask(playbook: $0.slug, minimum: $0.siteMinimum) })
        }
    }

    mutating func countPeople() {
        let centre = reference.roster.centre
        for member in reference.roster.members where !member.addresses.isEmpty {
            let person = qualification(member)
            let works = rules.map { $0.stopsWorker(person) == nil }
            let leads = rules.map { $0.stopsLeader(person, least: .middle) == nil }
            guard works.contains(true) || leads.contains(true) else { continue }
            let home = ways.home(member.home ?? centre, by: member.transport)
            for site in sites.indices {
                let way = ways.travel_ms(from: home, to: sites[site])
                for task in rules.indices where works[task] || leads[task] {
                    count(
                        member.pool, site, task, byDay: way <= dayLimits_ms[task],
                        byNight: way <= nightLimits_ms[task], works: works[task], leads: leads[task])
                }
            }
        }
    }

    private mutating func count(
        _ pool: Pool, _ site: Int, _ task: Int, byDay: Bool, byNight: Bool, works: Bool, leads: Bool
    ) {
        switch pool {
        case .pioneer:
            if byDay { places[site].tasks[task].day.add(works: works, leads: leads) }
            if byNight { places[site].tasks[task].night.add(works: works, leads: leads) }
        case .reserve where works:
            if byDay { places[site].tasks[task].reserveDay += 1 }
            if byNight { places[site].tasks[task].reserveNight += 1 }
        case .reserve, .walkIn: break
        }
    }

    private func qualification(_ member: Member) -> Qualification {
        Qualification(member, today: today, incidentCover: reference.settings.incidentCover)
    }

    /// First aid counts by a valid certificate, as the gates have it.
    var skills: [Coverage.SkillShare] {
        let required = reference.manual.playbooks.flatMap(\.requiredSkills)
        return Skill.allCases.filter(required.contains).map { skill in
            let people = pioneers.count { place in
                let person = qualification(reference.roster.members[place])
                return skill == .firstAid ? person.isCertified : person.skills.contains(SkillSet(skill))
            }
            return Coverage.SkillShare(
                skill: skill, people: people, share: pioneers.isEmpty ? 0 : people * 1000 / pioneers.count)
        }
    }

    /// The best pioneer to train for each task that is short somewhere; where none is, for the weakest of all.
    var trainings: [Coverage.Training] {
        let trainings = rules.indices.compactMap { task in
            training(for: task, at: places.indices.filter { places[$0].tasks[task].isShort })
        }
        if trainings.isEmpty, let weakest = weakest {
            return [training(for: weakest.task, at: [weakest.place])].compactMap { $0 }
        }
        return trainings.sorted { ($1.sites.count, $0.playbook) < ($0.sites.count, $1.playbook) }
    }

    private var weakest: (place: Int, task: Int)? {
        let all = places.indices.flatMap { place in rules.indices.map { (place: place, task: $0) } }
        return all.min { strength($0) < strength($1) }
    }

    private func strength(_ at: (place: Int, task: Int)) -> Int { places[at.place].tasks[at.task].strength }

    private func training(for task: Int, at short: [Int]) -> Coverage.Training? {
        guard !short.isEmpty else { return nil }
        var best: (member: Member, gate: Gate, sites: [Int])?
        let centre = reference.roster.centre
        for place in pioneers {
            let member = reference.roster.members[place]
            guard !member.addresses.isEmpty,
                let gate = rules[task].gateOpenedByTraining(qualification(member))
            else { continue }
            let home = ways.home(member.home ?? centre, by: member.transport)
            let reached = short.filter {
                ways.travel_ms(from: home, to: sites[$0]) <= nightLimits_ms[task]
            }
            if reached.count > best?.sites.count ?? 0 { best = (member, gate, reached) }
        }
        guard let best, let weakest = best.sites.min(by: { isWeaker($0, $1, task) }) else { return nil }
        let before = places[weakest].tasks[task]
        var after = before
        after.day.workers += 1
        after.night.workers += 1
        return Coverage.Training(
            playbook: before.playbook, member: best.member.id, gate: best.gate,
            sites: best.sites.map { places[$0].site }, weakest: places[weakest].site, before: before.expected,
            after: after.expected)
    }

    private func isWeaker(_ left: Int, _ right: Int, _ task: Int) -> Bool {
        (places[left].tasks[task].expected, left) < (places[right].tasks[task].expected, right)
    }
}

extension GateRule {
    /// The one gate that stops this person from the task and that a course opens; nil where it takes more than one, or
    /// what no course gives: age and insurance.
    fileprivate func gateOpenedByTraining(_ person: Qualification) -> Gate? {
        guard let gate = stopsWorker(person) else { return nil }
        var trained = person
        switch gate {
        case .firstAidCertificate: trained.isCertified = true
        case .level: trained.level = workerLevel
        case .skill: trained.skills.formUnion(skills)
        default: return nil
        }
        return stopsWorker(trained) == nil ? gate : nil
    }
}

extension Coverage.Reach {
    fileprivate mutating func add(works: Bool, leads: Bool) {
        if works { workers += 1 }
        if leads { leaders += 1 }
    }
}
