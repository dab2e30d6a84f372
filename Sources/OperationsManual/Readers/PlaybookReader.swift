package import Mobilization
import Yams

/// A chapter as people read it, with the figures that the engine takes from it.
package struct Chapter: Sendable, Equatable {
    package var file: String
    package var playbook: Playbook
    /// Keys of the message templates that the chapter uses, such as `callout.evacuation`.
    package var templates: [String]
    /// The Markdown below the front matter.
    package var body: String

    package init(file: String, playbook: Playbook, templates: [String], body: String) {
        self.file = file
        self.playbook = playbook
        self.templates = templates
        self.body = body
    }
}

/// Reads a chapter of the operations manual: Markdown below, the figures in YAML between two `---` lines
/// above.
///
/// | key | is |
/// |---|---|
/// | slug, chapter, title, english title, version | who the chapter is |
/// | aliases, templates | lists of words; may be absent |
/// | approved_by, approved_on | both or neither; without them the chapter is a draft (草案) |
/// | site minimum | people below which work doesn't start, 2 or more |
/// | levels | worker, group, lead: 初级, 中级 or 高级 |
/// | required skills, preferred skills | lists; may be absent |
/// | youngest, oldest | inclusive, in years; 18 or more |
/// | insurance, heavy | true or false |
/// | longest shift | 1h to 12h |
/// | first aiders along, order keepers along | 0 or more |
/// | rate | per person and hour; absent where places decide, not work |
/// | unit | the unit of `rate`; present with it, absent without |
/// | counters | slug, title, unit each |
package enum PlaybookReader {
    /// Reads one chapter.
    ///
    /// - Parameters:
    ///   - text: Markdown with front matter.
    ///   - file: How the diagnostics name the text.
    /// - Returns: The chapter, or everything that is wrong with it.
    package static func read(_ text: String, file: String) -> Reading<Chapter> {
        let complaints = Complaints(file: file)
        guard let (yaml, body) = split(text, complaints), let block = YAMLDocument.root(of: yaml, complaints)
        else {
            return complaints.reading(nil)
        }
        let playbook = playbook(from: block)
        let templates = block.optional("templates", YAMLValue.list(of: templateKey)) ?? []
        block.finish()
        if !body.contains(where: { !$0.isWhitespace }) {
            complaints.warning("the chapter has figures but no text for people")
        }
        return complaints.reading(
            playbook.map { Chapter(file: file, playbook: $0, templates: templates, body: body) })
    }

    /// The front matter with its line numbers kept, and what follows it.
    private static func split(_ text: String, _ complaints: Complaints) -> (yaml: String, body: String)? {
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        if let first = lines.first, first.first == "\u{FEFF}" { lines[0] = first.dropFirst() }
        func isFence(_ line: Substring) -> Bool {
            line.hasPrefix("---") && line.dropFirst(3).allSatisfy(\.isWhitespace)
        }
        guard let first = lines.first, isFence(first) else {
            complaints.error(
                "a chapter begins with a line \"---\", its figures, and another line \"---\"", line: 1,
                column: 1)
            return nil
        }
        guard let end = lines.indices.dropFirst().first(where: { isFence(lines[$0]) }) else {
            complaints.error(
                "the figures begin here, but no second line \"---\" ends them", line: 1, column: 1)
            return nil
        }
        // An empty line in the place of the fence keeps the parser's line numbers those of the file.
        let yaml = "\n" + lines[1..<end].joined(separator: "\n") + "\n"
        return (yaml, lines[(end + 1)...].joined(separator: "\n"))
    }

    private static func playbook(from block: YAMLBlock) -> Playbook? {
        let slug = block.required("slug", slug)
        let chapter = block.required("chapter", YAMLValue.integer(in: 1...7))
        let title = block.required("title", YAMLValue.text)
        let titleEnglish = block.required("english title", YAMLValue.text)
        let aliases = block.optional("aliases", YAMLValue.list(of: YAMLValue.text)) ?? []
        let version = block.required("version", YAMLValue.integer(in: 1...1_000_000))
        let approval = approval(from: block)
        let siteMinimum = block.required(
            "site minimum",
            YAMLValue.integer(
                in: 2...Limits.headcountPerNeed,
                because:
                    "at least 2 people are needed where nobody works alone, and at most 2000 fit one need"))
        let levels = levels(from: block)
        let requiredSkills = block.optional("required skills", YAMLValue.list(of: skill)) ?? []
        let preferredSkills = block.optional("preferred skills", YAMLValue.list(of: skill)) ?? []
        let ages = ages(from: block)
        let insurance = block.required("insurance", YAMLValue.truth)
        let heavy = block.required("heavy", YAMLValue.truth)
        let shift = block.required("longest shift", YAMLValue.duration(in: .hours(1) ... .hours(12)))
        let firstAiders = block.required("first aiders along", YAMLValue.integer(in: 0...100))
        let orderKeepers = block.required("order keepers along", YAMLValue.integer(in: 0...100))
        let work = rate(from: block)
        let counters = counters(from: block)
        if let shift, shift.milliseconds % Interval.hours(1).milliseconds != 0 {
            block.error("longest shift", "is no whole number of hours")
        }
        guard let slug, let chapter, let title, let titleEnglish, let version, let siteMinimum, let levels,
            let ages, let insurance, let heavy, let shift, let firstAiders, let orderKeepers
        else { return nil }
        return Playbook(
            slug: slug, chapter: chapter, title: title, titleEnglish: titleEnglish, aliases: aliases,
            version: version, approvedBy: approval?.by, approvedOn: approval?.on, siteMinimum: siteMinimum,
            levels: levels, requiredSkills: requiredSkills, preferredSkills: preferredSkills,
            youngest: ages.lowerBound, oldest: ages.upperBound, needsInsurance: insurance, isHeavy: heavy,
            maximumShiftHours: Int(shift.wholeMinutes / 60), firstAidersAlong: firstAiders,
            orderKeepersAlong: orderKeepers, ratePerPersonHour: work.rate, unit: work.unit, counters: counters
        )
    }

    private static func approval(from block: YAMLBlock) -> (by: String, on: CalendarDay)? {
        let approver = block.optional("approved_by", YAMLValue.text)
        let day = block.optional("approved_on", YAMLValue.day)
        switch (block.has("approved_by"), block.has("approved_on")) {
        case (true, false):
            block.error("approved_by", "stands without \"approved_on\"; an approval has a name and a date")
        case (false, true):
            block.error("approved_on", "stands without \"approved_by\"; an approval has a name and a date")
        default: break
        }
        guard let approver, let day else { return nil }
        return (approver, day)
    }

    private static func levels(from block: YAMLBlock) -> LevelRule? {
        guard let levels = block.block("levels", isRequired: true) else { return nil }
        let worker = levels.required("worker", level)
        let group = levels.required("group", level)
        let lead = levels.required("lead", level)
        levels.finish()
        guard let worker, let group, let lead else { return nil }
        if group < worker { levels.error("group", "is lower than \"worker\"; who leads can do the work") }
        if lead < group { levels.error("lead", "is lower than \"group\"; the site leader leads the groups") }
        return LevelRule(worker: worker, group: group, lead: lead)
    }

    private static func ages(from block: YAMLBlock) -> ClosedRange<Int>? {
        let youngest = block.required(
            "youngest", YAMLValue.integer(in: 18...99, because: "only adults are called, so 18 or more"))
        let oldest = block.required("oldest", YAMLValue.integer(in: 18...99))
        guard let youngest, let oldest else { return nil }
        guard youngest <= oldest else {
            block.error("oldest", "is \(oldest), less than \"youngest\", which is \(youngest)")
            return nil
        }
        return youngest...oldest
    }

    private static func rate(from block: YAMLBlock) -> (rate: Double?, unit: String) {
        let rate = block.optional(
            "rate",
            YAMLValue.number(
                in: 0.01...100_000, because: "it must be more than 0; leave it out where places decide"))
        let unit = block.optional("unit", YAMLValue.text)
        if block.has("rate"), !block.has("unit") { block.error("rate", "stands without \"unit\"") }
        if block.has("unit"), !block.has("rate") { block.error("unit", "stands without \"rate\"") }
        return (rate, rate == nil ? "" : unit ?? "")
    }

    private static func counters(from block: YAMLBlock) -> [CounterDefinition] {
        var counters: [CounterDefinition] = []
        for entry in block.blocks("counters") {
            let slug = entry.required("slug", slug)
            let title = entry.required("title", YAMLValue.text)
            let unit = entry.required("unit", YAMLValue.text)
            entry.finish()
            guard let slug, let title, let unit else { continue }
            if counters.contains(where: { $0.slug == slug || $0.title == title }) {
                entry.error("slug", "is \"\(slug)\", and an earlier counter has this slug or title already")
            }
            counters.append(CounterDefinition(slug: slug, title: title, unit: unit))
        }
        return counters
    }

    private static func slug(_ node: Node) throws -> String {
        let word = try YAMLValue.text(node)
        guard Naming.isSlug(word) else {
            throw Fault("is \"\(word)\"; use small letters, digits and hyphens, such as order-keeping")
        }
        return word
    }

    private static func templateKey(_ node: Node) throws -> String {
        let word = try YAMLValue.text(node)
        guard
            word.split(separator: ".", omittingEmptySubsequences: false).allSatisfy({
                Naming.isSlug(String($0))
            })
        else { throw Fault("is \"\(word)\"; template keys look like callout.first-aid") }
        return word
    }

    private static func level(_ node: Node) throws -> Level {
        let word = try YAMLValue.characters(node)
        guard let level = Words.level(word) else {
            throw Fault("is \(YAMLValue.describe(node)); write 初级, 中级 or 高级")
        }
        return level
    }

    private static func skill(_ node: Node) throws -> Skill {
        let word = try YAMLValue.text(node)
        guard let skill = Words.skill(word) else {
            let known = Skill.allCases.map(Words.name).joined(separator: ", ")
            throw Fault("is \"\(word)\", a skill that is not known; known are \(known)")
        }
        return skill
    }
}
