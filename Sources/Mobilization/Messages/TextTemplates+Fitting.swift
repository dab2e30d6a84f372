extension TextTemplates {
    /// The text of `key`, with values shortened where it would not fit into one message with its signature.
    ///
    /// One message: 70 UTF-16 units of Chinese including `signature`, 160 septets of English. An English text
    /// with Chinese place names needs UCS-2 and may fill two parts, 134 units. Values that are longer than the
    /// template is counted with are cut first, at the end and between characters; times, codes, numbers and the
    /// duty phone are never cut, so a text with an odd duty phone may still be too long. Scripts for the voice
    /// are never shortened.
    ///
    /// `signature` is what the gateway sets before a Chinese text, brackets included.
    package static func fitted(
        _ key: String, language: Language, values: [String: String], isDrill: Bool = false,
        signature: String = chineseSignature
    ) -> String {
        var values = values.mapValues(plain)
        var text = rendered(key, language: language, values: values, isDrill: isDrill)
        guard !isSpoken(key) else { return text }
        let places = placeholders(of: key, language: language).filter(mayBeCut)
        let signature = language == .chinese ? signature : ""
        while !fitsOneMessage(signature + text, language: language) {
            guard let place = placeToCut(places, values: values, language: language) else { return text }
            values[place]?.removeLast()
            text = rendered(key, language: language, values: values, isDrill: isDrill)
        }
        return text
    }

    /// Whether a text, its signature included, goes out as the one message it is planned as.
    package static func fitsOneMessage(_ text: String, language: Language) -> Bool {
        let length = Segmentation.length(of: text)
        switch language {
        case .chinese: return text.utf16.count <= 70
        case .english: return length.parts <= (length.alphabet == .gsm7 ? 1 : 2)
        }
    }

    /// Half a phone number or half a code is worse than a second part.
    private static func mayBeCut(_ place: String) -> Bool {
        !["t", "code", "n", "k", "dist", "duty", "until"].contains(place)
    }

    /// The value that is furthest beyond what the template is counted with; nil when nothing is left to cut.
    ///
    /// Every value keeps two characters.
    private static func placeToCut(
        _ places: [String], values: [String: String], language: Language
    ) -> String? {
        var chosen: String?
        var most = Int.min
        for place in places {
            guard let value = values[place], value.count > 2 else { continue }
            let longest = longestValue(of: place, language: language) ?? ""
            let excess = value.utf16.count - longest.utf16.count
            if excess > most {
                most = excess
                chosen = place
            }
        }
        return chosen
    }
}
