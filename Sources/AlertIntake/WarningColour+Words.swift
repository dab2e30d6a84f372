import Mobilization

extension WarningColour {
    /// A colour that stands alone: `red`, `Red`, `红`, `红色`. nil for anything else.
    init?(word: String) {
        switch WireText.trimmed(word).lowercased() {
        case "red", "红", "红色": self = .red
        case "orange", "橙", "橙色": self = .orange
        case "yellow", "黄", "黄色": self = .yellow
        case "blue", "蓝", "蓝色": self = .blue
        default: return nil
        }
    }

    /// The colour a Chinese headline names: `绵阳市气象台发布暴雨红色预警`.
    ///
    /// Only the colour with 色 counts, since 黄山市 and 红河州 are places. Where a headline names several, the
    /// one after 为 is the new one (升级为橙色); else the gravest is taken. nil: none is named.
    init?(headline: String) {
        let letters = Array(headline)
        var gravest: WarningColour?
        var changedTo: WarningColour?
        for index in letters.indices.dropLast() where letters[index + 1] == "色" {
            guard let colour = WarningColour(word: String(letters[index])) else { continue }
            gravest = gravest.map { Swift.max($0, colour) } ?? colour
            if index > 0, letters[index - 1] == "为" { changedTo = colour }
        }
        guard let colour = changedTo ?? gravest else { return nil }
        self = colour
    }

    /// CAP's severity. nil for Unknown and for what isn't CAP's.
    init?(severity: String) {
        switch severity {
        case "Extreme": self = .red
        case "Severe": self = .orange
        case "Moderate": self = .yellow
        case "Minor": self = .blue
        default: return nil
        }
    }
}
