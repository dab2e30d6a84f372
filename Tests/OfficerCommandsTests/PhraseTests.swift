import MusterAPI
import Testing

@testable import OfficerCommands

@Suite struct PhraseTests {
    @Test(arguments: Phrase.allCases)
    func `a phrase says the same facts in both languages`(_ phrase: Phrase) {
        let words = phrase.words
        // A phrase that no table holds would say its own name.
        #expect(words.zh != phrase.rawValue && !words.zh.isEmpty && !words.en.isEmpty)
        #expect(places(words.zh) == places(words.en))
    }

    @Test func `no Chinese column title is English by mistake`() {
        for phrase in Phrase.allCases where phrase.rawValue.hasPrefix("column") {
            #expect(phrase.words.zh.unicodeScalars.allSatisfy { $0.value > 0x2E80 }, "\(phrase)")
            #expect(phrase.words.en.utf8.allSatisfy { $0 < 0x80 }, "\(phrase)")
        }
    }

    @Test func `values are filled in by number, and what stands in them is left alone`() {
        #expect(Language.zh.say(.presentOf, ["3", "5"]) == "到场 3/5")
        #expect(Language.en.say(.needQuestion, ["0417", "{2}", "F01"]).contains("F01 at once, {2} are"))
    }

    @Test(arguments: [
        (["LANG": "zh_CN.UTF-8"], Language.zh), (["LANG": "en_GB.UTF-8"], .en), ([:], .en),
        (["LANG": "C"], .en),
        (["LANG": "zh_CN.UTF-8", "LC_ALL": "C"], .en), (["LANG": "C", "LC_MESSAGES": "zh_TW"], .zh),
        (["LANG": "zh_CN", "LC_ALL": ""], .zh),
    ])
    func `the language follows the locale`(_ environment: [String: String], _ language: Language) {
        #expect(Language(environment: environment) == language)
    }

    private func places(_ text: String) -> Set<Substring> {
        Set(text.matches(of: /\{[0-9]\}/).map(\.output))
    }
}
