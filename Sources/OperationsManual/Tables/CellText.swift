/// Cleans what people and spreadsheet programs leave in cells.
enum CellText {
    /// Without surrounding blanks, invisible characters, a leading apostrophe, and the `="..."` that keeps
    /// Excel
    /// from reading a number. Full-width punctuation stays: it belongs to Chinese text.
    static func clean(_ raw: String) -> String {
        if isPlain(raw) { return raw }
        var text = String(String.UnicodeScalarView(raw.unicodeScalars.filter { !isInvisible($0) }))
        text = trimmed(text)
        if text.hasPrefix("=\""), text.hasSuffix("\""), text.count >= 3 {
            text = trimmed(String(text.dropFirst(2).dropLast()))
        }
        while let first = text.first, "'’‘＇".contains(first) {
            text = trimmed(String(text.dropFirst()))
        }
        return text
    }

    /// Cleaned, and with full-width letters, digits and signs as plain ones: for numbers, codes and choices.
    static func narrow(_ raw: String) -> String {
        if isPlain(raw) { return raw }
        var scalars = String.UnicodeScalarView()
        for scalar in raw.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: scalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
            case 0x3000, 0x00A0: scalars.append(" ")
            default: scalars.append(scalar)
            }
        }
        return clean(String(scalars))
    }

    /// The words of a list cell, however they are separated.
    static func list(_ raw: String) -> [String] {
        if raw.isEmpty { return [] }
        return raw.unicodeScalars.split(whereSeparator: isSeparator).map { clean(String($0)) }.filter {
            !$0.isEmpty
        }
    }

    /// A header as it is compared: without blanks, marks of obligation and remarks in brackets.
    static func header(_ raw: String) -> String {
        var kept = ""
        var depth = 0
        for character in narrow(raw) {
            switch character {
            case "(", "[", "【": depth += 1
            case ")", "]", "】": depth = max(0, depth - 1)
            case "*", ":": break
            default: if depth == 0, !character.isWhitespace { kept.append(character) }
            }
        }
        return kept.lowercased()
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "、", ",", "，", ";", "；", "/", "|", "／", "｜", "\n", "\r": true
        default: false
        }
    }

    /// Whether there is nothing to clean. Nearly every cell is like that, and a large roster has half a
    /// million.
    ///
    /// Bytes that can begin an invisible, full-width or blank sign make a cell not plain; a false no costs
    /// only time.
    private static func isPlain(_ raw: String) -> Bool {
        var first: UInt8 = 0
        var last: UInt8 = 0
        var afterE3 = 0
        for byte in raw.utf8 {
            if first == 0 { first = byte }
            last = byte
            switch byte {
            case 0...0x1F, 0xC2, 0xE1, 0xE2, 0xEF: return false
            case 0x80 where afterE3 == 2: return false
            case 0xE3: afterE3 = 1
            case 0x80 where afterE3 == 1: afterE3 = 2
            default: afterE3 = 0
            }
        }
        let space = UInt8(ascii: " ")
        return first != space && last != space && first != UInt8(ascii: "'") && first != UInt8(ascii: "=")
    }

    private static func trimmed(_ text: String) -> String {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[first...last])
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Byte order mark, zero-width space and joiners, direction marks that phones put around numbers.
        case 0xFEFF, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0x00AD: true
        default: scalar.value < 0x20 && scalar != "\n" && scalar != "\t"
        }
    }
}
