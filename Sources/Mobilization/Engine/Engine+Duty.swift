/// Alarms: the inbox, and waking people until one of them answers.
extension Engine {
    /// Puts a matter into the inbox and, where it can't wait, wakes the officer at once.
    ///
    /// A second matter of the same kind about the same thing is not raised while the first is open.
    mutating func raise(
        _ kind: AlarmKind, incident: IncidentID? = nil, member: MemberID? = nil, site: SiteCode? = nil,
        gateway: GatewayName? = nil, text: TextRef? = nil, count: Int? = nil, source: String? = nil,
        insteadOf earlier: Alarm? = nil
    ) {
        let isKnown = state.alarms.values.contains {
            $0.kind == kind && $0.incident == incident && $0.member == member && $0.site == site
                && $0.gateway == gateway && $0.source == source && $0.text == nil
        }
        if isKnown, text == nil { return }
        var alarm = Alarm(id: AlarmID(state.next.alarm), kind: kind, raisedAt: now)
        alarm.incident = incident
        alarm.member = member
        alarm.site = site
        alarm.gateway = gateway
        alarm.source = source
        alarm.text = text
        alarm.count = count
        if let earlier {
            alarm.woken = earlier.woken
            alarm.wokenAt = earlier.wokenAt
            alarm.acknowledgedAt = earlier.acknowledgedAt
        }
        record(.alarmRaised(alarm))
        if kind.wakes, earlier == nil { wake(alarm) }
    }

    mutating func closeAlarms(where isOver: (Alarm) -> Bool) {
        for alarm in state.alarms.values where isOver(alarm) { record(.alarmClosed(alarm.id)) }
    }

    /// Wakes the next link of the chain for every alarm whose time has come.
    mutating func continueChains() {
        for alarm in state.alarms.values {
            let timers = reference.timers(of: alarm.incident.flatMap { state.incidents[$0] })
            if let due = Deadlines.nextWaking(alarm, timers: timers), due <= now {
                wake(alarm)
            }
        }
    }

    private mutating func wake(_ alarm: Alarm) {
        let roles = alarm.kind.chain
        guard alarm.woken.count < roles.count else { return }
        let role = roles[alarm.woken.count]
        record(.dutyWoken(alarm.id, role))
        // A centre may have no director; the chain then ends with the leader in charge.
        guard dutyPerson(role) != nil else { return }
        guard let channel = wakingChannel else {
            log(.error, "the \(role) can't be woken: no gateway for calls or texts is up")
            return
        }
        if isWakingAlready(role, beside: alarm) { return }
        let text = keep(wakingWords(alarm), as: .message)
        record(
            .attemptsPlanned(
                PlannedAttempts(
                    firstID: AttemptID(state.next.attempt), incident: nil, channel: channel,
                    template: alarm.kind == .confirmationNeeded ? "duty.confirm" : "duty.alarm",
                    urgency: .help, notAfter: now + .minutes(30),
                    members: PackedNumbers(), duty: role, texts: PackedNumbers(CollectionOfOne(text.number))))
        )
    }

    /// Whether this person was woken moments ago and hasn't answered: a second matter then waits in the inbox with
    /// the first, because thirty calls in a minute hide the one that counts. A call for help always rings.
    private func isWakingAlready(_ role: DutyRole, beside alarm: Alarm) -> Bool {
        // A code must arrive, and so must the word of a glass broken.
        guard ![.help, .confirmationNeeded, .glassBroken].contains(alarm.kind) else { return false }
        return state.alarms.values.contains { other in
            guard other.id != alarm.id, other.kind.wakes, let place = other.woken.firstIndex(of: role) else {
                return false
            }
            return now - other.wokenAt[place] < Self.wakingPause
        }
    }

    /// One text or call to a person on duty in this time, whatever happens beside calls for help.
    private static let wakingPause = Interval.minutes(5)

    /// A call wakes people, a text may not; where there is no voice gateway a text must do.
    private var wakingChannel: Channel? {
        let served = state.gateways.filter(\.isUp).map(\.description.channel)
        return [.voice, .sms].first { served.contains($0) }
    }

