package import Mobilization

/// A person with a phone, as the simulation moves them about.
package struct SimulatedMember: Sendable, Equatable {
    /// In E.164. All chance about this person hangs on it, so the order of a roster changes nothing.
    package var phone: String
    package var pool: Pool
    package var level: Level
    /// Keeps the kit ready, and so leaves sooner.
    package var hasFirstAid: Bool
    package var home: Coordinate
    package var transport: TransportMode

    package init(
        phone: String, pool: Pool, level: Level = .basic, hasFirstAid: Bool = false, home: Coordinate,
        transport: TransportMode = .ebike
    ) {
        self.phone = phone
        self.pool = pool
        self.level = level
        self.hasFirstAid = hasFirstAid
        self.home = home
        self.transport = transport
    }

    /// nil for a member without a number for texts. Whose home isn't known lives at `centre`.
    package init?(_ member: Member, centre: Coordinate) {
        guard let phone = member.address(on: .sms) else { return nil }
        self.init(
            phone: phone, pool: member.pool, level: member.level, hasFirstAid: member.firstAidUntil != nil,
            home: member.home ?? centre, transport: member.transport)
    }

    /// The digits of the phone as one number.
    var chanceID: Int64 {
        phone.utf8.reduce(0) { number, byte in
            (48...57).contains(byte) ? number &* 10 &+ Int64(byte - 48) : number
        }
    }
}
