import Testing

@testable import Mobilization

struct TextTemplatesTests {
    static let languages = Language.allCases

    /// Every place filled with the longest value it is counted with.
    static func worstCase(_ key: String, _ language: Language) -> [String: String] {
        var values: [String: String] = [:]
        for place in TextTemplates.placeholders(of: key, language: language) {
            values[place] = TextTemplates.longestValue(of: place, language: language) ?? "?"
        }
        return values
    }

    @Test func `both languages have the same keys, and every place has a longest value`() {
        #expect(TextTemplates.chinese.keys.sorted() == TextTemplates.english.keys.sorted())
        for key in TextTemplates.keys {
            for language in Self.languages {
                for place in TextTemplates.placeholders(of: key, language: language) {
                    #expect(
                        TextTemplates.longestValue(of: place, language: language) != nil, "\(key) {\(place)}")
                }
            }
        }
    }

    @Test(arguments: TextTemplates.keys)
    func `every text and its drill twin is one message at its worst fill`(key: String) {
        for isDrill in [false, true] where !TextTemplates.isSpoken(key) {
            let chinese = TextTemplates.rendered(
                key, language: .chinese, values: Self.worstCase(key, .chinese), isDrill: isDrill)
            #expect((TextTemplates.chineseSignature + chinese).utf16.count <= 70, "\(chinese)")
            let english = TextTemplates.rendered(
                key, language: .english, values: Self.worstCase(key, .english), isDrill: isDrill)
            let length = Segmentation.length(of: english)
            #expect(length.alphabet == .gsm7 && length.units <= 160, "\(english)")
        }
    }

    @Test(arguments: TextTemplates.keys)
    func `no text holds a second signature or half-width punctuation`(key: String) {
        let chinese = TextTemplates.words(of: key, language: .chinese) ?? ""
        #expect(!chinese.contains { "【】,;!?()".contains($0) }, "\(chinese)")
        #expect(!chinese.contains("封控") && !chinese.contains("速到"))
    }

    @Test(arguments: TextTemplates.keys)
    func `a text that somebody sends back is never taken for a stop, an acceptance or a cry for help`(
        key: String
    ) {
        let chinese = TextTemplates.rendered(key, language: .chinese, values: Self.worstCase(key, .chinese))
        #expect(ReplyGrammar.parse(chinese).meaning == .unclear, "\(chinese)")
    }

    @Test func `a text is rendered as filed`() {
        let values = ["event": "暴雨红色预警", "t": "07:30", "muster": "北郊桥东停车场", "code": "0417", "unused": "x"]
        #expect(
            TextTemplates.rendered("callout.order-keeping", language: .chinese, values: values)
                == "暴雨红色预警：07:30前到北郊桥东停车场维持秩序。能到回1，晚到回4，不能回0。穿反光衣，勿站车道。编号0417")
        #expect(
            TextTemplates.rendered(
                "stop.other", language: .chinese, values: ["t": "07:30", "site": "F01", "refuge": "小学"],
                isDrill: true)
                == "演练：07:30停止作业！立即离开F01，撤到小学清点人数。撤到回8，遇险回7。")
        #expect(
            TextTemplates.rendered(
                "unclear", language: .english, values: ["duty": "0816-1234567"], isDrill: true)
                == "DRILL XFER we did not understand. 1 coming, 4 late, 0 no, 7 help. Duty 0816-1234567")
    }

    @Test func `a value can't break the line, sign a second time or hold a place of its own`() {
        let text = TextTemplates.rendered(
            "cancel", language: .chinese,
            values: ["site": "甲\n乙【假】\u{202E}{code}\u{200B}\u{2066}\u{7}", "code": "0417"])
        #expect(text == "甲 乙假{code} 任务取消，请勿前往。已出发请返回，到家回9；未出发不用回复。编号0417")
    }

    @Test func `places are named in the order of the text, each once`() {
        #expect(
            TextTemplates.placeholders(of: "remind", language: .chinese) == [
                "k", "site", "n", "t", "muster", "code",
            ])
        #expect(TextTemplates.placeholders(of: "callout.zero-variable", language: .english).isEmpty)
        #expect(TextTemplates.placeholders(of: "no such key", language: .english).isEmpty)
        #expect(TextTemplates.pieces(of: "a{b}{c") == [.fixed("a"), .place("b"), .fixed("{c")])
    }

    @Test func `a chapter without words of its own is called with the text without places`() {
        #expect(TextTemplates.calloutKey(for: "evacuation") == "callout.evacuation")
        #expect(TextTemplates.calloutKey(for: "tree-cutting") == "callout.zero-variable")
        #expect(TextTemplates.standDownKey(for: "psych-support") == "standdown.psych-support")
        #expect(TextTemplates.standDownKey(for: "evacuation") == "standdown")
    }

    @Test(arguments: TextTemplates.keys)
    func `long names are cut so that one message holds the text, and figures never are`(key: String) {
        let long = String(repeating: "很长的名字", count: 20)
        let longEnglish = String(repeating: "A long name ", count: 20)
        let figures = [
            "t": "07:30", "code": "0417", "n": "120", "k": "12", "dist": "1500", "duty": "0816-1234567",
            "until": "12-31 23:59",
        ]
        for isDrill in [false, true] where !TextTemplates.isSpoken(key) {
            for (language, name) in [(Language.chinese, long), (.english, longEnglish)] {
                var values = Self.worstCase(key, language).mapValues { _ in name }
                values.merge(figures) { $1 }
                let text = TextTemplates.fitted(key, language: language, values: values, isDrill: isDrill)
                let signature = language == .chinese ? TextTemplates.chineseSignature : ""
                #expect(TextTemplates.fitsOneMessage(signature + text, language: language), "\(text)")
                for place in TextTemplates.placeholders(of: key, language: language) {
                    if let figure = figures[place] { #expect(text.contains(figure), "\(text)") }
                }
            }
        }
    }

    @Test func `values that fit stay as they are`() {
        for key in TextTemplates.keys {
            for language in Self.languages {
                let values = Self.worstCase(key, language)
                #expect(
                    TextTemplates.fitted(key, language: language, values: values, isDrill: true)
                        == TextTemplates.rendered(key, language: language, values: values, isDrill: true))
            }
        }
    }

    @Test func `an English text with a Chinese place fills at most two parts`() {
        let values = ["event": "暴雨红色预警信号", "t": "07:30", "muster": "科创园北门停车场", "code": "0417"]
        let text = TextTemplates.fitted("callout.water-clearing", language: .english, values: values)
        #expect(Segmentation.length(of: text).parts == 2)
        #expect(text.contains("科创园北门停车场"))
    }
}
