/// Swift source without what only looks like code: comments and the texts of string literals become blanks.
///
/// Lines keep their numbers, and what is interpolated into a string stays. Regular expression literals that
/// hold a quote aren't understood; a file with one is read as code up to there.
struct SwiftCode {
    /// As many lines as the source.
    let lines: [Substring]

    init(_ source: String) {
        var reader = SwiftReader(bytes: Array(source.utf8))
        lines = reader.read().split(separator: "\n", omittingEmptySubsequences: false)
    }
}

private struct SwiftReader {
    /// Where the reader stands: in code, down to the parenthesis that ends an interpolation, or in a string
    /// literal.
    enum Place {
        case code(openParentheses: Int)
        case string(hashes: Int, isMultiline: Bool)
    }

    let bytes: [UInt8]
    var position = 0
    var places: [Place] = [.code(openParentheses: 0)]
    var kept: [UInt8] = []

    init(bytes: [UInt8]) {
        self.bytes = bytes
        kept.reserveCapacity(bytes.count)
    }

    mutating func read() -> String {
        while position < bytes.count {
            switch places.last {
            case .string(let hashes, let isMultiline): readText(hashes, isMultiline)
            case .code(let open): readCode(open)
            case nil: keep(1)
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }

    private mutating func readCode(_ open: Int) {
        if at("//") {
            while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { blank(1) }
        } else if at("/*") {
            skipBlockComment()
        } else if at("`") {
            // A sentence as a name may hold anything, quotes too.
            repeat { keep(1) } while position < bytes.count && !at("`") && !at("\n")
            keep(1)
        } else if let hashes = hashesBeforeQuote() {
            keep(hashes)
            let isMultiline = at("\"\"\"")
            keep(isMultiline ? 3 : 1)
            places.append(.string(hashes: hashes, isMultiline: isMultiline))
        } else {
            let isInterpolation = places.count > 1
            if isInterpolation, at("(") { places[places.count - 1] = .code(openParentheses: open + 1) }
            if isInterpolation, at(")") {
                places[places.count - 1] = .code(openParentheses: open - 1)
                if open == 1 { places.removeLast() }
            }
            keep(1)
        }
    }

    private mutating func readText(_ hashes: Int, _ isMultiline: Bool) {
        let marks = String(repeating: "#", count: hashes)
        if at("\\" + marks + "(") {
            blank(1 + hashes)
            keep(1)
            places.append(.code(openParentheses: 1))
        } else if at("\\" + marks) {
            blank(2 + hashes)
        } else if at((isMultiline ? "\"\"\"" : "\"") + marks) {
            keep((isMultiline ? 3 : 1) + hashes)
            places.removeLast()
        } else {
            if !isMultiline, at("\n") { places.removeLast() }
            blank(1)
        }
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if at("/*") { depth += 1 }
            if at("*/") { depth -= 1 }
            blank(at("/*") || at("*/") ? 2 : 1)
        } while depth > 0 && position < bytes.count
    }

    /// How many `#` stand between here and a quote; nil when no string begins here.
    private func hashesBeforeQuote() -> Int? {
        var end = position
        while end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
        return end < bytes.count && bytes[end] == UInt8(ascii: "\"") ? end - position : nil
    }

    private func at(_ text: String) -> Bool {
        bytes[position...].starts(with: text.utf8)
    }

    private mutating func keep(_ count: Int) {
        let end = min(position + count, bytes.count)
        kept += bytes[position..<end]
        position = end
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where position < bytes.count {
            kept.append(bytes[position] == UInt8(ascii: "\n") ? UInt8(ascii: "\n") : UInt8(ascii: " "))
            position += 1
        }
    }
}
