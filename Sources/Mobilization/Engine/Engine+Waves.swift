/// Call-out waves: whom to call now, given who was called and what they said.
extension Engine {
    /// Calls as many people as the targets still take, and releases those who are certainly not needed any more. Does
    /// nothing when calling isn't on.
    mutating func sendWave(_ id: IncidentID) {
        guard let incident = state.incidents[id], incident.dispatch == .running else { return }
        if incident.micro != nil {
            callNeighbours(id)
            return
        }
        var problem = problem(for: incident, pools: allowedPools(incident))
        let room = envelopeRoom(incident)
        if let room { problem.policy.mostInvited = max(room, 1) }
        var plan =
            problem.needs.isEmpty
            ? CallOutPlan() : reference.settings.planner.plan(problem, roster: reference.roster)
        watchEnvelope(room, wanted: plan.invitations.count, incident)
        if room == 0 { plan.invitations = [] }
        if !plan.invitations.isEmpty { callOut(plan, for: incident) }
        release(plan.releases, of: incident)
        watchReserve(plan, incident)
        waveBases[id] = state.incidents[id].map { WaveBasis($0, at: now) }
    }

    /// Decides the wave again where something changed, or where two minutes of silence say something, too.
    mutating func reviewWave(_ id: IncidentID) {
        guard let incident = state.incidents[id], incident.dispatch == .running else { return }
        if incident.micro != nil {
            reviewHomeCall(id)
            return
        }
        var basis = WaveBasis(incident, at: now)
        if let last = waveBases[id], now - last.at < .minutes(2) {
            basis.at = last.at
            if basis == last { return }
        }
        sendWave(id)
    }

    /// What the planner is asked. Also for the dry run that an officer sees before a mass call.
    package func problem(for incident: Incident, pools: [Pool: Int]) -> PlanningProblem {
        var called = Set<MemberID>()
        for callout in incident.callouts.values where !callout.wasNeverAsked { called.insert(callout.member) }
        var engaged = Set<MemberID>()
        // A drill binds nobody against a real task.
        for other in state.incidents.values
        where other.id != incident.id && (incident.isDrill || !other.isDrill) {
            for callout in other.callouts.values where callout.stage.isUnaccounted || callout.stage == .called
            {
                engaged.insert(callout.member)
            }
        }
        let outlook = Outlook(incident, state: state, reference: reference, now: now)
        var problem = PlanningProblem(
            now: now, zone: reference.settings.zone, conditions: .assumed, needs: [],
            excluded: called, engaged: engaged, mayInvite: pools,
            // After the hour a site that isn't ready is to be so within half an hour.
            circleEnd: max(outlook.circleEnd, now + .minutes(30)),
            incidentCover: reference.settings.incidentCover, grid: outlook.grid,
            habits: habits, travel: .fromHome(reference.travelTimes))
        problem.reserveGroup = outlook.group(of: .reserve)
        for member in state.absentees(at: now).keys { problem.absent.insert(member) }
        problem.reserveCover = reference.settings.covers(.reserve, in: incident, on: localNow.day)
        problem.ignoresHours = incident.gates.hoursOpenedAt != nil
        let budgets = reference.budgets(of: incident)
        problem.policy.overArrivalPercent = budgets.overAcceptancePercent
        problem.policy.nearSites_m = Double(budgets.nearSites_m)
        problem.recentTexts = reference.roster.members.map { member in
            UInt8(clamping: state.contacts[member.id]?.count(within: .hours(24), of: now) ?? 0)
        }
        problem.needs = planningNeeds(of: incident, outlook, problem)
        return problem
    }

    /// By roster place, for people whose earlier call-outs are known; empty while nobody's are.
    private var habits: [ArrivalHabit] {
        if state.turnout.isEmpty { return [] }
        let period = TurnoutPeriod(at: now, zone: reference.settings.zone)
        return reference.roster.members.map { member in
            let turnout = Turnout(TurnoutRate.prior(member.pool, period), record: state.turnout[member.id])
            // In whole thousandths, so that people who differ by nothing that matters are worked out once.
            return ArrivalHabit(turnout: (turnout.accept * turnout.showUp * 1000).rounded() / 1000)
        }
    }

