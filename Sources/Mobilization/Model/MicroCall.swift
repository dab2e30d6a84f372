/// A micro incident: one home, a pair of first-aiders from next door.
package struct MicroCall: Sendable, Equatable, Codable {
    /// The place of its one need; no site of the book.
    package static let site: SiteCode = "HOME"
    /// How many go: never one alone.
    package static let pair = 2

    /// What the first text names.
    package var community: String
    /// Rounded to about 100 m.
    package var position: Coordinate
    /// The address, beside the log until the incident is closed.
    package var address: TextRef
    /// The home was silent and nobody pressed a button.
    package var isAnomaly: Bool
    /// The incident with sites that was open when the call came, such as a flood. nil: none was, or it was stored
    /// before this was kept.
    package var during: IncidentID?

    package init(
        community: String, position: Coordinate, address: TextRef, isAnomaly: Bool,
        during: IncidentID? = nil
    ) {
        self.community = community
        self.position = Coordinate(
            latitude: (position.latitude * 1000).rounded() / 1000,
            longitude: (position.longitude * 1000).rounded() / 1000)
        self.address = address
        self.isAnomaly = isAnomaly
        self.during = during
    }

    /// The home as a place to go to.
    package var place: Site {
        Site(
            code: Self.site, name: community, kind: "", position: position, musterPoint: community,
            refuge: community)
    }
}

extension Reference {
    /// A site of the book, or the home of a micro incident.
    package func place(_ code: SiteCode, of incident: Incident) -> Site? {
        if code == MicroCall.site, let micro = incident.micro { return micro.place }
        return sites[code]
    }
}
