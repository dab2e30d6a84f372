/// A text made safe to show: what could move the cursor or turn the writing direction becomes a space.
///
/// Replies, notes and names come from outside; a terminal obeys escape sequences wherever they come from.
func shown(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { result.append(isUnsafe(scalar) ? " " : scalar) }
    return String(result)
}

private func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
}

/// The text cut to `width` columns; what was cut off shows as `..`, which is one column wide a dot everywhere.
func cut(_ text: String, to width: Int) -> String {
    if displayWidth(text) <= width { return text }
    let mark = String(repeating: ".", count: min(2, max(width, 0)))
    return prefix(text, columns: width - mark.count) + mark
}

/// The text with spaces up to `width` columns, cut where it is longer.
func pad(_ text: String, to width: Int, trailing: Bool = false) -> String {
    let text = cut(text, to: width)
    let spaces = String(repeating: " ", count: max(0, width - displayWidth(text)))
    return trailing ? spaces + text : text + spaces
}

/// The text on as many lines as it takes.
///
/// Breaks at spaces, and between two characters where one of them is Chinese, but never before a closing sign.
///
/// `indent`: Spaces in front of all lines but the first.
func wrap(_ text: String, to width: Int, indent: Int = 0) -> [String] {
    let margin = String(repeating: " ", count: min(indent, width / 2))
    var lines: [String] = []
    var line = ""
    for piece in pieces(of: text) {
        if line.isEmpty || displayWidth(line) + displayWidth(trimEnd(piece)) <= width {
            line += piece
        } else {
            lines.append(trimEnd(line))
            line = margin + piece.drop { $0 == " " }
        }
        while displayWidth(trimEnd(line)) > width {
            let head = prefix(line, columns: width)
            // A column too narrow for one character would never end.
            guard !head.isEmpty, head.count > margin.count || lines.isEmpty else { break }
            lines.append(head)
            line = margin + line.dropFirst(head.count)
        }
    }
    if !trimEnd(line).isEmpty || lines.isEmpty { lines.append(trimEnd(line)) }
    return lines
}

/// Without the spaces at its end.
func trimEnd(_ text: String) -> String {
    var text = text[...]
    while text.last == " " { text.removeLast() }
    return String(text)
}

private func prefix(_ text: String, columns: Int) -> String {
    var result = ""
    var width = 0
    for character in text {
        width += displayWidth(character)
        if width > columns { break }
        result.append(character)
    }
    return result
}

/// The parts between which a line may break; their sum is the text.
private func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    var last: Character?
    for character in text {
        let mayBreak =
            last.map { last in
                (last == " " && character != " ")
                    || ((displayWidth(last) == 2 || displayWidth(character) == 2) && character != " "
                        && !closing.contains(character) && !opening.contains(last))
            } ?? true
        if mayBreak { pieces.append(String(character)) } else { pieces[pieces.count - 1].append(character) }
        last = character
    }
    return pieces
}

private let closing: Set<Character> = [
    "，", "。", "：", "；", "、", "！", "？", "）", "】", "”", "》", ",", ".", ")", ":", ";", "%",
]
private let opening: Set<Character> = ["（", "【", "“", "《", "("]
