/// How a name stands on boards and in lists: enough to recognise, too little to look somebody up.
package enum NameMask {
    /// 王小明 becomes 王**, Ann Lee becomes A**; a compound surname keeps both characters (欧阳**).
    ///
    /// The number of stars is always two, so that the length of the name doesn't show.
    package static func mask(_ name: String) -> String {
        let trimmed = name.drop { $0 == " " || $0 == "\u{3000}" }
        guard let first = trimmed.first else { return "" }
        let two = String(trimmed.prefix(2))
        return (trimmed.count > 2 && compoundSurnames.contains(two) ? two : String(first)) + "**"
    }

    private static let compoundSurnames: Set<String> = [
        "欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "端木", "南宫",
    ]
}

/// How a phone number stands anywhere but in front of an officer.
package enum PhoneMask {
    /// `+8613800000001` becomes `+86138****0001`; numbers of fewer than 8 digits are all stars.
    package static func mask(_ phone: String) -> String {
        let characters = Array(phone)
        guard characters.count >= 8 else { return String(repeating: "*", count: characters.count) }
        let tail = characters.count - 4
        let head = max(0, tail - 4)
        return String(characters[..<head]) + "****" + String(characters[tail...])
    }
}
