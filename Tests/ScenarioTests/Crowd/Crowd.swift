import Mobilization
import MobilizationRuntime
import Simulation

/// What a transcript has people do, and what it remembers of them.
struct Crowd {
    /// Replies so far, for their ids.
    var replies = 0
    /// Texts of each phone that a transcript has shown already.
    var texted: [String: Int] = [:]
    /// When somebody does what they were told; until then no other line picks them.
    var busyUntil: [MemberID: Instant] = [:]
    var flood: FloodScript?
}

extension LiveCentre {
    /// `crowd COUNT|all [POOL] STAGE [at SITES] [for PLAYBOOK] say WORDS|arrive [over MINUTES]`
    ///
    /// The first COUNT people at that stage, in the order of their calls, do it one after the other.
    /// `crowd flood` plays the replay's 520 people; see `FloodScript`.
    func crowd(_ words: [String]) throws -> [String] {
        if words == ["flood"] { return try startFlood() }
        if words == ["flood", "counts"] { return try scheduleCounts() }
        if words.first == "standby" { return try answerStandby(words) }
        let order = try CrowdOrder(words)
        guard let incident else { throw TranscriptMistake("no incident is open") }
        let fitting = incident.callouts.values.filter { order.fits($0, incident) && isReachable($0) }
        let chosen = order.count.map { Array(fitting.prefix($0)) } ?? Array(fitting)
        if let count = order.count, chosen.count < count {
            throw TranscriptMistake("only \(chosen.count) people are at that stage, not \(count)")
        }
        let period = order.period.milliseconds
        for (place, callout) in chosen.enumerated() {
            let pause = period * Int64(place + 1) / Int64(max(chosen.count, 1))
            let due = now + Interval(milliseconds: pause)
            crowd.busyUntil[callout.member] = due
            say(order.text, callout.member, at: due)
            if order.arrives { rollCall(at: callout.site, of: incident.id, at: due + .seconds(20)) }
        }
        return ["\(chosen.count) people"]
    }

    /// `crowd standby COUNT say 5 over MINUTES`: of those who were asked to stand by, before anybody is called.
    private func answerStandby(_ words: [String]) throws -> [String] {
        guard words.count == 6, let count = Int(words[1]), let minutes = Int64(words[5]) else {
            throw TranscriptMistake("crowd standby COUNT say 5|6 over MINUTES")
        }
        let asked = roster.members.filter { member in
            guard let phone = member.address(on: .sms), crowd.busyUntil[member.id] == nil else {
                return false
            }
            return !(world.network.truth(of: phone)?.texts.isEmpty ?? true)
        }
        for (place, member) in asked.prefix(count).enumerated() {
            let due = now + Interval(milliseconds: minutes * 60_000 * Int64(place + 1) / Int64(count))
            crowd.busyUntil[member.id] = due
            say(words[3], member.id, at: due)
        }
        return ["\(min(count, asked.count)) people"]
    }

    /// Got a text, and isn't about to do something else.
    func isReachable(_ callout: Callout) -> Bool {
        guard crowd.busyUntil[callout.member].map({ $0 <= now }) ?? true,
            let phone = roster[callout.member]?.address(on: .sms)
        else { return false }
        return !(world.network.truth(of: phone)?.texts.isEmpty ?? true)
    }

    /// A text from a member's phone.
    func say(_ words: String, _ member: MemberID, at instant: Instant) {
        guard let phone = roster[member]?.address(on: .sms) else { return }
        crowd.replies += 1
        let reply = InboundReply(from: phone, text: words, identifier: "crowd-\(crowd.replies)")
        world.at(instant) { $0.post.post(Letter(.reply(reply, gateway: Self.smsGateway))) }
    }

    /// The leader texts how many are there; where none is yet, somebody on the spot rings the officer, who enters it.
    func rollCall(at site: SiteCode, of id: IncidentID, at instant: Instant) {
        world.at(instant) { [unowned self] world in
            guard let incident = world.state.incidents[id] else { return }
            let claims = incident.callouts.values.count {
                $0.site == site && $0.stage == .enRoute && $0.claimedAt != nil
            }
            let people = incident.callouts.present(at: site) + claims
            if let leader = incident.leader(at: site), leader.stage.isPresent || leader.claimedAt != nil {
                say("到\(people)", leader.member, at: world.clock.now)
            } else {
                world.order(.leaderTotal(incident: id, site: site, people: people))
            }
        }
    }
}

/// One line of a transcript about many people.
struct CrowdOrder {
    /// nil: all.
    var count: Int?
    var pool: Pool?
    var stage: CalloutStage
    var sites: [String]?
    var playbook: PlaybookSlug?
    var text = ""
    var arrives = false
    var period = Interval.zero
    var role: Role?

    static let stages: [String: CalloutStage] = [
        "called": .called, "accepted": .accepted, "enroute": .enRoute, "present": .arrived,
        "withdrawn": .withdrawn, "returning": .returning, "declined": .declined, "released": .released,
    ]

    init(_ words: [String]) throws {
        let usage = TranscriptMistake(
            "crowd COUNT|all [pioneers|reserve|leaders|workers] STAGE [at F01,S*] [for PLAYBOOK]"
                + " say WORDS|arrive [over MINUTES]"
        )
        var rest = words[...]
        guard let first = rest.popFirst(), first == "all" || Int(first) != nil else { throw usage }
        count = Int(first)
        var found: CalloutStage?
        while let word = rest.popFirst() {
            switch word {
            case "pioneers": pool = .pioneer
            case "reserve": pool = .reserve
            case "leaders": role = .leader
            case "workers": role = .worker
            case "at": sites = rest.popFirst()?.split(separator: ",").map(String.init)
            case "for": playbook = rest.popFirst()
            case "say": text = rest.popFirst() ?? ""
            case "arrive":
                text = "3"
                arrives = true
            case "over":
                guard let minutes = rest.popFirst().flatMap({ Int64($0) }) else { throw usage }
                period = .minutes(minutes)
            default:
                guard let stage = Self.stages[word] else { throw usage }
                found = stage
            }
        }
        guard let found, !text.isEmpty else { throw usage }
        stage = found
    }

    func fits(_ callout: Callout, _ incident: Incident) -> Bool {
        callout.stage == stage && (pool.map { callout.pool == $0 } ?? true)
            && (role.map { callout.role == $0 } ?? true)
            && (sites?.contains { fits($0, callout.site) } ?? true)
            && (playbook.map { incident.need(callout.need)?.rule.playbook == $0 } ?? true)
    }

    /// `F*` are all sites that begin with F.
    private func fits(_ pattern: String, _ site: SiteCode) -> Bool {
        pattern.hasSuffix("*") ? site.hasPrefix(pattern.dropLast()) : site == pattern
    }
}
