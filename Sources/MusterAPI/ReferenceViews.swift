/// Which edition of a piece of reference data is in force.
package struct EditionView: Sendable, Equatable, Codable {
    /// Counted up with every change; 0: none read yet.
    package var number: Int
    /// The first 16 hexadecimal digits of the SHA-256 of the files.
    package var digest: String

    package init(number: Int, digest: String) {
        self.number = number
        self.digest = digest
    }
}

/// `GET /v1/roster?offset=&limit=`, and for officers `?names=full`.
package struct RosterView: Sendable, Equatable, Codable {
    package var sequence: Int64
    package var edition: EditionView
    /// When this edition came. nil: none has.
    package var adopted: Moment?
    package var total: Int
    package var byPool: [NamedCount]
    package var byLevel: [NamedCount]
    /// A person with two skills counts in both.
    package var bySkill: [NamedCount]
    /// Specialists in fire, medicine or counselling by the whole, in tenths of a percent.
    package var specialistShare: Int
    package var fullNames: Bool
    /// The place of the first row of `members`, from 0.
    package var offset: Int
    package var members: [RosterRow]

    package init(
        sequence: Int64, edition: EditionView, adopted: Moment? = nil, total: Int, byPool: [NamedCount],
        byLevel: [NamedCount],
        bySkill: [NamedCount], specialistShare: Int, fullNames: Bool, offset: Int, members: [RosterRow]
    ) {
        self.sequence = sequence
        self.edition = edition
        self.adopted = adopted
        self.total = total
        self.byPool = byPool
        self.byLevel = byLevel
        self.bySkill = bySkill
        self.specialistShare = specialistShare
        self.fullNames = fullNames
        self.offset = offset
        self.members = members
    }
}

package struct NamedCount: Sendable, Equatable, Codable {
    package var name: String
    package var words: Words
    package var count: Int

    package init(name: String, words: Words, count: Int) {
        self.name = name
        self.words = words
        self.count = count
    }
}

package struct RosterRow: Sendable, Equatable, Codable {
    /// The member's number, which commands take instead of a name.
    package var member: Int64
    /// Masked unless full names were asked for.
    package var name: String
    /// Only with full names.
    package var phone: String?
    package var pool: String
    /// `basic`, `middle` or `high`.
    package var level: String
    package var skills: [String]
    package var team: String
    /// `YYYY-MM-DD`; nil: not known, which counts as not insured.
    package var insuredUntil: String?
    package var firstAidUntil: String?
    /// The code of the open incident that the person is engaged in.
    package var engaged: String?
    /// Away now, or outside their stated hours now. nil: neither.
    package var availability: Words?

    package init(
        member: Int64, name: String, phone: String? = nil, pool: String, level: String, skills: [String],
        team: String, insuredUntil: String? = nil, firstAidUntil: String? = nil, engaged: String? = nil,
        availability: Words? = nil
    ) {
        self.member = member
        self.name = name
        self.phone = phone
        self.pool = pool
        self.level = level
        self.skills = skills
        self.team = team
        self.insuredUntil = insuredUntil
        self.firstAidUntil = firstAidUntil
        self.engaged = engaged
        self.availability = availability
    }
}

/// The answer to `POST /v1/roster`: what an import would do, or did.
package struct RosterImportReport: Sendable, Equatable, Codable {
    /// False: nothing was changed; send the same again with `?commit=true`.
    package var committed: Bool
    package var edition: EditionView?
    package var rows: Int
    package var added: Int
    package var changed: Int
    package var removed: Int
    /// Of removed people, those engaged in an open incident.
    package var removedEngaged: Int
    /// Nothing is taken while there is one.
    package var errors: [ProblemDetails.Place]
    package var warnings: [ProblemDetails.Place]
    package var sentence: Words
    /// Whose level it changes.
    package var levels: [LevelChangeRow]?

    package init(
        committed: Bool, edition: EditionView? = nil, rows: Int, added: Int, changed: Int, removed: Int,
        removedEngaged: Int, errors: [ProblemDetails.Place], warnings: [ProblemDetails.Place],
        sentence: Words, levels: [LevelChangeRow]? = nil
    ) {
        self.levels = levels
        self.committed = committed
        self.edition = edition
        self.rows = rows
        self.added = added
        self.changed = changed
        self.removed = removed
        self.removedEngaged = removedEngaged
        self.errors = errors
        self.warnings = warnings
        self.sentence = sentence
    }
}

/// `GET /v1/playbooks`: the seven chapters.
package struct PlaybooksView: Sendable, Equatable, Codable {
    package var edition: EditionView
    package var playbooks: [PlaybookRow]

    package init(edition: EditionView, playbooks: [PlaybookRow]) {
        self.edition = edition
        self.playbooks = playbooks
    }
}

package struct PlaybookRow: Sendable, Equatable, Codable {
    package var slug: String
    package var chapter: Int
    package var title: Words
    package var aliases: [String]
    package var version: Int
    /// 草案: nobody has approved it yet.
    package var draft: Bool
    package var approvedBy: String?
    package var approvedOn: String?
    package var siteMinimum: Int
    package var requiredSkills: [String]
    package var needsInsurance: Bool
    package var heavy: Bool
    package var unit: String
    package var counters: [CounterRow]

    package init(
        slug: String, chapter: Int, title: Words, aliases: [String], version: Int, draft: Bool,
        approvedBy: String? = nil, approvedOn: String? = nil, siteMinimum: Int, requiredSkills: [String],
        needsInsurance: Bool, heavy: Bool, unit: String, counters: [CounterRow]
    ) {
        self.slug = slug
        self.chapter = chapter
        self.title = title
        self.aliases = aliases
        self.version = version
        self.draft = draft
        self.approvedBy = approvedBy
        self.approvedOn = approvedOn
        self.siteMinimum = siteMinimum
        self.requiredSkills = requiredSkills
        self.needsInsurance = needsInsurance
        self.heavy = heavy
        self.unit = unit
        self.counters = counters
    }
}

package struct CounterRow: Sendable, Equatable, Codable {
    package var counter: String
    package var title: String
    package var unit: String

    package init(counter: String, title: String, unit: String) {
        self.counter = counter
        self.title = title
        self.unit = unit
    }
}

/// `GET /v1/sites`: 点位库.
package struct SitesView: Sendable, Equatable, Codable {
    package var edition: EditionView
    package var sites: [SiteBookRow]

    package init(edition: EditionView, sites: [SiteBookRow]) {
        self.edition = edition
        self.sites = sites
    }
}

package struct SiteBookRow: Sendable, Equatable, Codable {
    package var code: String
    package var name: String
    package var kind: String
    package var latitude: Double
    package var longitude: Double
    /// 集合点
    package var musterPoint: String
    /// 撤离点
    package var refuge: String
    package var entryRoad: String
    /// For officers only.
    package var contactName: String?
    package var contactPhone: String?
    /// Codes of the open incidents that need people there.
    package var incidents: [String]

    package init(
        code: String, name: String, kind: String, latitude: Double, longitude: Double, musterPoint: String,
        refuge: String, entryRoad: String, contactName: String? = nil, contactPhone: String? = nil,
        incidents: [String]
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.latitude = latitude
        self.longitude = longitude
        self.musterPoint = musterPoint
        self.refuge = refuge
        self.entryRoad = entryRoad
        self.contactName = contactName
        self.contactPhone = contactPhone
        self.incidents = incidents
    }
}
