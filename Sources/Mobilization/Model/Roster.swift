/// Everybody who may be called, with the look-ups the engine needs.
package struct Roster: Sendable {
    package let version: ReferenceVersion
    /// In a fixed order: the pioneers first, then the reserve, each by id.
    package let members: [Member]
    /// Levels of the last edition, of those members whose level differs now. Only at a start, when no roster is in force
    /// that this one could be compared with.
    package let levelsBefore: [MemberID: Level]
    private let placeByID: [MemberID: Int]
    private let placeByPhone: [String: Int]

    /// No two `members` have the same id or the same SMS number; the roster reader makes sure of both.
    package init(
        version: ReferenceVersion, members: [Member], levelsBefore: [MemberID: Level] = [:]
    ) {
        self.version = version
        self.levelsBefore = levelsBefore
        self.members = Self.inOrder(members)
        var byID: [MemberID: Int] = [:]
        var byPhone: [String: Int] = [:]
        byID.reserveCapacity(members.count)
        byPhone.reserveCapacity(members.count)
        for (place, member) in self.members.enumerated() {
            byID[member.id] = place
            for address in member.addresses where address.channel != .webhook {
                if byPhone[address.value] == nil { byPhone[address.value] = place }
            }
        }
        placeByID = byID
        placeByPhone = byPhone
    }

    /// Members are large, so their places are sorted, and nothing where they are in order already, as at each start.
    private static func inOrder(_ members: [Member]) -> [Member] {
        let keys = members.enumerated().map { ($1.pool == .pioneer ? 0 : 1, $1.id, $0) }
        if zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 }) { return members }
        return keys.sorted(by: <).map { members[$0.2] }
    }

    package static let empty = Roster(version: .none, members: [])

    package subscript(id: MemberID) -> Member? { placeByID[id].map { members[$0] } }

    /// The member whose phone this is, in E.164.
    package func member(phone: String) -> Member? { placeByPhone[phone].map { members[$0] } }

    /// Members whose name is exactly this; more than one when people share a name.
    package func members(named name: String) -> [Member] { members.filter { $0.name == name } }
}

/// Which edition of a piece of reference data was in force.
package struct ReferenceVersion: Sendable, Equatable, Codable, Hashable {
    /// Counted up by one for each edition that differs from the last; 0 before the first.
    package var number: Int
    /// The first 16 hexadecimal digits of the SHA-256 of the files it was read from.
    package var digest: String

    package init(number: Int, digest: String) {
        self.number = number
        self.digest = digest
    }

    package static let none = ReferenceVersion(number: 0, digest: "")
}
