/// Call-out waves: whom to call now, given who was called and what they said.
extension Engine {
    /// Calls as many people as the needs still miss. Does nothing when they miss nobody or calling isn't on.
    mutating func sendWave(_ id: IncidentID) {
        guard let incident = state.incidents[id], incident.dispatch == .running else { return }
        let plan = CallOutPlanner.plan(
            problem(for: incident, pools: allowedPools(incident)), roster: reference.roster)
        if !plan.invitations.isEmpty { callOut(plan.invitations, for: incident) }
        watchReserve(plan, incident)
    }

    /// What the planner is asked. Also for the dry run that an officer sees before a mass call.
    package func problem(for incident: Incident, pools: [Pool: Int]) -> PlanningProblem {
        var called = Set<MemberID>()
        for member in incident.callouts.keys { called.insert(member) }
        var engaged = Set<MemberID>()
        for other in state.incidents.values where other.id != incident.id {
            for callout in other.callouts.values where callout.stage.isUnaccounted || callout.stage == .called
            {
                engaged.insert(callout.member)
            }
        }
        let circleEnd = incident.openedAt + reference.rules.timers.circle
        return PlanningProblem(
            now: now, zone: reference.settings.zone, weather: .heavy, needs: planningNeeds(of: incident),
            excluded: called, engaged: engaged, mayInvite: pools,
            circleEnd: max(circleEnd, now + .minutes(30)),
            incidentCover: reference.settings.incidentCover, travelTimes: reference.travelTimes)
    }

    private func planningNeeds(of incident: Incident) -> [PlanningNeed] {
        ExpectedArrivals.missing(of: incident).compactMap { missing in
            guard missing.leaders > 0 || missing.workers >= 1000 || missing.minimum > 0,
                !incident.hasStoodDown(missing.need.site), incident.sites[missing.need.site]?.stop == nil,
                let site = reference.sites[missing.need.site]
            else { return nil }
            return PlanningNeed(
                id: missing.need.id, site: missing.need.site, position: site.position,
                rule: missing.need.rule,
                leadersMissing: missing.leaders, workersMissing: missing.workers,
                minimumMissing: missing.minimum, neededBy: max(incident.neededBy, now + .minutes(60)))
        }
    }

    private func allowedPools(_ incident: Incident) -> [Pool: Int] {
        let reserve =
            incident.reserveAllowed + reference.rules.budgets.reserveCeiling - incident.reserveCalled
        return [.pioneer: Limits.members, .reserve: max(0, reserve)]
    }

    private mutating func callOut(_ invitations: [Invitation], for incident: Incident) {
        let wave = incident.waves + 1
        let invited = invitations.map { invitation in
            Invited(
                member: invitation.member, need: invitation.need, site: invitation.site,
                role: invitation.role,
                pool: reference.roster[invitation.member]?.pool ?? .pioneer,
                expectedAt: invitation.expectedAt,
                chance: invitation.chance)
        }
        record(.waveSent(incident.id, wave: wave, invited))
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
        plan(
            Message(
                template: isLeader ? "leader.callout" : TextTemplates.calloutKey(for: need.rule.playbook),
                incident: incident, urgency: isLeader ? .leader : isScarce ? .scarce : .callout,
                notAfter: notAfter(group, incident),
                values: [
                    "t": clock(arrivalTarget(incident)), "muster": site.musterPoint, "site": site.name,
                    "task": need.rule.title,
                ]),
            to: members(group.map(\.member)))
    }

    /// The time that a call-out names: the end of the circle, or three quarters of an hour where that is too near.
    private func arrivalTarget(_ incident: Incident) -> Instant {
        min(incident.neededBy, max(incident.openedAt + reference.rules.timers.circle, now + .minutes(45)))
    }

    /// A call-out that leaves later can't bring the slowest of the group in time.
    private func notAfter(_ group: [Invited], _ incident: Incident) -> Instant {
        let slowest = group.map { $0.expectedAt - now }.max() ?? .zero
        return max(incident.neededBy - slowest, now + .minutes(10))
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