    private func planningNeeds(
        of incident: Incident, _ outlook: Outlook, _ problem: PlanningProblem
    ) -> [PlanningNeed] {
        incident.needs.compactMap { need in
            guard need.headcount > 0, !incident.hasStoodDown(need.site),
                incident.sites[need.site]?.stop == nil,
                let site = reference.sites[need.site]
            else { return nil }
            let neededBy = max(incident.neededBy, now + .minutes(60))
            return PlanningNeed(
                id: need.id, site: need.site, position: site.position, rule: need.rule,
                headcount: need.seats,
                // Led from another site.
                leaderSeats: incident.sharedLeader(at: need.site) == nil ? need.leaderSeats : 0,
                neededBy: neededBy,
                called: outlook.people.compactMap { person in
                    guard person.need == need.id, let callout = incident.callouts[person.member] else {
                        return nil
                    }
                    return CalledPerson(
                        person, of: callout, circleEnd: problem.circleEnd, neededBy: neededBy)
                })
        }
    }

    /// Thanks people who accepted and haven't left; the silent are simply no longer waited for.
    private mutating func release(_ members: [MemberID], of incident: Incident) {
        // Who has just been told where to go isn't told the opposite in the same minute; they can still set out later.
        let callouts = members.compactMap { state.incidents[incident.id]?.callouts[$0] }
            .filter { $0.stage != .accepted || now - $0.since >= Self.standsAtLeast }
        let promised = callouts.filter { $0.stage == .accepted }
        reach(.released, promised.map(\.member), of: incident, .surplus)
        for site in incident.sites.keys {
            let there = promised.filter { $0.site == site }.map(\.member)
            send("full", about: site, of: incident, to: there, urgency: .followUp)
        }
        spare(callouts.filter { $0.stage == .called }, of: incident)
    }

    /// Nobody waits for their answers any more. Whose text hasn't left is free for another place, and never gets that one.
    ///
    /// - Returns: Those who were asked.
    @discardableResult
    mutating func spare(_ silent: [Callout], of incident: Incident) -> [MemberID] {
        let unasked = unasked(of: incident.id)
        let free = silent.filter { unasked[$0.member] != nil && $0.asked.rung != true }.map(\.member)
        let withdrawn = free.flatMap { unasked[$0] ?? [] }
        if !withdrawn.isEmpty {
            record(.attemptsDropped(PackedNumbers(withdrawn.map(\.number)), .superseded))
        }
        reach(.released, free, of: incident, .unasked)
        let told = silent.map(\.member).filter { !free.contains($0) }
        reach(.released, told, of: incident, .spared)
        return told
    }

    /// A place that was given stands for at least so long.
    private static let standsAtLeast = Interval.minutes(5)

    private func allowedPools(_ incident: Incident) -> [Pool: Int] {
        let reserve =
            incident.reserveAllowed + reference.budgets(of: incident).reserveCeiling - incident.reserveCalled
        return [.pioneer: Limits.members, .reserve: max(0, reserve)]
    }

    private mutating func callOut(_ plan: CallOutPlan, for incident: Incident) {
        preemptDrills(for: incident)
        let wave = incident.waves + 1
        let invited = plan.invitations.map { invitation in
            Invited(
                member: invitation.member, need: invitation.need, site: invitation.site,
                role: invitation.role,
                pool: reference.roster[invitation.member]?.pool ?? .pioneer,
                expectedAt: invitation.expectedAt,
                chance: invitation.chance)
        }
        let reasons = WaveReasons(plan.reasons, roster: reference.roster.version)
        record(.waveSent(incident.id, wave: wave, Wave(invited, reasons: reasons)))
        noteActing(invited, of: incident.id)
        log(.info, "incident \(incident.code): wave \(wave) calls \(invited.count) people")
        for group in groups(of: invited) { planCallout(group, for: incident) }
    }

    /// People who get the same words, in the order in which the first of each group stands in the plan.
    private func groups(of invited: [Invited]) -> [[Invited]] {
        var places: [GroupKey: Int] = [:]
        var groups: [[Invited]] = []
        for person in invited {
            let key = GroupKey(need: person.need, role: person.role)
            if let place = places[key] {
                groups[place].append(person)
            } else {
                places[key] = groups.count
                groups.append([person])
            }
        }
        return groups
    }

