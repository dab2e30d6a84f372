/// Drills: opened by the officer, marked in every text, and ended by the first real task.
extension Engine {
    mutating func perform(_ command: DrillCommand, by actor: Actor) throws(Refusal) -> Done {
        switch command {
        case .open(let kind, let event, let demand):
            return try openDrill(kind, event: event, demand, by: actor)
        case .test(let confirmed): return try startTest(confirmed: confirmed, by: actor)
        }
    }

    private mutating func openDrill(
        _ kind: DrillKind, event: String, _ demand: Demand, by actor: Actor
    ) throws(Refusal) -> Done {
        let done = try open(event, demand, isDrill: true, by: actor)
        if let id = done.incident { record(.drills(.kindSet(id, kind)), by: actor) }
        return done
    }

    /// Why a drill can't be held on the gateways there are: none takes drills, or some of its texts have no twin filed
    /// with the provider, who would refuse them on the day.
    func drillObjection() -> Refusal? {
        let taking = state.gateways.map(\.description).filter { $0.takesDrills && $0.channel == .sms }
        guard !taking.isEmpty else { return .drillNeedsGateway }
        let missing = taking.map { gateway in
            gateway.drillTexts.map { filed in
                TextTemplates.usedInDrills.filter { !filed.contains($0) }
            } ?? []
        }
        guard let fewest = missing.min(by: { $0.count < $1.count }), !fewest.isEmpty else { return nil }
        return .drillTextsMissing(fewest)
    }

    // MARK: - Pre-emption

    /// A real task ends every drill: whoever takes part is told, and can be called for real at once.
    mutating func preemptDrills(for real: Incident) {
        guard !real.isDrill else { return }
        for drill in state.incidents.values where drill.isDrill && drill.preemptedBy == nil {
            record(.drills(.preempted(drill.id, by: real.id)))
            closeAlarms { $0.incident == drill.id && $0.kind.isAboutCalling }
            let people = drill.callouts.values
            let out = people.filter { $0.stage == .enRoute || $0.stage.isPresent }.map(\.member)
            let waiting = people.filter { $0.stage == .called || $0.stage == .accepted }.map(\.member)
            reach(.returning, out, of: drill, .surplus)
            reach(.released, waiting, of: drill, .surplus)
            plan(
                Message(
                    template: "preempt", incident: state.incidents[drill.id] ?? drill, urgency: .leader,
                    notAfter: now + .minutes(30), values: [:]),
                to: members(out + waiting))
            log(.notice, "drill \(drill.code) is stopped: incident \(real.code) is real")
        }
    }

    /// Whoever takes a real place has left the drill, and is looked for in the real incident from now on.
    mutating func leaveDrills(_ member: MemberID, for incident: Incident) {
        guard !incident.isDrill else { return }
        for drill in state.incidents.values where drill.isDrill {
            if drill.callouts[member]?.stage.isUnaccounted == true {
                reach(.accounted, [member], of: drill, .surplus)
            }
        }
    }

    /// Figures that can be compared over the years; recorded when a drill is closed.
    mutating func recordDrill(_ incident: Incident) {
        guard incident.isDrill, let kind = incident.drillKind else { return }
        let called = incident.callouts.values.filter { $0.wave > 0 }
        func arrived(within interval: Interval) -> Int {
            incident.callouts.values.count { callout in
                callout.arrivedAt.map { $0 - incident.openedAt <= interval } ?? false
            }
        }
        let figures = incident.circleFigures
        record(
            .drills(
                .finished(
                    DrillRecord(
                        incident: incident.id, kind: kind, openedAt: incident.openedAt, closedAt: now,
                        required: incident.headcount, called: called.count,
                        answeredInFive: called.count { callout in
                            callout.answeredAt.map { $0 - callout.calledAt <= .minutes(5) } ?? false
                        },
                        accepted: called.count { $0.promisedAt != nil },
                        arrivedInForty: arrived(within: .minutes(40)),
                        arrivedInSixty: arrived(within: .minutes(60)), sites: figures.sites,
                        sitesReady: figures.sitesReady, isPreempted: incident.preemptedBy != nil))))
    }

    // MARK: - The monthly reachability test

    private mutating func startTest(confirmed: Int, by actor: Actor) throws(Refusal) -> Done {
        if let test = state.reachability { throw .testRunning(since: test.startedAt) }
        let team = reference.roster.members.filter { $0.pool == .pioneer }
        if confirmed != team.count { throw .countMismatch(typed: confirmed, actual: team.count) }
        record(.drills(.testStarted(PackedNumbers(team.map(\.id.number)))), by: actor)
        plan(
            Message(
                template: "testcall", incident: nil, urgency: .courtesy, notAfter: now + .hours(2),
                values: [:]),
            to: team)
        return Done(people: team.count)
    }

    /// A 5 answers the test where no call-out waits for an answer.
    ///
    /// - Returns: false where this person wasn't asked, or has answered already.
    mutating func takeTestAnswer(_ meaning: ReplyMeaning, of member: MemberID) -> Bool {
        guard meaning == .received, state.reachability?.answers[member] == 0,
            !state.incidents.values.contains(where: { $0.callouts[member]?.stage == .called })
        else { return false }
        record(.drills(.testAnswered(member)), by: .member(member))
        return true
    }

    /// A day after its start the test is over, and its figures stand.
    mutating func reviewTest() {
        guard let test = state.reachability, now - test.startedAt >= .hours(24) else { return }
        record(.drills(.testEnded))
    }
}

extension TextTemplates {
    /// The texts that a drill may send: all that are about an incident.
    package static let usedInDrills: [String] = keys.filter { key in
        !isSpoken(key)
            && !["standby", "standby.down", "testcall", "duty.alarm", "duty.confirm"].contains(key)
            && !key.hasPrefix("onekey.")
    }
}
