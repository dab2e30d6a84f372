import MusterAPI

/// Where a command is carried out: who reads, in which language, and the way to the daemon.
struct Desk: Sendable {
    var console: Console
    var link: DaemonLink
    var language: Language
    var options: CommonOptions

    func say(_ phrase: Phrase, _ values: String...) -> String { language.say(phrase, values) }

    func of(_ words: Words) -> String { shown(language.of(words)) }

    var width: Int { console.width }

    var reader: Reader { Reader(language: language, width: console.width) }

    /// Shows one screen of `page`, or all of it with `--all`.
    func show(_ page: Page) {
        let lines = page.lines(height: options.all ? nil : Page.height) { say(.moreLines, "\($0)") }
        console.write(lines.map { $0.painted(console.usesColour) + "\n" }.joined())
    }

    /// Shows `reading` as it came with `--json`, and what `draw` makes of it otherwise.
    func show<View>(_ reading: DaemonLink.Reading<View>, _ draw: (View) -> Page) {
        if options.json { showBytes(reading.bytes) } else { show(draw(reading.view)) }
    }

    func showBytes(_ bytes: [UInt8]) {
        console.write(String(decoding: bytes, as: UTF8.self) + "\n")
    }

    /// Gives an order and shows the daemon's sentence.
    @discardableResult
    func order(_ path: String, _ body: some Encodable & Sendable) async throws -> CommandAnswer {
        let reading = try await link.post(path, body)
        show(reading) { answer in
            var page = Page()
            page.say(of(answer.sentence), width: width)
            return page
        }
        return reading.view
    }

    /// A hint under an answer; not in JSON.
    func hint(_ phrase: Phrase, _ values: String...) {
        if !options.json {
            var page = Page()
            page.say(language.say(phrase, values), width: width)
            show(page)
        }
    }
}

extension Desk {
    /// Asks for `count` to be typed before a message goes to that many people.
    ///
    /// `question` says what will happen, with the count in it. `typed` is what `--yes` gave; nil: nothing.
    ///
    /// - Throws: `Trouble.misused` unless the very number was typed.
    func confirm(_ count: Int, _ question: String, typed: Int?) throws {
        if let typed {
            if typed != count { throw Trouble.misused(say(.countDiffers, "\(typed)", "\(count)")) }
            return
        }
        guard console.isInteractive else { throw Trouble.misused(say(.countNeeded, "\(count)")) }
        console.write(wrap(shown(question), to: width).joined(separator: "\n") + "\n")
        console.write(say(.typeCount, "\(count)"))
        let answer = (console.ask() ?? "").filter { !$0.isWhitespace }
        // Chinese input methods leave full-width digits behind.
        let number = Int(
            String(answer.map { digit in digit.wholeNumberValue.map { Character("\($0 % 10)") } ?? digit }))
        if number != count {
            throw Trouble.misused(say(.countDiffers, answer.isEmpty ? say(.nothing) : answer, "\(count)"))
        }
    }
}
