/// Sending is pulled: a gateway with free capacity gets the most urgent messages that are still right.
extension Engine {
    /// Hands waiting messages to gateways that have room, and records each as started before it leaves.
    mutating func dispatch() {
        for gateway in state.gateways where gateway.isUp {
            let room = credits[gateway.description.name] ?? 0
            if room > 0 { dispatch(to: gateway.description, room: room) }
        }
    }

    private mutating func dispatch(to gateway: GatewayDescription, room: Int) {
        let (chosen, dropped) = choice(for: gateway, room: room)
        for (ending, ids) in dropped {
            record(.attemptsDropped(PackedNumbers(ids.map(\.number)), ending))
        }
        guard !chosen.isEmpty else { return }
        record(.attemptsStarted(gateway.name, PackedNumbers(chosen.map(\.attempt.number))))
        credits[gateway.name] = room - chosen.count
        step.effects.append(contentsOf: chosen.map { .send($0) })
    }

    /// Apart from what records it: a pick holds the engine, and a state that somebody holds is copied when it
    /// changes.
    private func choice(
        for gateway: GatewayDescription, room: Int
    ) -> (chosen: [SendOrder], dropped: [(AttemptState, [AttemptID])]) {
        var pick = Pick(engine: self, gateway: gateway, room: room)
        pick.gather()
        return (pick.chosen, pick.dropped)
    }
}

/// The choice of what one gateway sends next; reads everything again at this last moment.
private struct Pick {
    let engine: Engine
    let gateway: GatewayDescription
    let room: Int
    var chosen: [SendOrder] = []
    var expired: [AttemptID] = []
    var superseded: [AttemptID] = []
    /// Texts chosen in this pick, so that a budget isn't overrun within one batch.
    private var chosenPerMember: [MemberID: Int] = [:]

    init(engine: Engine, gateway: GatewayDescription, room: Int) {
        self.engine = engine
        self.gateway = gateway
        self.room = room
    }

    var dropped: [(AttemptState, [AttemptID])] {
        [(.expired, expired), (.superseded, superseded)].filter { !$0.1.isEmpty }
    }

    mutating func gather() {
        let retries = retries()
        let takesNew = isFirstChoice(isDrill: false)
        let isDrilling = engine.state.isDrilling
        let takesNewDrills = isDrilling && gateway.takesDrills && isFirstChoice(isDrill: true)
        // Without a drill nobody has to look what each of thirty thousand messages belongs to.
        let mustTell = isDrilling && takesNew != takesNewDrills
        for urgency in Urgency.allCases {
            for attempt in retries where attempt.urgency == urgency {
                if chosen.count == room { return }
                consider(attempt)
            }
            guard takesNew || takesNewDrills else { continue }
            for id in engine.state.backlog.lane(gateway.channel, urgency).waiting {
                if chosen.count == room { return }
                guard let attempt = engine.state.attempts[id], attempt.state == .planned, attempt.isFresh,
                    !mustTell || engine.isOfDrill(attempt) == takesNewDrills
                else { continue }
                consider(attempt)
            }
        }
    }

    /// Messages that were tried before and may go now: the same gateway again where only it can tell, else another.
    ///
    /// They go before new ones of the same urgency, and never before more urgent ones: at a provider that throttles,
    /// a hundred call-outs may be waiting here when a stop comes.
    private func retries() -> [Attempt] {
        engine.state.backlog.retries.compactMap { id in
            guard let attempt = engine.state.attempts[id], attempt.channel == gateway.channel,
                attempt.notBefore.map({ $0 <= engine.now }) ?? true
            else { return nil }
            switch attempt.state {
            case .unknown: return gateway.keepsKeys && attempt.gateway == gateway.name ? attempt : nil
            case .planned:
                let mayTry = !attempt.avoid.contains(gateway.name) || !hasAlternative(for: attempt)
                return mayTry ? attempt : nil
            default: return nil
            }
        }
    }

    /// Of the gateways of a channel that are up and may carry it, the first configured takes what is new.
    private func isFirstChoice(isDrill: Bool) -> Bool {
        engine.state.carriers(of: gateway.channel, isDrill: isDrill).first?.description.name == gateway.name
    }

    private func hasAlternative(for attempt: Attempt) -> Bool {
        engine.state.carriers(of: gateway.channel, isDrill: engine.isOfDrill(attempt))
            .contains { !attempt.avoid.contains($0.description.name) }
    }

