import Mobilization
import MobilizationRuntime
import MusterAPI

/// What a command may look up while it is read: names, codes and times become what the engine knows.
struct CommandScope: Sendable {
    var call: Call
    var board: Board

    /// The incident in the path.
    ///
    /// A number that the board doesn't know yet goes on to the engine, which knows best.
    func incident() throws(ProblemDetails) -> IncidentID { try incident(named: call.parameter("id")) }

    /// The same for a name that stands elsewhere.
    func incident(named id: String) throws(ProblemDetails) -> IncidentID {
        if let incident = board.incident(named: id) { return incident.id }
        guard id.utf8.count != 4, let number = Int64(id) else { throw Problem.unknownIncident(id) }
        return IncidentID(number)
    }

    /// The member of this number or this name; among people who share a name, the one in this incident.
    ///
    /// - Throws: 404 when there is none, 409 with the numbers when there are several.
    func member(_ who: String) throws(ProblemDetails) -> MemberID {
        if let number = Int64(who) { return MemberID(number) }
        let named = board.reference.roster.members(named: who)
        if let only = named.first, named.count == 1 { return only.id }
        guard !named.isEmpty else { throw unknownName(who) }
        let callouts = board.incident(named: call.parameter("id"))?.callouts
        let here = named.filter { callouts?.contains($0.id) ?? false }
        if let only = here.first, here.count == 1 { return only.id }
        throw sharedName(who, (here.isEmpty ? named : here).map(\.id))
    }

    func members(_ names: [String]) throws(ProblemDetails) -> [MemberID] {
        var found: [MemberID] = []
        for name in names { found.append(try member(name)) }
        return found
    }

    /// `f01` is F01 where there is such a site.
    func site(_ code: String) -> SiteCode {
        board.reference.sites[code] != nil || board.reference.sites[code.uppercased()] == nil
            ? code : code.uppercased()
    }

    /// The slug of a chapter called by its slug, its title or an alias; what was written where none fits.
    func playbook(_ name: String) -> PlaybookSlug {
        let playbooks = board.reference.manual.playbooks
        if playbooks.contains(where: { $0.slug == name }) { return name }
        return playbooks.first { $0.title == name || $0.titleEnglish == name || $0.aliases.contains(name) }?
            .slug
            ?? name
    }

    /// The slug of a counter called by its slug or its title.
    func counter(_ name: String) -> String {
        let incident = board.incident(named: call.parameter("id"))
        let counters = incident?.needs.flatMap(\.rule.counters) ?? []
        if counters.contains(where: { $0.slug == name }) { return name }
        return counters.first { $0.title == name }?.slug ?? name
    }

    func need(_ body: NeedBody) -> DemandedNeed {
        DemandedNeed(
            site: site(body.site), playbook: playbook(body.playbook), headcount: body.headcount,
            workload: body.workload)
    }

    /// Notes are cut to what the store keeps.
    func note(_ text: String?) -> String { String((text ?? "").prefix(Limits.textCharacters)) }

    private func unknownName(_ name: String) -> ProblemDetails {
        Problem.make(
            404, "unknown_member", Words(zh: "查无此人", en: "Unknown member"), zh: "花名册没有“\(name)”：核对姓名，或用编号。",
            en: "Nobody on the roster is called \"\(name)\": check the name, or give the number.")
    }

    private func sharedName(_ name: String, _ ids: [MemberID]) -> ProblemDetails {
        let numbers = ids.prefix(8).map { "\($0)" }.joined(separator: ", ")
        return Problem.make(
            409, "name_is_shared", Words(zh: "重名", en: "Name is shared"),
            zh: "有\(ids.count)人叫“\(name)”：用编号（\(numbers)）。",
            en: "\(ids.count) people are called \"\(name)\": give the number (\(numbers)).")
    }
}
