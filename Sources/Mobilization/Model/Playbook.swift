/// A chapter of the operations manual: the standard for one task type.
package struct Playbook: Sendable, Equatable {
    package var slug: PlaybookSlug
    /// 1...7, the chapter's number.
    package var chapter: Int
    /// 物资搬运
    package var title: String
    package var titleEnglish: String
    /// Other words people use for it, such as 搬运, 沙袋.
    package var aliases: [String]
    /// Counted up with every change of the chapter.
    package var version: Int
    /// nil while the chapter is a draft (草案).
    package var approvedBy: String?
    package var approvedOn: CalendarDay?
    /// Below this many people work doesn't start. At least 2: nobody works alone.
    package var siteMinimum: Int
    /// Levels needed to work, to lead a group, and to lead a site where this is the only task.
    package var levels: LevelRule
    /// Skills without which nobody takes this task. Empty: none.
    package var requiredSkills: [Skill]
    /// Skills that rank a candidate higher.
    package var preferredSkills: [Skill]
    /// Inclusive age limits. Heavy tasks: 18...60.
    package var youngest: Int
    package var oldest: Int
    /// Heavy tasks and those in water need insurance valid on the day.
    package var needsInsurance: Bool
    package var isHeavy: Bool
    /// Hours a person works at most, 1...12.
    package var maximumShiftHours: Int
    /// First-aiders to send along with this task, and order keepers.
    package var firstAidersAlong: Int
    package var orderKeepersAlong: Int
    /// Work one person does in an hour, in `unit`. nil: this task is staffed by places, not by workload.
    package var ratePerPersonHour: Double?
    /// 袋, 人, 份 ...; empty when there is no rate.
    package var unit: String
    /// What the leader reports, such as 沙袋 in 袋.
    package var counters: [CounterDefinition]

    package init(
        slug: PlaybookSlug, chapter: Int, title: String, titleEnglish: String, aliases: [String],
        version: Int,
        approvedBy: String?, approvedOn: CalendarDay?, siteMinimum: Int, levels: LevelRule,
        requiredSkills: [Skill], preferredSkills: [Skill], youngest: Int, oldest: Int, needsInsurance: Bool,
        isHeavy: Bool, maximumShiftHours: Int, firstAidersAlong: Int, orderKeepersAlong: Int,
        ratePerPersonHour: Double?, unit: String, counters: [CounterDefinition]
    ) {
        self.slug = slug
        self.chapter = chapter
        self.title = title
        self.titleEnglish = titleEnglish
        self.aliases = aliases
        self.version = version
        self.approvedBy = approvedBy
        self.approvedOn = approvedOn
        self.siteMinimum = siteMinimum
        self.levels = levels
        self.requiredSkills = requiredSkills
        self.preferredSkills = preferredSkills
        self.youngest = youngest
        self.oldest = oldest
        self.needsInsurance = needsInsurance
        self.isHeavy = isHeavy
        self.maximumShiftHours = maximumShiftHours
        self.firstAidersAlong = firstAidersAlong
        self.orderKeepersAlong = orderKeepersAlong
        self.ratePerPersonHour = ratePerPersonHour
        self.unit = unit
        self.counters = counters
    }

    /// 草案 until somebody with a name and a date has approved it.
    package var isDraft: Bool { approvedBy == nil || approvedOn == nil }
}

package struct LevelRule: Sendable, Equatable, Codable {
    package var worker: Level
    package var group: Level
    package var lead: Level

    package init(worker: Level, group: Level, lead: Level) {
        self.worker = worker
        self.group = group
        self.lead = lead
    }
}

/// A figure that a site leader reports, with its unit.
package struct CounterDefinition: Sendable, Equatable, Codable {
    /// What is typed and stored, such as `bags`.
    package var slug: String
    /// 沙袋
    package var title: String
    /// 袋
    package var unit: String

    package init(slug: String, title: String, unit: String) {
        self.slug = slug
        self.title = title
        self.unit = unit
    }
}

/// The seven chapters in force.
package struct Manual: Sendable, Equatable {
    package var version: ReferenceVersion
    /// Exactly seven, by chapter number; the reader refuses another number.
    package var playbooks: [Playbook]

    package init(version: ReferenceVersion, playbooks: [Playbook]) {
        self.version = version
        self.playbooks = playbooks
    }

    package static let empty = Manual(version: .none, playbooks: [])

    package subscript(slug: PlaybookSlug) -> Playbook? { playbooks.first { $0.slug == slug } }
}
