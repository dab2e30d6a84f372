import Mobilization
import Testing

@testable import Simulation

struct TextReadingTests {
    static let gists: [(String, TextReading.Gist)] = [
        ("callout.material-handling", .callout), ("callout.order-keeping", .callout),
        ("callout.psych-support", .callout), ("callout.evacuation", .callout),
        ("callout.water-clearing", .callout), ("callout.relief-distribution", .callout),
        ("callout.first-aid", .callout), ("callout.zero-variable", .callout),
        ("leader.callout", .leaderCallout), ("leader.grammar", .leaderGrammar), ("assigned", .assigned),
        ("ask", .ask), ("late", .late), ("remind", .callout), ("full", .full), ("move", .move),
        ("cancel", .cancel), ("recall", .cancel), ("stop.water", .stop), ("stop.power", .stop),
        ("stop.lightning", .stop), ("stop.other", .stop), ("resume", .resume), ("help", .other),
        ("unclear", .unclear), ("standby", .standby), ("standby.down", .other), ("relief", .callout),
        ("standdown", .standDown), ("standdown.psych-support", .standDown),
        ("standdown.water-clearing", .standDown), ("home", .home), ("testcall", .test), ("preempt", .preempt),
        ("onekey.callout", .oneKeyCallout), ("onekey.assigned", .oneKeyAssigned), ("voice.callout", .callout),
        ("leader.help", .other), ("duty.alarm", .dutyAlarm),
    ]

    @Test(arguments: gists)
    func `people understand every text in both languages`(template: String, gist: TextReading.Gist) {
        for language in Language.allCases {
            let reading = TextReading(People.text(template, language: language), sites: People.sites)
            #expect(reading.gist == gist, "\(template) in \(language)")
        }
    }

    @Test func `a text that asks nobody to come is never read as a call-out`() {
        for template in TextTemplates.keys where !TextReadingTests.gists.contains(where: { $0.0 == template })
        {
            let text = TextTemplates.words(of: template, language: .chinese) ?? ""
            #expect(!TextReading(text, sites: People.sites).asksToCome || text.contains("回1"), "\(template)")
        }
    }

    @Test(arguments: Language.allCases)
    func `the place and code of a call-out are found in its words`(language: Language) {
        let reading = TextReading(
            People.text("callout.first-aid", site: 1, at: "07:30", code: "0816", language: language),
            sites: People.sites)
        #expect(reading.site == 1)
        #expect(reading.code == "0816")
        #expect(reading.minuteOfDay == 450)
        #expect(reading.teachesLate)
    }

    @Test func `a duty phone is not taken for a code`() {
        #expect(TextReading(People.text("assigned"), sites: People.sites).code == nil)
    }

    @Test(arguments: Language.allCases)
    func `of two places in a change the new one counts`(language: Language) {
        let reading = TextReading(People.text("move", site: 1, language: language), sites: People.sites)
        #expect(reading.site == 1)
    }

    @Test func `a place cut short to fit is still recognised`() {
        #expect(TextReading("请到北郊桥东停找王建国签到。出发回2", sites: People.sites).site == 0)
    }
}

struct HandwritingTests {
    @Test func `every untidy way to write a digit is one that the reply grammar takes`() throws {
        for language in Language.allCases {
            for digit in [0, 1, 2, 3, 4, 5, 6, 8, 9] {
                for pick in 0..<12 {
                    for code in [nil, "0417"] {
                        let words = Handwriting.untidy(digit, code: code, language: language, pick: pick)
                        #expect(ReplyGrammar.parse(words).meaning == ReplyMeaning(digit: digit), "\(words)")
                    }
                }
            }
        }
    }

    @Test func `what is meant to be unclear is`() {
        for language in Language.allCases {
            for pick in 0..<8 {
                let words = Handwriting.unclear(language, pick: pick)
                #expect(ReplyGrammar.parse(words).meaning == .unclear, "\(words)")
            }
        }
    }
}
