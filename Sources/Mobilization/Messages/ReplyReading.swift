/// One text, read word by word from the left, the longest known word first.
struct ReplyReading {
    private let text: ReplyGrammar.Letters
    private let counterWords: [ReplyGrammar.Letters]
    /// What a leader writes before a figure.
    private let figureWords: [ReplyGrammar.Letters]
    private var place = 0
    private var digits: [ReplyMeaning] = []
    private var phrases: [ReplyMeaning] = []
    private var figures: [ReplyMeaning] = []
    private var isAcknowledged = false
    private var isExcused = false
    private var isFilled = false
    private var code: String?
    private var minutes: Int?
    private var minutesLieAhead = false

    /// `counterWords` are only looked at when the text may hold a leader's figure: a flood has hundreds of them, and
    /// nearly all texts are a digit.
    init(_ text: ReplyGrammar.Letters, counterWords: () -> [ReplyGrammar.Letters]) {
        self.text = text
        let mayCount =
            text.contains(where: ReplyGrammar.isDigit)
            && text.contains { !ReplyGrammar.isDigit($0) && $0 != " " }
        guard mayCount else {
            (self.counterWords, figureWords) = ([], [])
            return
        }
        self.counterWords = (counterWords() + ReplyGrammar.counterWords).filter { !$0.isEmpty }
            .sorted { $0.count > $1.count }
        figureWords = ReplyGrammar.presentWords + ReplyGrammar.headcountWords + self.counterWords
    }

    /// - Returns: nil when a word isn't known, or when the words don't mean one thing.
    mutating func reply() -> ParsedReply? {
        // A question is no answer, whatever its words.
        guard !text.contains("?") else { return nil }
        while place < text.count {
            if text[place] == " " {
                place += 1
            } else if !(readFigure() || readMinutes() || readPhrase() || readNumber()) {
                return nil
            }
        }
        guard let meaning = meaning() else { return nil }
        // A time alone may be anything, and beside other answers, too: ten minutes ago, late, until they leave.
        // "On my way" takes one that says that it lies ahead: 还要20分钟, in 20 minutes, 20分钟后到.
        if minutes != nil, meaning != .coming, !(meaning == .setOut && minutesLieAhead) { return nil }
        return ParsedReply(meaning: meaning, code: code, minutes: minutes)
    }

    /// What all the words together mean.
    private func meaning() -> ReplyMeaning? {
        if let figure = figures.first {
            return figures.count == 1 && digits.isEmpty && phrases.isEmpty && !isFilled ? figure : nil
        }
        let all = digits + phrases
        guard let first = all.first else { return isAcknowledged && !isExcused ? .received : nil }
        guard all.allSatisfy({ $0 == first }) else { return nil }
        switch first {
        case .stop, .resume, .standDown: return isFilled ? nil : first
        case .cannot, .comingLate, .cannotStandBy: return first
        default: return isExcused ? nil : first
        }
    }

    /// A leader's figure: 到12, 齐 16, bags 80.
    private mutating func readFigure() -> Bool {
        guard startsWord else { return false }
        for word in figureWords where text[place] == word[0] && text[place...].starts(with: word) {
            let mostDigits = counterWords.contains(word) ? 6 : 4
            var end = place + word.count
            while end < text.count, text[end] == " " { end += 1 }
            let run = ReplyGrammar.numberRun(text, from: end)
            guard run.allSatisfy(ReplyGrammar.isDigit), run.count <= mostDigits,
                run.first != "0" || run.count == 1,
                let number = Int(ReplyGrammar.string(run))
            else { continue }
            end += run.count
            // 到12人, 袋80个
            let unitPlace = end < text.count && text[end] == " " ? end + 1 : end
            for unit in counterWords + ReplyGrammar.figureUnits where text[unitPlace...].starts(with: unit) {
                end = unitPlace + unit.count
                break
            }
            guard end == text.count || text[end] == " " else { continue }
            figures.append(figure(of: word, number))
            place = end
            return true
        }
        return false
    }

