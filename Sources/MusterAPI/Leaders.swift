/// `GET /v1/incidents/{id}/leaders`: who leads each site.
package struct LeadersView: Sendable, Equatable, Codable {
    /// The incident's four digits.
    package var code: String
    package var asOf: Moment
    /// People of middle level may lead, by the officer's word.
    package var actingAllowed: Bool
    /// Sites that only wait for that word.
    package var awaiting: [String]
    package var sites: [LeaderRow]

    package init(code: String, asOf: Moment, actingAllowed: Bool, awaiting: [String], sites: [LeaderRow]) {
        self.code = code
        self.asOf = asOf
        self.actingAllowed = actingAllowed
        self.awaiting = awaiting
        self.sites = sites
    }
}

package struct LeaderRow: Sendable, Equatable, Codable {
    package var site: String
    package var name: String
    /// nil: nobody has promised to lead there.
    package var member: Int64?
    /// Masked.
    package var leader: String?
    /// `leading`, `acting`, `awaits_word`, `shared`, `asked` or `none`.
    package var state: String
    package var stateWords: Words
    /// The site whose leader it is, where `state` is `shared`.
    package var with: String?
    /// How far the leader is. nil: nobody.
    package var stageWords: Words?
    /// Sites near enough to share a leader with, where this one has none.
    package var near: [String]

    package init(
        site: String, name: String, member: Int64? = nil, leader: String? = nil, state: String,
        stateWords: Words, with: String? = nil, stageWords: Words? = nil, near: [String] = []
    ) {
        self.site = site
        self.name = name
        self.member = member
        self.leader = leader
        self.state = state
        self.stateWords = stateWords
        self.with = with
        self.stageWords = stageWords
        self.near = near
    }
}

/// `POST /v1/incidents/{id}/leaders`: names a site's leader, or shares one.
package struct LeaderBody: Sendable, Equatable, Codable {
    package var site: String
    /// A name that only one member has, or a member's number. nil with `with`.
    package var member: String?
    /// The near site whose leader leads this one, too. nil with `member`.
    package var with: String?

    package init(site: String, member: String? = nil, with: String? = nil) {
        self.site = site
        self.member = member
        self.with = with
    }
}

/// What a plan says where leaders are short.
package struct PlanLeaders: Sendable, Equatable, Codable {
    /// Sites that have a leader, in the order in which they can open.
    package var openFirst: [String]
    /// Sites with an acting leader.
    package var acting: [String]
    /// The officer has allowed them.
    package var actingAllowed: Bool
    /// Sites without a leader of their own, with the near site whose leader could lead both.
    package var sharable: [PlanLeaderPair]
    /// Sites without any leader.
    package var none: [String]

    package init(
        openFirst: [String], acting: [String], actingAllowed: Bool, sharable: [PlanLeaderPair], none: [String]
    ) {
        self.openFirst = openFirst
        self.acting = acting
        self.actingAllowed = actingAllowed
        self.sharable = sharable
        self.none = none
    }
}

package struct PlanLeaderPair: Sendable, Equatable, Codable {
    package var site: String
    package var with: String

    package init(site: String, with: String) {
        self.site = site
        self.with = with
    }
}
