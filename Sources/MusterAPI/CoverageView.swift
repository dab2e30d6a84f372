/// `GET /v1/circle`: who could be where within the hour, in peace time. Nobody is called.
package struct CoverageView: Sendable, Equatable, Codable {
    package var asOf: Moment
    /// People of the committed team, and how many of them have no known home.
    package var pioneers: Int
    package var homesUnknown: Int
    /// Pioneers who are away now; they are counted all the same, because this is about the team, not about today.
    package var away: Int?
    /// What the times on the way were taken from.
    package var travel: Words
    /// The site whose weakest task is weakest first.
    package var sites: [CoverageRow]
    /// Skills that a chapter requires.
    package var skills: [SkillShareRow]
    /// What one more trained person would change; the one that helps most sites first.
    package var trainings: [TrainingRow]

    package init(
        asOf: Moment, pioneers: Int, homesUnknown: Int, travel: Words, sites: [CoverageRow],
        skills: [SkillShareRow], trainings: [TrainingRow], away: Int? = nil
    ) {
        self.asOf = asOf
        self.pioneers = pioneers
        self.homesUnknown = homesUnknown
        self.away = away
        self.travel = travel
        self.sites = sites
        self.skills = skills
        self.trainings = trainings
    }
}

/// One site.
package struct CoverageRow: Sendable, Equatable, Codable {
    package var site: String
    package var name: String
    /// The chapter with the fewest expected arrivals for its minimum. nil: the manual is empty.
    package var weakest: CoverageTask?
    /// All chapters, in the order of the manual.
    package var tasks: [CoverageTask]

    package init(site: String, name: String, weakest: CoverageTask?, tasks: [CoverageTask]) {
        self.site = site
        self.name = name
        self.weakest = weakest
        self.tasks = tasks
    }
}

/// One task at one site: people of the committed team within the hour who may take it.
package struct CoverageTask: Sendable, Equatable, Codable {
    /// The chapter's slug.
    package var playbook: String
    package var title: Words
    /// Below this many people work doesn't start.
    package var minimum: Int
    package var day: Int
    package var night: Int
    /// Who may lead it, by night.
    package var leadersNight: Int
    /// People of the reserve, by night; called only with approval.
    package var reserveNight: Int
    /// Expected arrivals of the committed team, in thousandths, on a working day or at night, where fewer.
    package var expected: Int
    /// Work is not expected to start within the hour.
    package var short: Bool

    package init(
        playbook: String, title: Words, minimum: Int, day: Int, night: Int, leadersNight: Int,
        reserveNight: Int, expected: Int, short: Bool
    ) {
        self.playbook = playbook
        self.title = title
        self.minimum = minimum
        self.day = day
        self.night = night
        self.leadersNight = leadersNight
        self.reserveNight = reserveNight
        self.expected = expected
        self.short = short
    }
}

/// How many of the committed team have a skill.
package struct SkillShareRow: Sendable, Equatable, Codable {
    package var name: String
    package var words: Words
    package var people: Int
    /// Thousandths of the team.
    package var share: Int
    /// Under the line of 15 %.
    package var short: Bool

    package init(name: String, words: Words, people: Int, share: Int, short: Bool) {
        self.name = name
        self.words = words
        self.people = people
        self.share = share
        self.short = short
    }
}

/// What it would change if this person were trained.
package struct TrainingRow: Sendable, Equatable, Codable {
    package var playbook: String
    package var title: Words
    package var member: Int64
    /// Masked.
    package var name: String
    /// What the person lacks: certificate, level or skill.
    package var lacks: Words
    /// Sites that are short and within the person's hour.
    package var sites: [String]
    /// Of them the weakest, with its expected arrivals before and after, in thousandths.
    package var weakest: String
    package var before: Int
    package var after: Int

    package init(
        playbook: String, title: Words, member: Int64, name: String, lacks: Words, sites: [String],
        weakest: String, before: Int, after: Int
    ) {
        self.playbook = playbook
        self.title = title
        self.member = member
        self.name = name
        self.lacks = lacks
        self.sites = sites
        self.weakest = weakest
        self.before = before
        self.after = after
    }
}
