import Mobilization
import Yams

/// Where something stands in a text, both counted from 1.
struct Place: Equatable {
    var line: Int
    var column: Int

    init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    init?(_ mark: Mark?) {
        guard let mark else { return nil }
        self.init(line: mark.line, column: mark.column)
    }
}

extension Node {
    var place: Place? { Place(mark) }
}

/// What is wrong with a value, as the end of a sentence that begins with its key: `is 0; it must be ...`.
struct Fault: Error {
    var message: String
    /// Where, when it isn't the value's own place.
    var mark: Place?

    init(_ message: String, at mark: Place? = nil) {
        self.message = message
        self.mark = mark
    }
}

/// Decodes single nodes, strictly: a number in quotes is no number, a bare `yes` is no text.
enum YAMLValue {
    /// Text that isn't empty. Bare numbers and truth values must stand in quotes to be text.
    static func text(_ node: Node) throws -> String {
        let scalar = try scalar(node, expected: "text")
        guard scalar.style != .plain || !looksLikeOtherThanText(scalar.string) else {
            throw Fault("is \(describe(node)), not text; put it in quotes if it is meant as text")
        }
        guard scalar.string.contains(where: { !$0.isWhitespace }) else { throw Fault("is empty") }
        return scalar.string
    }

    /// The characters as they stand, also where they look like a number: for phones and dates.
    static func characters(_ node: Node) throws -> String {
        let scalar = try scalar(node, expected: "text")
        guard !isNull(scalar) else { throw Fault("is empty") }
        return scalar.string
    }

    static func truth(_ node: Node) throws -> Bool {
        let scalar = try scalar(node, expected: "true or false")
        switch (scalar.style, scalar.string) {
        case (.plain, "true"): return true
        case (.plain, "false"): return false
        default: throw Fault("is \(describe(node)); write true or false")
        }
    }

    /// A whole number within `range`; `because` replaces the plain statement of the range.
    static func integer(in range: ClosedRange<Int>, because reason: String? = nil) -> (Node) throws -> Int {
        { node in
            let scalar = try scalar(node, expected: "a whole number")
            guard scalar.style == .plain, let number = Int(scalar.string) else {
                throw Fault("is \(describe(node)), not a whole number")
            }
            guard range.contains(number) else {
                throw Fault(
                    "is \(number); \(reason ?? "it must be from \(range.lowerBound) to \(range.upperBound)")")
            }
            return number
        }
    }

    static func number(in range: ClosedRange<Double>, because reason: String? = nil) -> (Node) throws ->
        Double
    {
        { node in
            let scalar = try scalar(node, expected: "a number")
            guard scalar.style == .plain, let number = Double(scalar.string), number.isFinite else {
                throw Fault("is \(describe(node)), not a number")
            }
            guard range.contains(number) else {
                throw Fault(
                    "is \(scalar.string);"
                        + " \(reason ?? "it must be from \(range.lowerBound) to \(range.upperBound)")"
                )
            }
            return number
        }
    }

    /// `500ms`, `60s`, `10min`, `2h`, within `range`.
    static func duration(in range: ClosedRange<Interval>) -> (Node) throws -> Interval {
        { node in
            let written = try characters(node)
            guard let length = interval(written) else {
                throw Fault("is \(describe(node)), not a length of time; write it like 60s, 10min or 2h")
            }
            guard range.contains(length) else {
                throw Fault(
                    "is \(written); it must be from \(spell(range.lowerBound)) to \(spell(range.upperBound))")
            }
            return length
        }
    }

    /// One of a few words.
    static func word<Value>(_ words: [(String, Value)]) -> (Node) throws -> Value {
        { node in
            let written = try characters(node)
            guard let found = words.first(where: { $0.0 == written }) else {
                throw Fault("is \(describe(node)); write one of \(words.map(\.0).joined(separator: ", "))")
            }
            return found.1
        }
    }

    /// A list; what is wrong in one entry is said at that entry.
    static func list<Value>(of decode: @escaping (Node) throws -> Value) -> (Node) throws -> [Value] {
        { node in
            guard case .sequence(let sequence) = node else {
                throw Fault("is \(describe(node)), not a list; write it like [one, two]")
            }
            return try sequence.map { entry in
                do {
                    return try decode(entry)
                } catch let fault as Fault {
                    throw Fault("holds an entry that " + fault.message, at: fault.mark ?? entry.place)
                }
            }
        }
    }

    /// A date such as 2025-06-01.
    static func day(_ node: Node) throws -> CalendarDay {
        let written = try characters(node)
        guard let day = DateText.day(written, allowingSerials: false) else {
            throw Fault("is \(describe(node)), not a date; write it like 2025-06-01")
        }
        return day
    }

    /// `"8"`, `a list`: how a value is named in a sentence.
    static func describe(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar) where isNull(scalar): "empty"
        case .scalar(let scalar):
            scalar.style == .plain && Double(scalar.string) != nil ? scalar.string : "\"\(scalar.string)\""
        case .sequence: "a list"
        case .mapping: "a group of keys"
        case .alias: "a reference"
        }
    }

    static func isNull(_ scalar: Node.Scalar) -> Bool {
        scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    private static func scalar(_ node: Node, expected: String) throws -> Node.Scalar {
        guard case .scalar(let scalar) = node else { throw Fault("is \(describe(node)), not \(expected)") }
        if isNull(scalar) { throw Fault("is empty") }
        return scalar
    }

    private static func looksLikeOtherThanText(_ written: String) -> Bool {
        if Double(written) != nil { return true }
        return ["true", "false", "yes", "no", "on", "off"].contains(written.lowercased())
    }

    static func interval(_ written: String) -> Interval? {
        let units: [(String, Int64)] = [("ms", 1), ("min", 60_000), ("s", 1000), ("h", 3_600_000)]
        for (unit, milliseconds) in units where written.hasSuffix(unit) {
            let digits = written.dropLast(unit.count)
            guard !digits.isEmpty, digits.count <= 9, digits.allSatisfy(\.isPlainDigit),
                let count = Int64(digits)
            else { continue }
            return Interval(milliseconds: count * milliseconds)
        }
        return nil
    }

    /// The inverse of `interval`, in the largest unit that divides the length.
    static func spell(_ length: Interval) -> String {
        let milliseconds = length.milliseconds
        if milliseconds != 0, milliseconds % 3_600_000 == 0 { return "\(milliseconds / 3_600_000)h" }
        if milliseconds != 0, milliseconds % 60_000 == 0 { return "\(milliseconds / 60_000)min" }
        if milliseconds % 1000 == 0 { return "\(milliseconds / 1000)s" }
        return "\(milliseconds)ms"
    }
}
