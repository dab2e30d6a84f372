/// Reads phone numbers and brings them into one form.
package enum PhoneText {
    enum Outcome: Equatable {
        /// In E.164, at least one.
        case numbers([String])
        /// What is wrong, as the end of a sentence; never the digits themselves.
        case refused(String)
    }

    /// The mobile numbers of a cell: usually one, sometimes two.
    static func mobiles(_ raw: String) -> Outcome {
        if isPlainMobile(raw) { return .numbers(["+86" + raw]) }
        let text = CellText.narrow(raw)
        if looksShortened(text) {
            return .refused("was shortened to powers of ten by a spreadsheet; enter it again as text")
        }
        var found: [String] = []
        for part in CellText.list(text).flatMap(splitGlued) {
            let digits = nationalDigits(part)
            guard isMobile(digits) else { return .refused(complaint(about: part, digits)) }
            let number = "+86" + digits
            if !found.contains(number) { found.append(number) }
        }
        return found.isEmpty ? .refused("is empty") : .numbers(found)
    }

    /// A mobile or fixed number in E.164, for people on duty. nil when it is neither.
    static func anyNumber(_ raw: String) -> String? {
        let digits = nationalDigits(CellText.narrow(raw))
        if isMobile(digits) { return "+86" + digits }
        // A fixed number needs its area code: 0816-5550100.
        guard digits.hasPrefix("0"), (10...12).contains(digits.count), digits.allSatisfy(isDigit) else {
            return nil
        }
        return "+86" + digits.dropFirst()
    }

    /// A number in E.164 as somebody dictated it. nil when it is none.
    package static func dictated(_ raw: String) -> String? { anyNumber(raw) }

    /// The form that most rosters have: eleven digits and nothing else.
    private static func isPlainMobile(_ raw: String) -> Bool {
        let digits = raw.utf8
        return digits.count == 11 && digits.allSatisfy { (48...57).contains($0) } && raw.hasPrefix("1")
            && digits[digits.index(after: digits.startIndex)] >= UInt8(ascii: "3")
    }

    private static func isMobile(_ digits: String) -> Bool {
        let characters = Array(digits)
        return characters.count == 11 && characters.allSatisfy(isDigit) && characters[0] == "1"
            && characters[1] >= "3"
    }

    /// The digits without signs and without the country's prefix; other characters stay and make it invalid.
    private static func nationalDigits(_ part: String) -> String {
        var text = part.filter { !" -‐‑–—－()（）.·\t".contains($0) }
        // 13800000001.0: the number went through a column of decimals.
        if part.hasSuffix(".0"), text.count == 12 { text.removeLast() }
        for prefix in ["+86", "0086"] where text.hasPrefix(prefix) {
            return String(text.dropFirst(prefix.count))
        }
        if text.count == 13, text.hasPrefix("86") { return String(text.dropFirst(2)) }
        return text
    }

    /// Two numbers with only a blank between them.
    private static func splitGlued(_ part: String) -> [String] {
        let pieces = part.split(separator: " ").map(String.init)
        return pieces.count > 1 && pieces.allSatisfy({ isMobile(nationalDigits($0)) }) ? pieces : [part]
    }

    private static func complaint(about part: String, _ digits: String) -> String {
        if digits.isEmpty { return "is empty" }
        if digits.hasPrefix("+") { return "is a number of another country; a mobile number of +86 is needed" }
        guard digits.allSatisfy(isDigit) else { return "holds characters that are no digits" }
        guard digits.count == 11 else { return "has \(digits.count) digits; a mobile number has 11" }
        return "is no mobile number; those begin with 13 to 19"
    }

    private static func looksShortened(_ text: String) -> Bool {
        let lowered = text.lowercased()
        return lowered.contains("e+") && Double(lowered) != nil
    }

    private static func isDigit(_ character: Character) -> Bool { character.isPlainDigit }
}
