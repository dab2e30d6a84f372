/// How a text becomes short messages: which alphabet, how long, how many parts.
///
/// | alphabet | one message | each of several parts |
/// |---|---|---|
/// | GSM-7 (3GPP TS 23.038) | 160 septets | 153 |
/// | UCS-2 | 70 UTF-16 units | 67 |
///
/// A character of the GSM extension costs two septets, one outside the basic plane two units, and neither is
/// split between parts. Some Chinese providers count every character as one unit of 70; for Chinese texts both
/// counts agree.
package enum Segmentation {
    package enum Alphabet: Sendable, Equatable {
        case gsm7
        case ucs2

        var single: Int { self == .gsm7 ? 160 : 70 }
        var part: Int { self == .gsm7 ? 153 : 67 }
    }

    /// A text's size on the air.
    package struct Length: Sendable, Equatable {
        package var alphabet: Alphabet
        /// Septets or UTF-16 units.
        package var units: Int
        /// 1 for an empty text too.
        package var parts: Int
    }

    package static func length(of text: String) -> Length {
        let alphabet = alphabet(of: text)
        let units = text.unicodeScalars.reduce(0) { $0 + cost(of: $1, in: alphabet) }
        guard units > alphabet.single else { return Length(alphabet: alphabet, units: units, parts: 1) }
        var parts = 1
        var filled = 0
        for scalar in text.unicodeScalars {
            let cost = cost(of: scalar, in: alphabet)
            if filled + cost > alphabet.part {
                parts += 1
                filled = 0
            }
            filled += cost
        }
        return Length(alphabet: alphabet, units: units, parts: parts)
    }

    /// The text cut into its parts; one element when it fits one message.
    package static func parts(of text: String) -> [String] {
        let length = length(of: text)
        guard length.parts > 1 else { return [text] }
        var parts: [String] = []
        var part = String.UnicodeScalarView()
        var filled = 0
        for scalar in text.unicodeScalars {
            let cost = cost(of: scalar, in: length.alphabet)
            if filled + cost > length.alphabet.part {
                parts.append(String(part))
                part = String.UnicodeScalarView()
                filled = 0
            }
            part.append(scalar)
            filled += cost
        }
        parts.append(String(part))
        return parts
    }

    /// GSM-7 when every character is in its alphabet or extension.
    package static func alphabet(of text: String) -> Alphabet {
        text.unicodeScalars.allSatisfy { basic.contains($0.value) || extended.contains($0.value) }
            ? .gsm7 : .ucs2
    }

    private static func cost(of scalar: Unicode.Scalar, in alphabet: Alphabet) -> Int {
        switch alphabet {
        case .gsm7: extended.contains(scalar.value) ? 2 : 1
        case .ucs2: scalar.value > 0xffff ? 2 : 1
        }
    }

    /// The GSM default alphabet, without the escape itself.
    private static let basic: Set<UInt32> = scalars(
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
            + "abcdefghijklmnopqrstuvwxyzäöñüà")

    private static let extended: Set<UInt32> = scalars("\u{0c}^{}\\[~]|€")

    private static func scalars(_ characters: String) -> Set<UInt32> {
        Set(characters.unicodeScalars.map(\.value))
    }
}
