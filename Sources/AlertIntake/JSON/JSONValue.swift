import Mobilization

/// One value of a JSON text. Numbers keep their text, so that none is rounded before it is judged.
enum JSONValue: Equatable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// What it is, for a sentence: `id is a number`.
    var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

/// Parses RFC 8259 JSON, and only that.
///
/// - Throws: One diagnostic with line and column for the first fault: broken syntax, invalid UTF-8, a key
///   that stands twice in an object (which one would count?), more than 32 levels or 200,000 values.
func parseJSON(_ body: [UInt8], source: String) throws(Diagnostic) -> JSONValue {
    var parser = JSONParser(bytes: body, source: source)
    return try parser.document()
}

private struct JSONParser {
    let bytes: [UInt8]
    let source: String
    var position = 0
    var values = 0

    static let deepest = 32
    static let mostValues = 200_000

    init(bytes: [UInt8], source: String) {
        self.bytes = bytes
        self.source = source
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    mutating func document() throws(Diagnostic) -> JSONValue {
        let value = try value(depth: 0)
        skipSpace()
        if position < bytes.count {
            throw fault("there is more after the JSON value; send one object and no more")
        }
        return value
    }

    private mutating func value(depth: Int) throws(Diagnostic) -> JSONValue {
        if depth > Self.deepest { throw fault("more than \(Self.deepest) levels of lists and objects") }
        values += 1
        if values > Self.mostValues { throw fault("more than \(Self.mostValues) values") }
        skipSpace()
        guard position < bytes.count else { throw fault("the JSON ends too early; the body was cut off") }
        switch bytes[position] {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), 0x30...0x39: return .number(try number())
        default:
            if word("true") { return .bool(true) }
            if word("false") { return .bool(false) }
            if word("null") { return .null }
            throw fault("a JSON value is expected here")
        }
    }

    private mutating func object(depth: Int) throws(Diagnostic) -> [String: JSONValue] {
        var members: [String: JSONValue] = [:]
        position += 1
        if takeAfterSpace("}") { return members }
        repeat {
            skipSpace()
            guard position < bytes.count else { throw fault("the JSON ends too early; the body was cut off") }
            guard bytes[position] == UInt8(ascii: "\"") else {
                throw fault("a key in double quotes is expected here")
            }
            let key = try string()
            if members[key] != nil { throw fault("the key \(WireText.quoted(key)) stands twice; keep one") }
            guard takeAfterSpace(":") else { throw unexpected("\":\" is expected after the key") }
            members[key] = try value(depth: depth + 1)
        } while takeAfterSpace(",")
        guard takeAfterSpace("}") else { throw unexpected("\",\" or \"}\" is expected here") }
        return members
    }

    private mutating func array(depth: Int) throws(Diagnostic) -> [JSONValue] {
        var elements: [JSONValue] = []
        position += 1
        if takeAfterSpace("]") { return elements }
        repeat {
            elements.append(try value(depth: depth + 1))
        } while takeAfterSpace(",")
        guard takeAfterSpace("]") else { throw unexpected("\",\" or \"]\" is expected here") }
        return elements
    }

    private mutating func string() throws(Diagnostic) -> String {
        let start = position
        position += 1
        var content: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else {
                    position = start
                    throw fault("this string isn't valid UTF-8; send the body as UTF-8")
                }
                return text
            case UInt8(ascii: "\\"):
                content.append(contentsOf: String(try escaped()).utf8)
            case 0..<0x20:
                position -= 1
                throw fault("a control character stands in a string; write it as an escape such as \\n")
            default:
                content.append(byte)
            }
        }
        throw fault("the JSON ends inside a string; the body was cut off")
    }

    /// The character a backslash sequence stands for; the backslash is already read.
    private mutating func escaped() throws(Diagnostic) -> Unicode.Scalar {
        guard position < bytes.count else {
            throw fault("the JSON ends inside a string; the body was cut off")
        }
        position += 1
        switch bytes[position - 1] {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try escapedByNumber()
        default:
            position -= 1
            throw fault("there is no such escape in JSON")
        }
    }

    private mutating func escapedByNumber() throws(Diagnostic) -> Unicode.Scalar {
        let high = try hexadecimal()
        if let scalar = Unicode.Scalar(high) { return scalar }
        if (0xD800...0xDBFF).contains(high), word("\\u") {
            let low = try hexadecimal()
            if (0xDC00...0xDFFF).contains(low),
                let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
            {
                return scalar
            }
        }
        throw fault("half of a surrogate pair stands alone")
    }

    private mutating func hexadecimal() throws(Diagnostic) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard position < bytes.count, let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue
            else { throw fault("four hexadecimal digits are expected after \\u") }
            value = value << 4 + UInt32(digit)
            position += 1
        }
        return value
    }

    private mutating func number() throws(Diagnostic) -> String {
        let start = position
        _ = word("-")
        let integer = digits()
        guard integer > 0, integer == 1 || bytes[position - integer] != UInt8(ascii: "0") else {
            throw fault("this isn't a JSON number")
        }
        if word("."), digits() == 0 { throw fault("this isn't a JSON number") }
        if word("e") || word("E") {
            if !word("+") { _ = word("-") }
            if digits() == 0 { throw fault("this isn't a JSON number") }
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() -> Int {
        let start = position
        while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
        return position - start
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func word(_ text: StaticString) -> Bool {
        // Compared byte by byte: this runs for every value, and a String each time would cost more than the
        // rest.
        let length = text.utf8CodeUnitCount
        guard position + length <= bytes.count else { return false }
        for place in 0..<length where unsafe text.utf8Start[place] != bytes[position + place] { return false }
        position += length
        return true
    }

    private mutating func takeAfterSpace(_ text: StaticString) -> Bool {
        skipSpace()
        return word(text)
    }

    private func unexpected(_ message: String) -> Diagnostic {
        fault(position < bytes.count ? message : "the JSON ends too early; the body was cut off")
    }

    private func fault(_ message: String) -> Diagnostic {
        let read = bytes[..<min(position, bytes.count)]
        let line = read.count { $0 == 0x0A } + 1
        let column = read.count - (read.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1
        return Diagnostic(file: source, line: line, column: column, message: message)
    }
}
