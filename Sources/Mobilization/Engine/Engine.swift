/// Decides. Takes one input at a time and says what happened, what to do and what to answer.
///
/// Pure: no clock, no chance but hashed chance, no input or output. Owned by the driver; not shared. The host
/// must make a step's facts durable before it performs the effects, and after a failed commit throw this
/// engine away and rebuild one from the log.
package struct Engine: Sendable {
    package private(set) var state: State
    package internal(set) var reference: Reference
    /// Free capacity that gateways announced and that no order has used. No part of the state: after a restart
    /// the gateways announce again. Looked up by name only.
    package var credits: [GatewayName: Int] = [:]
    /// What each incident's last wave was decided from. No part of the state: after a restart it is decided anew.
    /// Looked up by id only.
    var waveBases: [IncidentID: WaveBasis] = [:]
    /// The day on which everybody's insurance was last looked at. No part of the state: after a restart it is looked at
    /// again, and told once.
    var insuranceLookedOn: CalendarDay?
    /// When each alert source was last heard, repeats and unreadable ones included. No part of the state: after a restart
    /// what was written down counts. Looked up by name only.
    var heard: [String: Instant] = [:]
    /// What the step under way has come to so far.
    var step = Step()
    /// The time of the step under way.
    private(set) var now: Instant
    /// The number of the next text of the step under way.
    private var nextText: Int64 = 1

    /// `state` is as recovered, or a new one.
    package init(state: State, reference: Reference) {
        self.state = state
        self.reference = reference
        now = state.lastEventAt
    }

    /// Decides about one input, and hands out what gateways have room for.
    ///
    /// `instant` is not before the last step's; an earlier one is taken as that.
    package mutating func handle(_ input: Input, at instant: Instant) -> Step {
        begin(at: instant)
        decide(input)
        dispatch()
        return step
    }

    /// The same for one of several inputs that come together: what they lead to is handed out once, by `dispatch(at:)`
    /// after the last of them.
    package mutating func decide(_ input: Input, at instant: Instant) -> Step {
        begin(at: instant)
        decide(input)
        return step
    }

    /// Hands out what gateways have room for.
    package mutating func dispatch(at instant: Instant) -> Step {
        begin(at: instant)
        dispatch()
        return step
    }

    private mutating func begin(at instant: Instant) {
        step = Step()
        now = max(now, max(instant, state.lastEventAt))
        nextText = state.next.text
    }

    private mutating func decide(_ input: Input) {
        switch input {
        case .cameUp: comeUp()
        case .reference(let change): adopt(change)
        case .gatewaysConfigured(let descriptions): configure(descriptions)
        case .reload(let changes, let reload, let actor): take(changes, reload, by: actor)
        case .reloadRefused(let problems, let words, let actor):
            refuseReload(problems: problems, words: words, by: actor)
        case .commandHeard(let heard): hear(heard)
        case .alert(let alert, let source, let raw):
            hear(from: source)
            take(alert, from: source, raw: raw)
        case .unreadableAlert(let source, let raw):
            hear(from: source)
            keepUnreadable(raw, from: source)
        case .command(let command, let account): obey(command, by: account)
        case .gatewayReady(let gateway, let count): credits[gateway, default: 0] += count
        case .settled(let gateway, let outcomes): settle(outcomes, by: gateway)
        case .gatewayDown(let gateway, let reason): lose(gateway, reason: reason)
        case .gatewayUp(let gateway): regain(gateway)
        case .receipt(let receipt, let gateway): take(receipt, from: gateway)
        case .reply(let reply, let gateway): take(reply, from: gateway)
        case .clockStepped(let interval): record(.clockStepped(by: interval))
        case .store(let report, let actor): take(report, by: actor)
        case .tick: review()
        }
    }

    /// When the engine wants to be called next with `tick`, if nothing else comes. nil: not at all.
    package var nextDeadline: Instant? {
        let due = Deadlines.next(state: state, now: now, timers: reference.rules.timers)
        return [due, nextInsuranceLook, nextFeedLook].compactMap(\.self).min()
    }

    /// Writes a fact down and lets it change the state: the only way to either.
    mutating func record(_ event: Event, by actor: Actor = .engine) {
        let fact = Fact(at: now, actor: actor, event: event)
        state.apply(fact)
        step.facts.append(fact)
    }

    /// Puts words beside the log; the caller records an event that refers to them.
    mutating func keep(_ words: String, as kind: TextKind) -> TextRef {
        let ref = TextRef(nextText)
        nextText += 1
        step.texts.append(PlannedText(ref: ref, kind: kind, words: words))
        return ref
    }

    mutating func log(_ priority: LogLine.Priority, _ words: String) {
        step.effects.append(.log(LogLine(priority, words)))
    }

    var localNow: LocalTime { reference.settings.zone.local(now) }

    func clock(_ instant: Instant) -> String { reference.settings.zone.local(instant).clock }
}

// MARK: - Coming up

extension Engine {
    private mutating func comeUp() {
        if state.sequence == 0 { record(.storeFounded(seed: reference.settings.seed)) }
        let lost = state.attempts.values.filter { $0.state == .started }.map(\.id.number)
        if !lost.isEmpty {
            record(.outcomesLost(PackedNumbers(lost)))
            log(
                .notice,
                "\(lost.count) messages were on the wire when the process ended; their outcome is unknown")
        }
        // Whoever starts has read all files whole.
        closeAlarms { $0.kind == .reloadRefused }
    }

    mutating func adopt(_ change: ReferenceChange) {
        let kind: ReferenceKind
        let version: ReferenceVersion
        var levels: [LevelChange] = []
        switch change {
        case .roster(let roster):
            levels = levelChanges(to: roster)
            reference.roster = roster
            (kind, version) = (.roster, roster.version)
        case .manual(let manual):
            reference.manual = manual
            (kind, version) = (.manual, manual.version)
        case .sites(let sites):
            reference.sites = sites
            (kind, version) = (.sites, sites.version)
        case .rules(let rules):
            reference.rules = rules
            (kind, version) = (.rules, rules.version)
        case .rota(let rota):
            reference.rota = rota
            (kind, version) = (.rota, rota.version)
        case .travelTimes(let table):
            reference.travelTimes = counted(table)
            (kind, version) = (.travelTimes, reference.travelTimes.version)
        case .feeds(let feeds):
            reference.settings.feeds = feeds
            return
        }
        if state.editions[kind] != version { record(.referenceAdopted(kind, version)) }
        if !levels.isEmpty { record(.gates(.levelsChanged(levels))) }
        if kind == .roster || kind == .sites { requestTravelTimes() }
    }

    private mutating func configure(_ descriptions: [GatewayDescription]) {
        invariant(
            Set(descriptions.map(\.name)).count == descriptions.count, "gateway names are unique")
        if state.gateways.map(\.description) != descriptions || state.gateways.contains(where: { !$0.isUp }) {
            record(.gatewaysConfigured(descriptions))
        }
    }
}
