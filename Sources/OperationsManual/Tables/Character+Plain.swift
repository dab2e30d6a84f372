extension Character {
    /// One of 0 to 9 with nothing on it.
    ///
    /// Characters are compared as they are spelled: "1" with an accent, or in the box that phones draw around it, lies
    /// between "1" and "2", but no gateway takes it for a figure.
    var isPlainDigit: Bool { isASCII && ("0"..."9").contains(self) }
    /// One of a to z with nothing on it.
    var isPlainSmallLetter: Bool { isASCII && ("a"..."z").contains(self) }
    /// One of A to Z with nothing on it.
    var isPlainCapital: Bool { isASCII && ("A"..."Z").contains(self) }
}