    /// How long it takes to be there: 20分钟, 大约20分钟后到, in 20 minutes, 2小时后到.
    private mutating func readMinutes() -> Bool {
        guard startsWord else { return false }
        var end = place
        var liesAhead = false
        for word in ReplyGrammar.wordsBeforeMinutes where text[place...].starts(with: word) {
            end += word.count
            liesAhead = true
            break
        }
        while end < text.count, text[end] == " " { end += 1 }
        let run = ReplyGrammar.numberRun(text, from: end)
        guard minutes == nil, run.allSatisfy(ReplyGrammar.isDigit), run.first != "0",
            let number = Int(ReplyGrammar.string(run))
        else { return false }
        end += run.count
        if end < text.count, text[end] == " " { end += 1 }
        for (unit, length) in ReplyGrammar.timeUnits where text[min(end, text.count)...].starts(with: unit) {
            end += unit.count
            let rest = ReplyGrammar.wordsAfterMinutes.first { text[end...].starts(with: $0) }
            end += rest?.count ?? 0
            guard endsWord(end), number <= Limits.statedMinutes / length else { return false }
            minutes = number * length
            minutesLieAhead = liesAhead || rest?.last == "到"
            place = end
            return true
        }
        return false
    }

    private func figure(of word: ReplyGrammar.Letters, _ number: Int) -> ReplyMeaning {
        if ReplyGrammar.presentWords.contains(word) { return .leaderPresent(number) }
        if ReplyGrammar.headcountWords.contains(word) { return .leaderHeadcount(number) }
        return .leaderCount(counterWord: ReplyGrammar.string(word), number)
    }

    private mutating func readPhrase() -> Bool {
        guard startsWord else { return false }
        for length in stride(from: min(ReplyGrammar.longestPhrase, text.count - place), through: 1, by: -1) {
            let end = place + length
            guard endsWord(end),
                let word = ReplyGrammar.phrases[ReplyGrammar.string(Array(text[place..<end]))]
            else { continue }
            switch word {
            case .means(let meaning): phrases.append(meaning)
            case .acknowledges: isAcknowledged = true
            case .excuses: isExcused = true
            case .fills: break
            case .asks: return false
            }
            if word.isFilling { isFilled = true }
            place = end
            return true
        }
        return false
    }

    /// `1`, `0417`, `10417`, `1.0417`; any other number is none of ours.
    private mutating func readNumber() -> Bool {
        let run = ReplyGrammar.numberRun(text, from: place)
        let numbers = run.split { !ReplyGrammar.isDigit($0) }
        let codePart: ArraySlice<Unicode.Scalar>?
        let digitPart: Unicode.Scalar?
        switch numbers.map(\.count) {
        case [1]: (digitPart, codePart) = (numbers[0].first, nil)
        case [4]: (digitPart, codePart) = (nil, numbers[0])
        case [5]: (digitPart, codePart) = (numbers[0].first, numbers[0].dropFirst())
        case [1, 4]: (digitPart, codePart) = (numbers[0].first, numbers[1])
        default: return false
        }
        if let codePart {
            let written = ReplyGrammar.string(Array(codePart))
            // Two incidents in one text: nobody can tell which is meant.
            guard code == nil || code == written else { return false }
            code = written
        }
        if let digitPart {
            guard let meaning = ReplyMeaning(digit: Int(digitPart.value) - 48) else { return false }
            digits.append(meaning)
        }
        place += run.count
        return true
    }

    /// Latin words begin and end at spaces, digits or other scripts; Chinese ones anywhere.
    private var startsWord: Bool {
        place == 0 || !(ReplyGrammar.isLatin(text[place]) && ReplyGrammar.isLatin(text[place - 1]))
    }

    private func endsWord(_ end: Int) -> Bool {
        end == text.count || !(ReplyGrammar.isLatin(text[end]) && ReplyGrammar.isLatin(text[end - 1]))
    }
}
