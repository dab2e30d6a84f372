/// Why a person can't take a seat. In the order in which the gates are looked at, but for `absent` and `hours`, which
/// follow `unreachable`: numbers are stored, and these two came later.
package enum Gate: Int, Sendable, Codable, CaseIterable, Comparable {
    /// In another open incident.
    case engaged = 0
    /// Was called for this incident before, whatever came of it.
    case alreadyAsked = 1
    /// No address on any channel.
    case unreachable = 2
    /// Outside the task's age limits. Unknown date of birth: passes only where the upper limit is 66 or more.
    case age = 3
    /// The task needs insurance, and the person's has ended. Unknown counts as none. Cover for the whole incident
    /// opens this gate for everybody.
    case insurance = 4
    /// The task needs a first-aid certificate, and the person has none that is valid on the day. Unknown: none.
    case firstAidCertificate = 5
    /// The person's level is below the task's.
    case level = 6
    /// The task needs a skill that the person doesn't have.
    case skill = 7
    /// Would arrive after the people are needed. Unknown home: assumed at the roster's centre.
    case tooFar = 8
    /// Nobody more of the person's pool may be called now.
    case pool = 9
    /// Away (请假) at the time of planning. Nothing entered: there.
    case absent = 10
    /// Outside the hours that the person stated (可用时段), at the time of planning. None stated: always available. The
    /// officer may open this gate for an incident.
    case hours = 11

    package static func < (left: Gate, right: Gate) -> Bool { left.rawValue < right.rawValue }

    /// The first gate of a task that stops this person on that day; nil when the person may take the seat.
    ///
    /// Looks at reachability, age, insurance, certificate, level and skill: what is known of the person alone.
    /// A leader needs the level, but not the task's skills or certificate.
    ///
    /// `today` is the day in the centre's zone; `incidentCover` says that an insurance for the whole incident is in
    /// force; `leaderLevel` is the least level of a leader: `high`, or `middle` for an acting leader.
    package static func stopping(
        _ member: Member, from rule: NeedRule, as role: Role, today: CalendarDay, incidentCover: Bool,
        leaderLevel: Level = .high
    ) -> Gate? {
        guard !member.addresses.isEmpty else { return .unreachable }
        let qualification = Qualification(member, today: today, incidentCover: incidentCover)
        let rule = GateRule(rule)
        switch role {
        case .worker: return rule.stopsWorker(qualification)
        case .leader: return rule.stopsLeader(qualification, least: leaderLevel)
        }
    }
}

/// What the gates must know of a person, judged on the day.
struct Qualification {
    /// nil: not known.
    var age: Int?
    var isInsured: Bool
    /// Holds a valid first-aid certificate or medical licence.
    var isCertified: Bool
    var level: Level
    var skills: SkillSet

    init(_ member: Member, today: CalendarDay, incidentCover: Bool) {
        age = member.bornOn.map { $0.age(on: today) }
        isInsured = incidentCover || member.insuredUntil.map { $0 >= today } ?? false
        isCertified = member.firstAidUntil.map { $0 >= today } ?? false
        level = member.level(on: today)
        skills = SkillSet(member.skills)
    }

    /// There are few like this person, who is rather called for the seats that only they can take.
    var hasScarceSkill: Bool { isCertified || skills.contains(.psychology) }
}

/// What a task asks of a person. Equal for tasks whose gates are equal.
struct GateRule: Hashable {
    var workerLevel: Level
    /// Without first aid, for which the certificate stands.
    var skills: SkillSet
    var preferred: SkillSet
    var needsCertificate: Bool
    var youngest: Int
    var oldest: Int
    var needsInsurance: Bool

    init(_ rule: NeedRule) {
        workerLevel = rule.workerLevel
        skills = SkillSet(rule.requiredSkills.filter { $0 != .firstAid })
        preferred = SkillSet(rule.preferredSkills)
        needsCertificate = rule.needsFirstAidCertificate
        youngest = rule.youngest
        oldest = rule.oldest
        needsInsurance = rule.needsInsurance
    }

    /// Few can take this task.
    var isScarce: Bool { needsCertificate || !skills.isEmpty }

    /// With an unknown date of birth: who may be 66 must not carry sandbags.
    static let leastLimitForUnknownAge = 66

    func stopsWorker(_ person: Qualification) -> Gate? {
        if let gate = stopsAnybody(person) { return gate }
        if needsCertificate, !person.isCertified { return .firstAidCertificate }
        if person.level < workerLevel { return .level }
        return person.skills.isSuperset(of: skills) ? nil : .skill
    }

    func stopsLeader(_ person: Qualification, least: Level) -> Gate? {
        stopsAnybody(person) ?? (person.level < least ? .level : nil)
    }

    private func stopsAnybody(_ person: Qualification) -> Gate? {
        if let age = person.age {
            if age < youngest || age > oldest { return .age }
        } else if oldest < GateRule.leastLimitForUnknownAge {
            return .age
        }
        return needsInsurance && !person.isInsured ? .insurance : nil
    }
}

/// Skills in one word, for quick comparison of thousands of people.
struct SkillSet: OptionSet, Hashable {
    var rawValue: UInt16

    init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    init(_ skills: [Skill]) {
        rawValue = 0
        for skill in skills { insert(SkillSet(skill)) }
    }

    init(_ skill: Skill) {
        rawValue =
            switch skill {
            case .fire: 1
            case .medical: 2
            case .psychology: 4
            case .firstAid: 8
            case .localGuide: 16
            case .pumpOperator: 32
            case .trafficGuide: 64
            }
    }

    static let psychology = SkillSet(Skill.psychology)
}