    private struct GroupKey: Hashable {
        var need: NeedID
        var role: Role
    }

    private mutating func planCallout(_ group: [Invited], for incident: Incident) {
        guard let first = group.first, let need = incident.need(first.need),
            let site = reference.sites[first.site]
        else { return }
        let isLeader = first.role == .leader
        let isScarce = !need.rule.requiredSkills.isEmpty
        let isRelief = !isLeader && incident.callouts.promised(need.id) >= need.headcount
        let lead = incident.leader(at: site.code).flatMap { reference.roster[$0.member]?.name }
        plan(
            Message(
                template: isLeader
                    ? "leader.callout"
                    : isRelief && need.relief != nil
                        ? "relief" : TextTemplates.calloutKey(for: need.rule.playbook),
                incident: incident, urgency: isLeader ? .leader : isScarce ? .scarce : .callout,
                notAfter: notAfter(group, incident),
                values: [
                    "t": clock(arrivalTarget(incident)), "muster": site.musterPoint, "site": site.name,
                    "task": need.rule.title,
                ].merging(lead.map { ["lead": $0] } ?? [:]) { first, _ in first }),
            to: members(group.map(\.member)))
    }

    /// The time that a call-out names: the end of the circle, or three quarters of an hour where that is too near.
    func arrivalTarget(_ incident: Incident) -> Instant {
        min(
            incident.neededBy,
            max(incident.openedAt + reference.timers(of: incident).circle, now + .minutes(45)))
    }

    /// A call-out that leaves later can't bring the slowest of the group in time.
    private func notAfter(_ group: [Invited], _ incident: Incident) -> Instant {
        let slowest = group.map { $0.expectedAt - now }.max() ?? .zero
        return max(incident.neededBy - slowest, now + .minutes(10))
    }

    /// Beyond what was approved the inbox asks; a larger envelope, or a later end, settles it.
    private mutating func watchEnvelope(_ room: Int?, wanted: Int, _ incident: Incident) {
        let isSpent = room.map { wanted >= max($0, 1) } ?? false
        if isSpent {
            raise(.envelopeSpent, incident: incident.id)
        } else {
            closeAlarms { $0.kind == .envelopeSpent && $0.incident == incident.id }
        }
    }

    /// When the pioneers don't suffice, the officer is asked once for the reserve, with the number it would take.
    private mutating func watchReserve(_ plan: CallOutPlan, _ incident: Incident) {
        let missing = plan.shortfalls.reduce(0) { $0 + max(0, $1.missingThousandths) }
        let isOpen = state.alarms.values.contains { $0.kind == .reserveNeeded && $0.incident == incident.id }
        let chance = TurnoutRate.prior(.reserve, TurnoutPeriod(at: now, zone: reference.settings.zone)).arrive
        let people = (missing + chance - 1) / max(chance, 1)
        if people >= 5, !isOpen {
            raise(.reserveNeeded, incident: incident.id, count: people)
        } else if people == 0, isOpen {
            closeAlarms { $0.kind == .reserveNeeded && $0.incident == incident.id }
        }
    }
}

/// What a wave depends on beside the time: while it stays the same, the decision would be the same.
struct WaveBasis: Equatable {
    var at: Instant
    private var stages = [Int](repeating: 0, count: CalloutStage.allCases.count)
    private var headcounts: [Int]
    private var reserveAllowed: Int
    private var neededBy: Instant
    /// Sites where work is stopped or over.
    private var closed: [SiteCode] = []

    init(_ incident: Incident, at now: Instant) {
        at = now
        for callout in incident.callouts.values { stages[callout.stage.rawValue] += 1 }
        headcounts = incident.needs.map(\.seats)
        reserveAllowed = incident.reserveAllowed
        neededBy = incident.neededBy
        for (code, site) in zip(incident.sites.keys, incident.sites.values)
        where site.stop != nil || site.stoodDownAt != nil { closed.append(code) }
    }
}
