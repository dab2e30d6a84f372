import Mobilization
import OperationsManual
import Testing

@Suite struct PlaybookReaderTests {
    @Test func `a chapter becomes the playbook that the engine takes`() throws {
        let reading = PlaybookReader.read(Example.chapter, file: "order.md")
        #expect(reading.said == [])
        let chapter = try #require(reading.value)
        #expect(
            chapter.playbook
                == Playbook(
                    slug: "order-keeping", chapter: 2, title: "秩序维护", titleEnglish: "Order keeping",
                    aliases: ["秩序", "交通"], version: 3, approvedBy: "主任",
                    approvedOn: CalendarDay(year: 2025, month: 6, day: 1), siteMinimum: 4,
                    levels: LevelRule(worker: .basic, group: .middle, lead: .high), requiredSkills: [],
                    preferredSkills: [.trafficGuide], youngest: 18, oldest: 60, needsInsurance: true,
                    isHeavy: false, maximumShiftHours: 6, firstAidersAlong: 0, orderKeepersAlong: 1,
                    ratePerPersonHour: 2.5, unit: "辆",
                    counters: [CounterDefinition(slug: "cars", title: "劝返车辆", unit: "辆")]))
        #expect(chapter.templates == ["callout.order-keeping"])
        #expect(chapter.body == "\n# 秩序维护\n")
        #expect(!chapter.playbook.isDraft)
    }

    @Test func `without approval a chapter is a draft`() throws {
        let text = Example.chapter.with("approved_by: 主任\napproved_on: 2025-06-01\n", "")
        let reading = PlaybookReader.read(text, file: "order.md")
        #expect(reading.said == [])
        #expect(try #require(reading.value).playbook.isDraft)
    }

    @Test func `a chapter of places has neither rate nor unit`() throws {
        let reading = PlaybookReader.read(Example.chapter.with("rate: 2.5\nunit: 辆\n", ""), file: "order.md")
        let playbook = try #require(reading.value).playbook
        #expect(playbook.ratePerPersonHour == nil)
        #expect(playbook.unit == "")
    }

    @Test func `line ends of Windows and a byte order mark change nothing`() {
        let windows = "\u{FEFF}" + Example.chapter.with("\n", "\r\n")
        let plain = PlaybookReader.read(Example.chapter, file: "order.md")
        #expect(PlaybookReader.read(windows, file: "order.md") == plain)
    }

    @Test(arguments: [
        (
            "site minimum: 4", "site minimum: 0",
            "order.md:10:15: \"site minimum\" is 0; at least 2 people are needed where nobody works alone, and at most"
                + " 2000 fit one need"
        ),
        (
            "site minimum: 4", "site minimum: \"4\"",
            "order.md:10:15: \"site minimum\" is \"4\", not a whole number"
        ),
        (
            "site minimum: 4", "site minium: 4",
            "order.md:10:1: unknown key \"site minium\"; did you mean \"site minimum\"?"
        ),
        ("chapter: 2", "chapter: 8", "order.md:3:10: \"chapter\" is 8; it must be from 1 to 7"),
        ("title: 秩序维护\n", "title:\n", "order.md:4:1: \"title\" is empty"),
        (
            "english title: Order keeping", "english title: yes",
            "order.md:5:16: \"english title\" is \"yes\", not text; put it in quotes if it is meant as text"
        ),
        (
            "slug: order-keeping", "slug: Order Keeping",
            "order.md:2:7: \"slug\" is \"Order Keeping\"; use small letters, digits and hyphens, such as order-keeping"
        ),
        (
            "aliases: [秩序, 交通]", "aliases: 秩序",
            "order.md:6:10: \"aliases\" is \"秩序\", not a list; write it like [one, two]"
        ),
        (
            "[秩序, 交通]", "[秩序, 7]",
            "order.md:6:15: \"aliases\" holds an entry that is 7, not text; put it in quotes if it is meant as text"
        ),
        (
            "[交通引导]", "[飞行]",
            "order.md:13:20: \"preferred skills\" holds an entry that is \"飞行\", a skill that is not known; known are 消防, 医疗,"
                + " 心理, 救护, 向导, 水泵操作, 交通引导"
        ),
        (
            "lead: 高级", "lead: 初级",
            "order.md:11:39: \"lead\" is lower than \"group\"; the site leader leads the groups"
        ),
        ("lead: 高级", "lead: 特级", "order.md:11:39: \"lead\" is \"特级\"; write 初级, 中级 or 高级"),
        (", lead: 高级", "", "order.md:11:9: \"lead\" is missing"),
        (
            "youngest: 18", "youngest: 16",
            "order.md:14:11: \"youngest\" is 16; only adults are called, so 18 or more"
        ),
        ("oldest: 60", "oldest: 17", "order.md:15:9: \"oldest\" is 17; it must be from 18 to 99"),
        (
            "youngest: 18", "youngest: 61",
            "order.md:15:9: \"oldest\" is 60, less than \"youngest\", which is 61"
        ),
        (
            "insurance: true", "insurance: yes",
            "order.md:16:12: \"insurance\" is \"yes\"; write true or false"
        ),
        (
            "longest shift: 6h", "longest shift: 6",
            "order.md:18:16: \"longest shift\" is 6, not a length of time; write it like 60s, 10min or 2h"
        ),
        (
            "longest shift: 6h", "longest shift: 13h",
            "order.md:18:16: \"longest shift\" is 13h; it must be from 1h to 12h"
        ),
        (
            "longest shift: 6h", "longest shift: 90min",
            "order.md:18:16: \"longest shift\" is no whole number of hours"
        ),
        (
            "approved_on: 2025-06-01\n", "",
            "order.md:8:14: \"approved_by\" stands without \"approved_on\"; an approval has a name and a date"
        ),
        (
            "2025-06-01", "2025-06-31",
            "order.md:9:14: \"approved_on\" is \"2025-06-31\", not a date; write it like 2025-06-01"
        ),
        ("unit: 辆\ncounters", "counters", "order.md:21:7: \"rate\" stands without \"unit\""),
        (
            "rate: 2.5", "rate: 0",
            "order.md:21:7: \"rate\" is 0; it must be more than 0; leave it out where places decide"
        ),
        (
            "[callout.order-keeping]", "[callout]x",
            "order.md:25:21: broken YAML: did not find expected key; while parsing a block mapping that began in line 2"
        ),
        (
            "[callout.order-keeping]", "[Call Out]",
            "order.md:25:13: \"templates\" holds an entry that is \"Call Out\"; template keys look like callout.first-aid"
        ),
        (
            "heavy: false\n", "heavy: false\nheavy: true\n",
            "order.md:17:1: \"heavy\" stands more than once; keep one"
        ),
        (
            "heavy: false\n", "heavy: [false\n",
            "order.md:18:14: broken YAML: did not find expected ',' or ']'; while parsing a flow sequence that began in line 17"
        ),
    ])
    func `a fault is named with its place`(old: String, new: String, expected: String) {
        let reading = PlaybookReader.read(Example.chapter.with(old, new), file: "order.md")
        #expect(reading.said.contains(expected), "\(reading.said)")
        #expect(reading.value == nil)
    }

    @Test func `keys that stand twice are named the same way each time`() {
        let words = "bent: 1\nbent: 2\ncut: 1\ncut: 2\n"
        let mappings = "? a: 1\n: 1\n? a: 1\n: 2\n? b: 1\n: 1\n? b: 1\n: 2\n"
        for _ in 1...20 {
            #expect(said(words) == ["order.md:18:1: \"bent\", \"cut\" stand more than once; keep one"])
            #expect(said(words + mappings) == ["order.md: \"bent\", \"cut\" stand more than once; keep one"])
            #expect(
                said(mappings) == [
                    "order.md: a key that is a list or a mapping stands more than once; keep one"
                ])
            #expect(
                said("!x cut: 1\n!x cut: 2\n!y cut: 1\n!y cut: 2\n")
                    == ["order.md: \"cut\" stands more than once; keep one"])
        }
        func said(_ lines: String) -> [String] {
            PlaybookReader.read(
                Example.chapter.with("heavy: false\n", "heavy: false\n" + lines), file: "order.md"
            )
            .said
        }
    }

    @Test func `all faults are named at once, in the order of the file`() {
        let text = Example.chapter.with("chapter: 2", "chapter: none").with("heavy: false\n", "")
            .with("oldest: 60", "oldest: sixty")
        #expect(
            PlaybookReader.read(text, file: "order.md").said == [
                "order.md:2:1: \"heavy\" is missing",
                "order.md:3:10: \"chapter\" is \"none\", not a whole number",
                "order.md:15:9: \"oldest\" is \"sixty\", not a whole number",
            ])
    }

    @Test(arguments: [
        (
            "# 秩序维护\n",
            "order.md:1:1: a chapter begins with a line \"---\", its figures, and another line \"---\""
        ),
        ("", "order.md:1:1: a chapter begins with a line \"---\", its figures, and another line \"---\""),
        ("---\nslug: a\n", "order.md:1:1: the figures begin here, but no second line \"---\" ends them"),
        ("---\n---\n", "order.md:1:1: the file is empty"),
        ("---\n- a\n---\n", "order.md:2:1: expected lines of the form \"key: value\", not a list"),
    ])
    func `a text without figures is no chapter`(text: String, expected: String) {
        #expect(PlaybookReader.read(text, file: "order.md").said == [expected])
    }

    @Test func `a chapter without words for people is taken with a warning`() {
        let text = Example.chapter.with("# 秩序维护", "")
        let reading = PlaybookReader.read(text, file: "order.md")
        #expect(reading.said == ["order.md: warning: the chapter has figures but no text for people"])
        #expect(reading.value != nil)
    }
}
