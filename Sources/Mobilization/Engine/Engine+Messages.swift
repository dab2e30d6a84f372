/// Words on their way: rendering, batching and planning of messages.
extension Engine {
    /// One message to several members of an incident, with the same values for all of them.
    struct Message {
        var template: String
        var incident: Incident?
        var urgency: Urgency
        var notAfter: Instant
        var values: [String: String]
    }

    /// Plans one attempt for each member: on `channel`, nil: on the first of their channels that some gateway serves.
    mutating func plan(_ message: Message, to members: [Member], on channel: Channel? = nil) {
        let wanted = channel
        let isDrill = message.incident?.isDrill ?? false
        for channel in Channel.allCases {
            let group = members.filter { (wanted ?? preferredChannel(of: $0, isDrill)) == channel }
            guard !group.isEmpty else { continue }
            var texts: [Language: TextRef] = [:]
            for language in Language.allCases where group.contains(where: { $0.language == language }) {
                texts[language] = keep(words(of: message, language: language), as: .message)
            }
            record(
                .attemptsPlanned(
                    PlannedAttempts(
                        firstID: AttemptID(state.next.attempt), incident: message.incident?.id,
                        channel: channel,
                        template: message.template, urgency: message.urgency, notAfter: message.notAfter,
                        members: PackedNumbers(group.map(\.id.number)), duty: nil,
                        texts: PackedNumbers(group.compactMap { texts[$0.language]?.number }))))
        }
    }

    private func words(of message: Message, language: Language) -> String {
        var values = message.values
        for name in TextTemplates.placeholders(of: message.template, language: language)
        where values[name] == nil { values[name] = commonValue(name, message.incident, language) }
        return TextTemplates.fitted(
            message.template, language: language, values: values, isDrill: message.incident?.isDrill ?? false)
    }

    /// Values that mean the same in every text.
    private func commonValue(_ name: String, _ incident: Incident?, _ language: Language) -> String {
        switch name {
        case "duty": reference.settings.dutyPhone
        case "lead": language == .chinese ? "现场指挥" : "site command"
        case "event": incident?.event ?? ""
        case "code": incident?.code ?? ""
        case "t": localNow.clock
        default: ""
        }
    }

    private func preferredChannel(of member: Member, _ isDrill: Bool) -> Channel? {
        member.channels.first { channel in
            state.gateways.contains {
                $0.description.channel == channel && (!isDrill || $0.description.takesDrills)
            }
        }
    }

    /// Members of the roster by id; people who left the team since are no longer written to.
    func members(_ ids: [MemberID]) -> [Member] { ids.compactMap { reference.roster[$0] } }

    // MARK: - The messages of a mobilization

    /// Where to go and whom to report to.
    mutating func sendAssignment(_ callout: Callout, of incident: Incident) {
        if incident.micro != nil {
            sendAddress(callout, of: incident)
            return
        }
        guard let site = reference.sites[callout.site] else { return }
        if incident.isStopped(callout.site) {
            // Where to go follows when work is resumed; nobody is sent into what others had to leave.
            send("wait", about: callout.site, of: incident, to: [callout.member], urgency: .help)
            return
        }
        let leader = incident.leader(at: callout.site).flatMap { reference.roster[$0.member] }
        var values = ["muster": site.musterPoint, "site": site.name]
        // Nobody is sent to look for themselves; where nobody leads so far, the command on site is asked for.
        if let leader, leader.id != callout.member { values["lead"] = leader.name }
        plan(
            Message(
                template: "assigned", incident: incident, urgency: .followUp, notAfter: now + .minutes(60),
                values: values),
            to: members([callout.member]))
        if callout.role == .leader {
            plan(
                Message(
                    template: "leader.grammar", incident: incident, urgency: .followUp,
                    notAfter: now + .minutes(60), values: ["site": site.name]),
                to: members([callout.member]))
        }
    }

    /// A question or a notice about one site to some of its people.
    mutating func send(
        _ template: String, about site: SiteCode, of incident: Incident, to ids: [MemberID], urgency: Urgency,
        values: [String: String] = [:], within interval: Interval = .minutes(30)
    ) {
        guard let place = reference.place(site, of: incident), !ids.isEmpty else { return }
        var all = ["site": place.name, "muster": place.musterPoint, "refuge": place.refuge]
        all.merge(values) { _, given in given }
        plan(
            Message(
                template: template, incident: incident, urgency: urgency, notAfter: now + interval,
                values: all),
            to: members(ids))
    }
}
