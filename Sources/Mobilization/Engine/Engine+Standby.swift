/// Postures and standby notices: what warnings lead to. Nobody is ever called out by them.
extension Engine {
    /// An update puts a new warning in the place of those it refers to.
    mutating func supersede(_ alert: Alert, key: AlertKey) {
        for identifier in alert.references {
            let earlier = AlertKey(source: key.source, identifier: identifier)
            if earlier != key, state.warnings.contains(earlier) {
                record(.warningEnded(earlier, .superseded), by: .source(key.source))
            }
        }
    }

    /// Where as many warnings count as may, the least grave ends, of equals the oldest: each of them is looked at whenever
    /// one comes or goes.
    mutating func makeRoom(for key: AlertKey) {
        guard state.warnings.count >= Limits.warningsInForce, !state.warnings.contains(key) else { return }
        let least = zip(state.warnings.keys, state.warnings.values).min {
            ($0.1.posture, $0.1.colour?.rawValue ?? 0) < ($1.1.posture, $1.1.colour?.rawValue ?? 0)
        }
        if let least { record(.warningEnded(least.0, .crowdedOut)) }
    }

    /// Sets the posture that the warnings in force and the officer's word come to, and asks whom it asks to stand by.
    ///
    /// `key`: what changed; the posture is put down to it where no warning is left.
    mutating func reviewPosture(by key: AlertKey) {
        let posture = state.postureHeld ?? state.warnings.values.map(\.posture).max() ?? .normal
        if posture != state.posture {
            let gravest = state.storms.max { $0.posture < $1.posture }
            let reason = state.postureHeld == nil ? gravest?.gravest.key ?? key : key
            record(.postureSet(posture, by: reason), by: .source(reason.source))
            log(.info, "posture is now \(posture)")
        }
        if isRedStorm {
            raise(.redWarning)
        } else {
            closeAlarms { $0.kind == .redWarning }
        }
        if posture < .prepare { endStandby() } else { askToStandBy(by: key) }
    }

    /// Somewhere a danger is warned of in red, and the team stands by for it.
    private var isRedStorm: Bool {
        let warnings = state.warnings.values
        if warnings.contains(where: { $0.colour == .red && $0.posture >= .standby }) { return true }
        // One source may say how grave it is and another what is asked of the team.
        guard warnings.contains(where: { $0.colour == .red }),
            warnings.contains(where: { $0.posture >= .standby })
        else { return false }
        return state.storms.contains { $0.gravest.colour == .red && $0.posture >= .standby }
    }

    /// What is due because time passed: warnings that are over, and people who weren't to be woken at night.
    mutating func reviewWarnings() {
        let over = zip(state.warnings.keys, state.warnings.values).filter { _, warning in
            warning.expiresAt.map { $0 <= now } ?? false
        }.map(\.0)
        // The newest first: taking one from the front costs all behind it.
        for key in over.reversed() { record(.warningEnded(key, .expired)) }
        if let last = over.last { reviewPosture(by: last) }
        if state.posture < .prepare { endStandby() }
        if let key = state.warnings.keys.last, state.posture >= .prepare { askToStandBy(by: key) }
    }

    mutating func hold(_ posture: Posture?, note words: String, by actor: Actor) -> Done {
        record(.postureHeld(posture, note: words.isEmpty ? nil : keepNote(words)), by: actor)
        guard case .officer(let name) = actor else { return Done() }
        reviewPosture(by: AlertKey(source: name, identifier: "posture"))
        return Done(people: state.standby?.answers.count ?? 0)
    }

    // MARK: - Standby notices

    /// Each person is asked once while people stand by: a second text would cost a call-out its place in the day.
    private mutating func askToStandBy(by key: AlertKey) {
        let isHeld = state.postureHeld != nil
        let asked = state.warnings.values.map(\.notify).max() ?? .nobody
        var scope = isHeld ? .shipped(for: state.posture) : asked
        // 黄色 may wait for the morning, but for the leaders; 橙色 and 红色 don't.
        if localNow.isNight, state.posture < .standby { scope = min(scope, .leaders) }
        let known = state.standby?.answers
        let fresh = people(of: scope).filter { known?.contains($0.id) != true && !isEngaged($0.id) }
        guard !fresh.isEmpty else { return }
        record(.standbyAsked(PackedNumbers(fresh.map(\.id.number)), by: key))
        log(.info, "\(fresh.count) people are asked to stand by")
        let storm = state.storms.max { $0.notify < $1.notify }
        plan(
            Message(
                template: "standby", incident: nil, urgency: .followUp, notAfter: now + .hours(2),
                values: ["event": isHeld ? "应急" : storm?.gravest.noticeEvent ?? ""]),
            to: fresh)
    }

    private func people(of scope: NoticeScope) -> [Member] {
        let team = reference.roster.members.filter { $0.pool == .pioneer }
        switch scope {
        case .nobody: return []
        case .leaders: return team.filter { $0.level == .high }
        case .firstThird:
            let leaders = team.filter { $0.level == .high }
            let others = team.filter { $0.level < .high }.sorted { left, right in
                (distance(left), left.id) < (distance(right), right.id)
            }
            return leaders + others.prefix(team.count / 3)
        case .team: return team
        case .teamAndReserve: return reference.roster.members.filter { $0.pool != .walkIn }
        }
    }

    private func distance(_ member: Member) -> Double {
        StraightLine.distance_m(member.home ?? reference.settings.centre, reference.settings.centre)
    }

    private func isEngaged(_ member: MemberID) -> Bool {
        state.incidents.values.contains { incident in
            incident.callouts[member].map { $0.stage == .called || $0.stage.isUnaccounted } ?? false
        }
    }

    /// Never silently: whoever was asked hears that it is over; in the morning, where nobody is out at night anyway.
    private mutating func endStandby() {
        guard let standby = state.standby else { return }
        if localNow.isNight, state.incidents.isEmpty { return }
        let told = standby.answers.keys.filter { !isEngaged($0) && standby.answers[$0] != .cannot }
        let event = state.alerts.values.last { $0.isWarningInForce }?.noticeEvent ?? ""
        record(.standbyEnded)
        plan(
            Message(
                template: "standby.down", incident: nil, urgency: .courtesy,
                notAfter: now + .hours(2), values: ["event": event]),
            to: members(told))
    }

    /// 5 and 6 answer a standby notice. Where a call-out waits for an answer too they never answer that one: the person
    /// is asked back, and the officer's inbox isn't filled with hundreds of late answers to the notice.
    ///
    /// - Returns: false where nobody asked this person to stand by, so that it means something else.
    mutating func takeStandbyAnswer(_ meaning: ReplyMeaning, of member: MemberID) -> Bool {
        guard meaning == .received || meaning == .cannotStandBy, let answer = state.standby?.answers[member]
        else { return false }
        let canStandBy = meaning == .received
        if answer != (canStandBy ? .can : .cannot) {
            record(.standbyAnswered(member, canStandBy: canStandBy), by: .member(member))
        }
        let waiting = state.incidents.values.first { $0.callouts[member]?.stage == .called }
        if let waiting, let person = reference.roster[member] { askBack(person, waiting) }
        return true
    }
}

extension AlertRecord {
    /// 暴雨 with its colour, as a text names it.
    fileprivate var noticeEvent: String {
        let danger = Storm.danger(of: event)
        let colours: [WarningColour: String] = [.blue: "蓝色", .yellow: "黄色", .orange: "橙色", .red: "红色"]
        guard let colour, let name = colours[colour], danger != event else { return event }
        return danger + name + "预警"
    }
}
