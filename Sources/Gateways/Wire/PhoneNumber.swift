/// Phone numbers as gateways and people write them, brought to E.164.
package enum PhoneNumber {
    /// `13800000000`, `86 138 0000 0000`, `0086-13800000000` and `+8613800000000` are one number.
    ///
    /// A national number gets `country`; a short code of up to 8 digits stays as it is, since it belongs to
    /// a network and not to a country.
    ///
    /// - Parameters:
    ///   - text: The number as it was written.
    ///   - country: The calling code without `+`.
    /// - Returns: nil when `text` holds anything but a number.
    package static func e164(_ text: String, country: String = "86") -> String? {
        let spaces = Set(" -()./\u{A0}\u{3000}".unicodeScalars)
        var digits = String(String.UnicodeScalarView(text.unicodeScalars.filter { !spaces.contains($0) }))
        if digits.hasPrefix("tel:") { digits.removeFirst(4) }
        let isInternational = digits.hasPrefix("+")
        if isInternational { digits.removeFirst() }
        guard (3...20).contains(digits.utf8.count), digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        if isInternational { return "+" + digits }
        // What follows has to be as long as after a plus: 00-1 is no number.
        if digits.hasPrefix("00") { return digits.utf8.count >= 5 ? "+" + digits.dropFirst(2) : nil }
        if digits.utf8.count <= 8 { return digits }
        // Chinese mobile numbers have 11 digits and begin with 1, so 13 digits from 861 hold the country.
        if digits.hasPrefix(country), digits.utf8.count >= country.utf8.count + 11 { return "+" + digits }
        if digits.hasPrefix("0") { return "+" + country + digits.dropFirst() }
        return "+" + country + digits
    }
}
