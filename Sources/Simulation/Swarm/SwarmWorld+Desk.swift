import Mobilization
import MobilizationRuntime

/// Officers at work, tired and sometimes wrong; they look at the board, which may be old, and not at the truth.
extension SwarmWorld {
    static let officer = Account(name: "officer", roles: [.officer])
    static let leader = Account(name: "leader", roles: [.officer])

    func order(at now: Instant) {
        guard !isHealed else { return }
        next(.order, plan.orders, &deskDice)
        let account = deskDice.happens(300) ? Self.leader : Self.officer
        if deskDice.happens(plan.errors) {
            if let command = nonsense() { give(command, by: account, isNonsense: true) }
            return
        }
        guard let command = command(at: now) else { return }
        give(command, by: account)
    }

    /// Gives a command under a key of its own; an impatient officer presses return twice.
    func give(_ command: Command, by account: Account, isNonsense: Bool = false) {
        lastParcel += 1
        let mark = RequestMark(key: "k\(lastParcel)", actor: account.name, bodyDigest: "d\(lastParcel)")
        let times = deskDice.happens(100) ? 2 : 1
        for time in 0..<times {
            hand(
                in: .command(command, by: account), mark: mark, isNonsense: isNonsense,
                at: clock.now + .seconds(Int64(time)))
        }
    }

    private func command(at now: Instant) -> Command? {
        guard let board = boards.current else { return nil }
        let incidents = board.state.incidents.values
        guard let incident = deskDice.one(of: incidents) else {
            return deskDice.happens(200)
                ? .open(event: "暴雨内涝", demand: demand(), isDrill: deskDice.happens(400)) : nil
        }
        let site = deskDice.one(of: incident.sites.keys) ?? "F01"
        if deskDice.happens(500) { return sceneCommand(incident, site, now) }
        return deskCommand(incident, site, board, now)
    }

    private func sceneCommand(_ incident: Incident, _ site: SiteCode, _ now: Instant) -> Command? {
        let id = incident.id
        let people = incident.callouts.values
        let somebody = deskDice.one(of: people)?.member ?? MemberID(7)
        switch deskDice.below(14) {
        case 0:
            return .stop(incident: id, site: site, deskDice.one(of: Hazard.allCases) ?? .water, note: "水里有电")
        case 1: return .stop(incident: id, site: nil, .lightning, note: "")
        case 2, 3: return .resume(incident: id, site: site)
        case 4: return .headcount(incident: id, site: site, people: incident.callouts.present(at: site))
        case 5, 6: return .arrive(incident: id, site: site, members: [somebody], observedAt: nil)
        case 7: return .leaderTotal(incident: id, site: site, people: deskDice.below(20))
        case 8: return .move(incident: id, members: [somebody], site: site, playbook: nil)
        case 9: return .signOut(incident: id, members: [somebody])
        case 10: return .safe(incident: id, member: somebody, vouchedBy: "家属")
        case 11: return .standDown(incident: id, site: deskDice.happens(700) ? site : nil)
        case 12: return .reply(incident: id, member: somebody, meaning(), minutes: nil, note: "电话")
        default:
            let stranger = deskDice.one(of: reference.roster.members)?.id ?? MemberID(7)
            return .walkIn(incident: id, site: site, member: stranger, observedAt: nil)
        }
    }

    private func deskCommand(
        _ incident: Incident, _ site: SiteCode, _ board: Board, _ now: Instant
    ) -> Command? {
        let id = incident.id
        switch deskDice.below(16) {
        case 0, 1: return callAll(incident, board)
        case 2:
            let people = deskDice.from(1...15)
            return .call(incident: id, reserve: people, confirmed: people)
        case 3, 4, 5: return board.state.confirmations.last.map { .confirm($0.id) }
        case 6: return board.state.confirmations.last.map { .breakGlass($0.id, reason: "电话不通") }
        case 7:
            let people = deskDice.from(1...60)
            let envelope = Envelope(people: people, texts: nil, until: now + .hours(2))
            return .approve(incident: id, envelope, reserve: 0, confirmed: people)
        case 8: return .recall(incident: id, confirmed: incident.callouts.count, note: "误发")
        case 9: return .addNeed(incident: id, need())
        case 10: return .relieve(incident: id, site: site, people: 2, confirmed: 2)
        case 11: return .gates(.allowActing(incident: id))
        case 12: return deskDice.one(of: board.state.alarms.keys).map { .settle($0) }
        case 13: return .close(incident: id)
        case 14: return .endDemand(id, .met, answer: "够了")
        default:
            let member = deskDice.one(of: reference.roster.members)?.id ?? MemberID(7)
            return .gates(.enterAbsence(member, from: nil, until: now + .hours(5), note: "病假"))
        }
    }

    private func meaning() -> ReplyMeaning {
        deskDice.one(of: [.coming, .comingLate, .cannot, .setOut, .arrived, .withdrawnSafe, .home]) ?? .coming
    }

    /// The officer types what the plan shows. The plan may have changed by then, and it is refused.
    private func callAll(_ incident: Incident, _ board: Board) -> Command {
        let people = Engine(state: board.state, reference: board.reference)
            .preview(of: incident, reserve: 0).invitations.count
        return .call(incident: incident.id, reserve: 0, confirmed: people)
    }

    /// Wrong counts, people and places: each must be refused, whatever the state of things.
    private func nonsense() -> Command? {
        let id = boards.current?.state.incidents.keys.first ?? IncidentID(1)
        switch deskDice.below(11) {
        case 0: return .call(incident: id, reserve: 0, confirmed: 100_003)
        case 1: return .call(incident: id, reserve: 10, confirmed: 1000)
        case 2: return .recall(incident: id, confirmed: 99_999, note: "")
        case 3: return .relieve(incident: id, site: "F01", people: 3, confirmed: 30)
        case 4: return .stop(incident: id, site: "F99", .water, note: "")
        case 5: return .leaderTotal(incident: id, site: "F01", people: -1)
        case 6: return .safe(incident: id, member: MemberID(3), vouchedBy: "没有此人")
        case 7: return .confirm(987_654)
        case 8: return .close(incident: IncidentID(999_999))
        case 9: return .arrive(incident: id, site: "F01", members: [MemberID(3)], observedAt: nil)
        default:
            return .addNeed(
                incident: id, DemandedNeed(site: "F01", playbook: "nothing", headcount: 5, workload: nil))
        }
    }

    func need() -> DemandedNeed {
        DemandedNeed(
            site: deskDice.one(of: reference.sites.sites.map(\.code)) ?? "F01",
            playbook: deskDice.one(of: reference.manual.playbooks.map(\.slug)) ?? "first-aid",
            headcount: deskDice.from(1...12), workload: nil)
    }

    func demand() -> Demand {
        let needs = (1...deskDice.from(1...3)).map { _ in need() }
        var seen: [DemandedNeed] = []
        for need in needs
        where !seen.contains(where: { $0.site == need.site && $0.playbook == need.playbook }) {
            seen.append(need)
        }
        return Demand(
            requestedBy: SwarmTown.requester, needs: seen,
            neededBy: deskDice.happens(300) ? clock.now + deskDice.between(.minutes(40), .hours(4)) : nil)
    }
}
