extension ReplyGrammar {
    /// The text in one spelling: small letters, half-width digits, simplified characters that the tables use.
    static func folded(_ text: String) -> Letters {
        var letters: Letters = []
        letters.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            // Full-width forms stand in the order of ASCII.
            case 0xff01...0xff5e: append(scalar.value - 0xff01 + 0x21, to: &letters)
            case 0x41...0x5a: append(scalar.value, to: &letters)
            // ① to ⑨
            case 0x2460...0x2468: append(scalar.value - 0x2460 + 0x31, to: &letters)
            case 0x24ea: letters.append("0")
            // What a keyboard adds to make an emoji of a digit, and marks without width.
            case 0xfe0e, 0xfe0f, 0x20e3, 0x200b...0x200f, 0x2060, 0xfeff: break
            // can't and can’t are one word.
            case 0x27, 0x2019, 0x60: break
            // A raised thumb and an OK sign say OK.
            case 0x1f44d, 0x1f44c, 0x1f197: letters += Array(" ok ".unicodeScalars)
            default: letters.append(simplified[scalar] ?? scalar)
            }
        }
        return letters
    }

    private static func append(_ value: UInt32, to letters: inout Letters) {
        let isCapital = (0x41...0x5a).contains(value)
        guard let scalar = Unicode.Scalar(isCapital ? value + 32 : value), scalar != "'", scalar != "`" else {
            return
        }
        letters.append(scalar)
    }

    /// Everything between words as single spaces, none at the ends. Question marks stay, so does what joins two
    /// figures, as in 7:30 and 1.5, and a minus before a figure.
    static func spaced(_ letters: Letters) -> Letters {
        var result: Letters = []
        for (place, letter) in letters.enumerated() {
            let next = place + 1 < letters.count ? letters[place + 1] : " "
            let joins = "./:-~".unicodeScalars.contains(letter) && (result.last.map(isDigit) ?? false)
            // A minus stays, so that 袋-5 isn't taken for 5.
            let isMinus = letter == "-" && result.last != "-"
            if (joins || isMinus) && isDigit(next) || letter == "?" || isWord(letter) {
                result.append(letter)
            } else if result.last != " ", !result.isEmpty {
                result.append(" ")
            }
        }
        if result.last == " " { result.removeLast() }
        return result
    }

    /// Without 【...】, without what a mail program or phone adds, and without what follows a line of dashes.
    static func withoutSignature(_ letters: Letters) -> Letters {
        var kept: Letters = []
        var depth = 0
        for letter in letters {
            if letter == "【" { depth += 1 }
            if depth == 0 { kept.append(letter) }
            if letter == "】", depth > 0 { depth -= 1 }
        }
        // An opening bracket without its end may hide the answer: nothing is taken out then.
        if depth > 0 { kept = letters }
        for mark in signatureMarks {
            let mark = Array(mark.unicodeScalars)
            let starts = kept.indices.dropFirst().first { kept[$0...].starts(with: mark) }
            if let starts { kept.removeSubrange(starts...) }
        }
        return kept
    }

    /// Without the sender's own name at the beginning or end. A name of one letter stays.
    static func withoutName(_ letters: Letters, name: Letters) -> Letters {
        guard name.count >= 2, letters.count > name.count else { return letters }
        if letters.starts(with: name) { return spaced(Array(letters[name.count...])) }
        if letters.reversed().starts(with: name.reversed()) {
            return spaced(Array(letters[..<(letters.count - name.count)]))
        }
        return letters
    }

    /// The figures from `place` on, with what joins them: `0417`, `7:30`. Empty where no figure stands.
    static func numberRun(_ text: Letters, from place: Int) -> Letters {
        guard place < text.count, isDigit(text[place]) else { return [] }
        return Array(text[place...].prefix { isDigit($0) || "./:-~".unicodeScalars.contains($0) })
    }

    static func isDigit(_ letter: Unicode.Scalar) -> Bool { letter >= "0" && letter <= "9" }

    static func isLatin(_ letter: Unicode.Scalar) -> Bool { letter >= "a" && letter <= "z" }

    static func string(_ letters: Letters) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: letters)
        return String(view)
    }

    /// Letters, figures, and signs that change what a figure means; all else separates words.
    private static func isWord(_ letter: Unicode.Scalar) -> Bool {
        switch letter.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber,
            .letterNumber, .otherNumber, .currencySymbol, .nonspacingMark, .spacingMark:
            true
        default: letter == "%" || letter == "°" || letter == "℃"
        }
    }
}
