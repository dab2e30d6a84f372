/// A JSON document, as gateways send them: small, and read as a whole.
///
/// Our own reader, since an answer is read for every message and the general one takes longer than
/// the whole transfer.
enum JSON: Equatable {
    case null
    case bool(Bool)
    /// As it was written: an id of 20 digits keeps them all.
    case number(String)
    case string(String)
    case array([JSON])
    case object([Member])

    struct Member: Equatable {
        var name: String
        var value: JSON
    }

    /// The value at a path such as `data.0.id`; nil where there is none. An empty path is the value itself.
    subscript(path path: String) -> JSON? {
        var value = self
        for step in path.utf8.split(separator: UInt8(ascii: ".")) {
            switch value {
            case .object(let members):
                guard let member = members.last(where: { $0.name.utf8.elementsEqual(step) }) else {
                    return nil
                }
                value = member.value
            case .array(let elements):
                guard let index = Int(Substring(step)), elements.indices.contains(index) else { return nil }
                value = elements[index]
            default: return nil
            }
        }
        return value
    }

    /// A string, number or truth value as text; nil for null, arrays and objects.
    var scalar: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .bool(let isTrue): isTrue ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    /// - Returns: nil when `bytes` isn't one whole JSON document in UTF-8, or nests deeper than 32 levels.
    init?(_ bytes: [UInt8]) {
        var reader = JSONReader(bytes: bytes)
        guard let value = reader.document() else { return nil }
        self = value
    }
}

private struct JSONReader {
    let bytes: [UInt8]
    var place = 0
    var depth = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func document() -> JSON? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
        guard let value = value() else { return nil }
        skipSpace()
        return place == bytes.count ? value : nil
    }

    private mutating func value() -> JSON? {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return nested { $0.object() }
        case UInt8(ascii: "["): return nested { $0.array() }
        case UInt8(ascii: "\""): return string().map(JSON.string)
        case UInt8(ascii: "t"): return word("true", .bool(true))
        case UInt8(ascii: "f"): return word("false", .bool(false))
        case UInt8(ascii: "n"): return word("null", .null)
        default: return number()
        }
    }

    private mutating func nested(_ read: (inout JSONReader) -> JSON?) -> JSON? {
        guard depth < 32 else { return nil }
        depth += 1
        defer { depth -= 1 }
        place += 1
        return read(&self)
    }

    private mutating func object() -> JSON? {
        var members: [JSON.Member] = []
        if take(UInt8(ascii: "}")) { return .object([]) }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\""), let name = string(), take(UInt8(ascii: ":")),
                let value = value()
            else { return nil }
            members.append(JSON.Member(name: name, value: value))
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "}")) ? .object(members) : nil
    }

    private mutating func array() -> JSON? {
        var elements: [JSON] = []
        if take(UInt8(ascii: "]")) { return .array([]) }
        repeat {
            guard let value = value() else { return nil }
            elements.append(value)
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "]")) ? .array(elements) : nil
    }

    private mutating func string() -> String? {
        place += 1
        let start = place
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
            place += 1
        }
        if next == UInt8(ascii: "\"") {
            place += 1
            return String(validating: bytes[start..<place - 1], as: UTF8.self)
        }
        return escapedString(from: start)
    }

    /// The slow way, for a string with at least one backslash in it.
    private mutating func escapedString(from start: Int) -> String? {
        var text = Array(bytes[start..<place])
        while let byte = next, byte >= 0x20 {
            place += 1
            if byte == UInt8(ascii: "\"") { return String(validating: text, as: UTF8.self) }
            if byte != UInt8(ascii: "\\") {
                text.append(byte)
            } else if !escape(into: &text) {
                return nil
            }
        }
        return nil
    }

    private mutating func escape(into text: inout [UInt8]) -> Bool {
        guard let letter = next else { return false }
        place += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "u"):
            guard let scalar = scalar() else { return false }
            text.append(contentsOf: String(scalar).utf8)
        default: return false
        }
        return true
    }

    /// The scalar after `\u`, which takes two of them beyond U+FFFF. A lone half becomes U+FFFD.
    private mutating func scalar() -> Unicode.Scalar? {
        guard let first = unit() else { return nil }
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800...0xDBFF).contains(first), place + 1 < bytes.count, bytes[place] == UInt8(ascii: "\\"),
            bytes[place + 1] == UInt8(ascii: "u")
        else { return "\u{FFFD}" }
        place += 2
        guard let second = unit() else { return nil }
        guard (0xDC00...0xDFFF).contains(second) else { return "\u{FFFD}" }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func unit() -> UInt32? {
        guard place + 4 <= bytes.count else { return nil }
        var unit: UInt32 = 0
        for byte in bytes[place..<place + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            unit = unit << 4 | UInt32(digit)
        }
        place += 4
        return unit
    }

    private mutating func number() -> JSON? {
        let start = place
        while let byte = next, Self.numberBytes.contains(byte) { place += 1 }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        return Double(text) == nil ? nil : .number(text)
    }

    private static let numberBytes = Array("+-.0123456789Ee".utf8)

    private mutating func word(_ word: String, _ value: JSON) -> JSON? {
        guard bytes[place...].starts(with: word.utf8) else { return nil }
        place += word.utf8.count
        return value
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard next == byte else { return false }
        place += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }
}