    private func wakingWords(_ alarm: Alarm) -> String {
        let code = alarm.incident.flatMap { state.incidents[$0]?.code } ?? ""
        let confirmation = state.confirmations.last { $0.incident == alarm.incident }
        if alarm.kind == .confirmationNeeded, let confirmation {
            return TextTemplates.fitted(
                "duty.confirm", language: .chinese,
                values: [
                    "t": localNow.clock, "what": code + AlarmWords.short(alarm.kind, count: alarm.count),
                    "pin": secondPersonsCode(confirmation),
                ])
        }
        return TextTemplates.fitted(
            "duty.alarm", language: .chinese,
            values: ["t": localNow.clock, "what": code + AlarmWords.short(alarm.kind, count: alarm.count)])
    }

    func dutyPerson(_ role: DutyRole) -> DutyPerson? {
        switch role {
        case .officer: reference.rota.shift(at: now)?.officer
        case .leaderInCharge: reference.rota.shift(at: now)?.leaderInCharge
        case .director: reference.rota.director
        }
    }

    /// A text from a duty phone stops the waking; the matter stays in the inbox until somebody settles it.
    ///
    /// - Returns: false when the phone belongs to nobody on duty, or the text isn't about a matter that waits.
    mutating func acknowledgeByText(from phone: String, _ meaning: ReplyMeaning) -> Bool {
        let roles = DutyRole.allCases.filter { dutyPerson($0)?.phone == phone }
        guard !roles.isEmpty else { return false }
        let waiting = state.alarms.values.filter { alarm in
            alarm.acknowledgedAt == nil && alarm.woken.contains { roles.contains($0) }
        }
        for alarm in waiting { record(.alarmAcknowledged(alarm.id), by: .officer("duty phone")) }
        return !waiting.isEmpty || meaning == .received
    }
}

/// What an alarm is about, short enough for a text.
package enum AlarmWords {
    package static func short(_ kind: AlarmKind, count: Int?) -> String {
        let number = count.map { "\($0)" } ?? ""
        return switch kind {
        case .help: "队员求助"
        case .headcountMissing: "停工后未报清点"
        case .headcountMismatch: "清点人数不符"
        case .memberMissing: "队员失联"
        case .homeOverdue: "队员未报平安"
        case .demandCancelled: "需求已撤销"
        case .leaderAsks: "负责人请示"
        case .dispatchHeld: "即将呼叫\(number)人"
        case .dispatchAwaitsOfficer: "等批准呼叫\(number)人"
        case .reserveNeeded: "需后备\(number)人"
        case .confirmationNeeded: "呼叫后备\(number)人"
        case .leaderNotReached: "负责人未答复"
        case .gatewayDown: "通道中断"
        case .feedSilent: "告警源无消息"
        case .replyUnclear: "回复看不懂"
        case .outcomeUnknown: "发送结果不明"
        case .numberFailed: "号码发不通"
        case .alertUnmatched: "预警未处理"
        case .redWarning: "红色预警请双岗"
        case .envelopeSpent: "批准额度用完"
        case .leaderLate: "负责人将晚到"
        case .homeCallUnanswered: "一键呼叫无人应"
        case .streetCalls: "同街\(number)起一键呼叫"
        case .sendingLags: "\(number)条呼叫未发出"
        case .shiftOver: "\(number)人将到班时"
        case .contactNeeded: "请联系队员家属"
        case .glassBroken: "一人批准后备\(number)人"
        case .demandRevised: "需求有变"
        case .handoverOpen: "交接待接班"
        case .followUp: "到期事项"
        case .absenceTold: "队员短信请假"
        case .insuranceEnding: "\(number)人保险将到期"
        case .storeFailed: "存储磁盘出错"
        case .spaceLow: "磁盘只剩\(number)MB"
        case .actingLeaders: "\(number)处代理负责人待准许"
        case .reloadRefused: "新配置有错未采用"
        }
    }
}
