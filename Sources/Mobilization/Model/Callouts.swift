/// Everybody ever called for one incident, in the order of their calls, with the counts that each answer asks for.
///
/// The counts are made from the call-outs and never stored, so that they can't differ from them.
package struct Callouts: Sendable {
    private var table = Ordered<MemberID, Callout>()
    private var promisedOfNeed: [NeedID: Int] = [:]
    private var presentAtSite: [SiteCode: Int] = [:]
    /// Members called as leaders of a site, in the order of `table`.
    private var leadersOfSite: [SiteCode: [MemberID]] = [:]

    package init() {}

    package var keys: [MemberID] { table.keys }
    package var values: Pieces<Callout> { table.values }
    package var count: Int { table.count }
    package var isEmpty: Bool { table.isEmpty }

    package func contains(_ member: MemberID) -> Bool { table.contains(member) }

    /// How many people count towards a need: promised, on the way, or there.
    package func promised(_ need: NeedID) -> Int { promisedOfNeed[need, default: 0] }

    /// How many people are at a site or its refuge.
    package func present(at site: SiteCode) -> Int { presentAtSite[site, default: 0] }

    /// Call-outs of those who were called to lead a site, in the order of their calls.
    package func leaders(of site: SiteCode) -> [Callout] {
        leadersOfSite[site, default: []].compactMap { table[$0] }
    }

    /// A call-out is changed or added, never removed: setting nil does nothing.
    package subscript(member: MemberID) -> Callout? {
        get { table[member] }
        set {
            guard let newValue else { return }
            if let before = table[member] { count(before, by: -1) }
            table[member] = newValue
            count(newValue, by: 1)
        }
    }

    /// Changes the call-out of `member` where it stands. Does nothing when there is none.
    package mutating func update(_ member: MemberID, _ change: (inout Callout) -> Void) {
        guard let before = table[member] else { return }
        table.update(member, change)
        guard let after = table[member], Counted(after) != Counted(before) else { return }
        count(before, by: -1)
        count(after, by: 1)
    }

    package mutating func reserveCapacity(_ capacity: Int) { table.reserveCapacity(capacity) }

    /// What the counts look at.
    private struct Counted: Equatable {
        var need: NeedID
        var site: SiteCode
        var role: Role
        var stage: CalloutStage

        init(_ callout: Callout) {
            need = callout.need
            site = callout.site
            role = callout.role
            stage = callout.stage
        }
    }

    private mutating func count(_ callout: Callout, by change: Int) {
        if callout.stage.isPromised { promisedOfNeed[callout.need, default: 0] += change }
        if callout.stage.isPresent { presentAtSite[callout.site, default: 0] += change }
        guard callout.role == .leader else { return }
        leadersOfSite[callout.site, default: []].removeAll { $0 == callout.member }
        guard change > 0, let place = table.place(of: callout.member) else { return }
        let behind = leadersOfSite[callout.site, default: []].firstIndex { member in
            table.place(of: member).map { $0 > place } ?? false
        }
        leadersOfSite[callout.site, default: []].insert(
            callout.member, at: behind ?? leadersOfSite[callout.site, default: []].endIndex)
    }
}

extension Callouts: Equatable {
    package static func == (left: Callouts, right: Callouts) -> Bool { left.table == right.table }
}

extension Callouts: Codable {
    package init(from decoder: any Decoder) throws {
        let decoded = try Ordered<MemberID, Callout>(from: decoder)
        table = decoded
        for callout in decoded.values { count(callout, by: 1) }
    }

    package func encode(to encoder: any Encoder) throws { try table.encode(to: encoder) }
}