    private mutating func consider(_ attempt: Attempt) {
        if attempt.notAfter <= engine.now {
            expired.append(attempt.id)
            return
        }
        if engine.waitsForResumption(attempt) { return }
        guard engine.isStillRight(attempt), let address = engine.address(of: attempt) else {
            superseded.append(attempt.id)
            return
        }
        let isDrill = engine.isOfDrill(attempt)
        if isDrill, !gateway.takesDrills { return }
        guard isWithinBudget(attempt) else {
            superseded.append(attempt.id)
            return
        }
        chosen.append(
            SendOrder(
                attempt: attempt.id, gateway: gateway.name, channel: attempt.channel,
                key: AttemptKey.text(seed: engine.state.seed, attempt: attempt.id), address: address,
                text: attempt.text, urgency: attempt.urgency, isDrill: isDrill))
        if case .member(let member) = attempt.recipient { chosenPerMember[member, default: 0] += 1 }
    }

    /// Eight texts to a person in an hour, whatever happens; stop and help go out all the same.
    private func isWithinBudget(_ attempt: Attempt) -> Bool {
        guard attempt.urgency > .help, attempt.channel == .sms, attempt.state != .unknown,
            case .member(let member) = attempt.recipient, let contact = engine.state.contacts[member]
        else { return true }
        let budget = engine.reference.budgets(of: attempt.incident.flatMap { engine.state.incidents[$0] })
        let chosen = chosenPerMember[member] ?? 0
        if contact.count(within: .hours(1), of: engine.now) + chosen >= budget.textsPerHour { return false }
        let perDay = contact.count(within: .hours(24), of: engine.now) + chosen
        return perDay < budget.textsPerDay - (attempt.urgency >= .courtesy ? budget.heldBackPerDay : 0)
    }
}

extension State {
    /// The gateways of a channel that are up and may carry what is of a drill, or what is real, as they are configured.
    func carriers(of channel: Channel, isDrill: Bool) -> [GatewayState] {
        gateways.filter {
            $0.isUp && $0.description.channel == channel && (!isDrill || $0.description.takesDrills)
        }
    }

    fileprivate var isDrilling: Bool { incidents.values.contains(where: \.isDrill) }
}

extension Engine {
    func isOfDrill(_ attempt: Attempt) -> Bool {
        attempt.incident.flatMap { state.incidents[$0]?.isDrill } ?? false
    }

    func address(of attempt: Attempt) -> String? {
        switch attempt.recipient {
        case .member(let id): reference.roster[id]?.address(on: attempt.channel)
        case .duty(let role): dutyPerson(role)?.phone
        }
    }

    /// Whether it would send somebody to a site that is stopped: it waits until work is resumed, or its time is over.
    func waitsForResumption(_ attempt: Attempt) -> Bool {
        guard let id = attempt.incident, case .member(let member) = attempt.recipient,
            let incident = state.incidents[id], let callout = incident.callouts[member],
            incident.isStopped(callout.site)
        else { return false }
        return Self.asksToCome(attempt.template) || ["assigned", "ask", "move"].contains(attempt.template)
    }

    /// Asks somebody to come who hasn't answered so far.
    static func asksToCome(_ template: String) -> Bool {
        template.hasPrefix("callout.")
            || ["leader.callout", "voice.callout", "remind", "relief", "onekey.callout"].contains(template)
    }

    /// Whether what the message says still holds: the answer, the stage and the incident are read again.
    func isStillRight(_ attempt: Attempt) -> Bool {
        guard let id = attempt.incident else { return isStandbyStillRight(attempt) }
        guard let incident = state.incidents[id] else { return false }
        if incident.preemptedBy != nil {
            return ["preempt", "home", "help", "leader.help"].contains(attempt.template)
        }
        guard case .member(let member) = attempt.recipient, let callout = incident.callouts[member] else {
            return true
        }
        if Self.asksToCome(attempt.template) {
            return callout.stage == .called && !incident.hasStoodDown(callout.site)
                && incident.dispatch != .ended
        }
        if attempt.template.hasPrefix("stop.") { return incident.sites[callout.site]?.stop != nil }
        if attempt.template == "wait" { return incident.isWaiting(callout) }
        switch attempt.template {
        case "assigned", "ask", "move", "onekey.assigned":
            return callout.stage == .accepted || callout.stage == .enRoute
        case "late": return callout.stage == .accepted || callout.stage == .enRoute
        case "home": return callout.stage == .returning
        default: return true
        }
    }
}

extension Engine {
    /// A standby notice is right until the person has answered, was called, or nobody stands by any more.
    private func isStandbyStillRight(_ attempt: Attempt) -> Bool {
        guard attempt.template == "standby", case .member(let member) = attempt.recipient else { return true }
        return state.standby?.answers[member] == .asked
            && !state.incidents.values.contains { $0.callouts.contains(member) }
    }
}

extension Incident {
    package func hasStoodDown(_ site: SiteCode) -> Bool { sites[site]?.stoodDownAt != nil }
}
