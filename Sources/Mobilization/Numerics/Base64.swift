/// Base64 as RFC 4648 section 4 has it, read strictly.
package enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                text.append(
                    place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text, or nil for any character outside the alphabet, a wrong length, wrong padding, and unused bits that aren't
    /// 0: the last would let two texts be one signature. Missing padding passes only where it may.
    package static func decode(_ text: some StringProtocol, mayLackPadding: Bool = false) -> [UInt8]? {
        var digits = Array(text.utf8)
        let isPadded = digits.count % 4 == 0
        if isPadded {
            for _ in 0..<2 where digits.last == UInt8(ascii: "=") { digits.removeLast() }
        }
        guard isPadded || mayLackPadding, digits.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        var bits = 0
        var width = 0
        for digit in digits {
            guard let value = value(of: digit) else { return nil }
            bits = (bits << 6 | value) & 0xFFF
            width += 6
            guard width >= 8 else { continue }
            width -= 8
            bytes.append(UInt8(bits >> width & 0xFF))
        }
        return bits & (1 << width - 1) == 0 ? bytes : nil
    }

    private static func value(of character: UInt8) -> Int? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(character) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(character) - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(character) + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
