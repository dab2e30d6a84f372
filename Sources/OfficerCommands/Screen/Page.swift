/// What a line's colour would add; the line says it in words as well.
enum Tone: Sendable, Equatable {
    case plain
    case heading
    /// Danger, or something that waits for a person.
    case urgent
    /// Over, or of no concern now.
    case faint

    /// The escape sequence that begins it; empty for plain.
    fileprivate var code: String {
        switch self {
        case .plain: ""
        case .heading: "\u{1B}[1m"
        case .urgent: "\u{1B}[1;31m"
        case .faint: "\u{1B}[2m"
        }
    }
}

/// One line of a screen.
struct Line: Sendable, Equatable {
    var text: String
    var tone: Tone

    init(_ text: String, _ tone: Tone = .plain) {
        self.text = text
        self.tone = tone
    }

    func painted(_ usesColour: Bool) -> String {
        usesColour && tone != .plain ? tone.code + text + "\u{1B}[0m" : text
    }
}

/// One screen: the head and the foot always stand, the body gives way.
struct Page: Sendable {
    var head: [Line] = []
    var body: [Line] = []
    var foot: [Line] = []
    /// Lines at the beginning of `body` that stay when it is cut, such as a table's header.
    var titles = 0

    /// A screen has 24 lines, and the prompt needs the last.
    static let height = 23
    /// The board has no prompt under it.
    static let boardHeight = 24

    mutating func say(_ text: String, width: Int, tone: Tone = .plain, indent: Int = 0) {
        head += wrap(shown(text), to: width, indent: indent).map { Line($0, tone) }
    }

    mutating func close(with text: String, width: Int, tone: Tone = .plain) {
        foot += wrap(shown(text), to: width).map { Line($0, tone) }
    }

    /// All lines, or as many as a screen holds.
    ///
    /// `height` is nil for everything; `more` makes the line that stands for those left out, given their count.
    func lines(height: Int?, more: (Int) -> String) -> [Line] {
        let whole = head + body + foot
        guard let height, whole.count > height else { return whole }
        let room = max(titles, height - head.count - foot.count - 1)
        let kept = body.prefix(room)
        guard kept.count < body.count else { return whole }
        return head + kept + [Line(more(body.count - kept.count), .faint)] + foot
    }
}
