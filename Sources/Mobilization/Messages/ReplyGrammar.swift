/// What people write back, understood as a whole or not at all.
///
/// Every word of a text must be known, and all of them must mean the same: `1`, `1 0417`, `回1。`, `收到,能到`,
/// `1 20分钟后到`.
/// `能来吗`, `1还是0` and `10分钟到` are left to a person. Only a call for help is found inside other words: a
/// false alarm costs a telephone call.
package enum ReplyGrammar {
    typealias Letters = [Unicode.Scalar]

    /// What `text` means; never fails, for what isn't understood is `unclear`.
    ///
    /// - Parameters:
    ///   - text: As the phone sent it.
    ///   - counterWords: Titles, units and slugs of the counters that leaders may report here, beside 袋 and bags.
    ///   - senderName: The member's name; people sign with it, and it is then left out. Empty: not known.
    /// - Returns: One meaning, and the code written beside it.
    package static func parse(
        _ text: String, counterWords: [String] = [], senderName: String = ""
    ) -> ParsedReply {
        let everything = spaced(folded(text))
        let unsigned = spaced(withoutSignature(folded(text)))
        let words = withoutName(unsigned, name: spaced(folded(senderName)))
        if let meaning = wholeTexts[string(words)] { return ParsedReply(meaning: meaning) }
        if callsForHelp(everything) { return ParsedReply(meaning: .help, code: onlyCode(in: words)) }
        if let meaning = leave(words) { return ParsedReply(meaning: meaning) }
        if words.count <= longestText {
            var reading = ReplyReading(words) { counterWords.map { spaced(folded($0)) } }
            if let reply = reading.reply() { return reply }
        }
        let meaning: ReplyMeaning = hasLoneSeven(words) ? .help : .unclear
        return ParsedReply(meaning: meaning, code: onlyCode(in: words))
    }

    /// Longer texts are letters to a person; only the call for help is looked for in them.
    private static let longestText = 160

    /// The words that nobody writes for anything else, at any place of the text.
    private static func callsForHelp(_ text: Letters) -> Bool {
        for word in helpAnywhere where contains(text, word) { return true }
        return string(text).split(separator: " ").contains { helpWordsAnywhere.contains(String($0)) }
    }

    /// A 7 that stands for itself beside words that nobody knows: `7 快来人`, but not `7点到`, `7号楼` or `at 7`.
    private static func hasLoneSeven(_ text: Letters) -> Bool {
        var place = 0
        while place < text.count {
            guard isDigit(text[place]) else {
                place += 1
                continue
            }
            let run = numberRun(text, from: place)
            let after = text[(place + run.count)...]
            let next = string(Array(after.drop { $0 == " " }))
            let isMeasured = measures.contains { next.hasPrefix($0) }
            let isCounted = after.first != " " && countedThings.contains { next.hasPrefix($0) }
            let before = string(Array(text[..<place])).split(separator: " ").last.map(String.init) ?? ""
            let isGlued = place > 0 && text[place - 1] != " " && text[place - 1] != "-"
            let isCalled = isGlued ? answerWords.contains(before) : !wordsBeforeTimes.contains(before)
            if isSevens(run), isCalled, !isMeasured, !isCounted { return true }
            place += run.count
        }
        return false
    }

    /// 7, 77, 777 and so on, which is how a frightened thumb writes; or a 7 with a code.
    private static func isSevens(_ run: Letters) -> Bool {
        let isRepeated = run.allSatisfy { $0 == "7" }
        return isRepeated || run.count == 5 && run[0] == "7" && run.allSatisfy(isDigit)
    }

    /// The text's only number of four digits; nil when it has none or several.
    private static func onlyCode(in text: Letters) -> String? {
        var codes: [String] = []
        var place = 0
        while place < text.count {
            let run = numberRun(text, from: place)
            if run.count == 4, run.allSatisfy(isDigit) { codes.append(string(run)) }
            if run.count == 5, run[0] == "7", run.allSatisfy(isDigit) {
                codes.append(string(Array(run[1...])))
            }
            place += max(run.count, 1)
        }
        return codes.count == 1 ? codes[0] : nil
    }

    private static func contains(_ text: Letters, _ part: Letters) -> Bool {
        text.indices.contains { text[$0] == part[0] && text[$0...].starts(with: part) }
    }
}
