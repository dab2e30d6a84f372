import Mobilization

/// What the `info` blocks of one alert say together.
///
/// Blocks stand for languages, or for areas of different gravity within a language. Chinese ones are chosen
/// if there are any, else those in the language of the first; among the chosen, the gravest speaks. Areas are
/// those of all blocks.
struct CAPAccount {
    /// Empty when there is no info.
    private(set) var event = ""
    private(set) var headline = ""
    private(set) var colour: WarningColour?
    private(set) var expiresAt: Instant?
    private(set) var areas: [String] = []
    /// Whether every chosen block says AllClear, and that the event has passed.
    private var isAllClear = false
    /// In Chinese: 解除 without a word of anything new.
    private var isLifted = false

    init(of blocks: [XMLElement], into findings: inout Findings) {
        let chosen = Self.chosen(blocks)
        guard let gravest = Self.gravest(chosen) else { return }
        event = WireText.line(gravest.first("event")?.text ?? "")
        headline = WireText.line(gravest.first("headline")?.text ?? "")
        if headline.isEmpty { headline = event }
        // Where the chosen language names no colour and no severity, another one may.
        colour = Self.colour(of: gravest) ?? blocks.compactMap(Self.colour).max()
        if let expires = gravest.first("expires"), !WireText.trimmed(expires.text).isEmpty {
            expiresAt = readTime(expires, into: &findings)
        }
        areas = Self.areas(of: blocks, into: &findings)
        isAllClear = chosen.allSatisfy { block in
            block.trimmed("urgency") == "Past"
                && block.all("responseType").contains { WireText.trimmed($0.text) == "AllClear" }
        }
        let news = ["发布", "变更", "更新", "升级", "降级", "继续", "升为", "降为"]
        isLifted = headline.contains("解除") && !news.contains { headline.contains($0) }
    }

    /// The remark to make when an alert or update ends a danger instead of announcing one; nil when it
    /// doesn't.
    func cancelDisguise(_ messageType: AlertMessageType) -> String? {
        if isLifted { return "the headline says 解除, so that this counts as a cancellation" }
        if isAllClear, messageType == .update {
            return "this update says AllClear for a danger that has passed; it counts as a cancellation"
        }
        return nil
    }

    private static func chosen(_ blocks: [XMLElement]) -> [XMLElement] {
        let chinese = blocks.filter { language(of: $0) == "zh" }
        if !chinese.isEmpty { return chinese }
        guard let first = blocks.first else { return [] }
        return blocks.filter { language(of: $0) == language(of: first) }
    }

    /// The language without region or script, in lower case. CAP says en-US for a block that names none; one
    /// that is written in Chinese is Chinese all the same.
    private static func language(of block: XMLElement) -> String {
        let tag = block.trimmed("language").lowercased()
        if tag.isEmpty { return WireText.holdsHan(block.first("event")?.text ?? "") ? "zh" : "en" }
        return String(tag.prefix { $0 != "-" && $0 != "_" })
    }

    /// The first of the gravest colour.
    private static func gravest(_ blocks: [XMLElement]) -> XMLElement? {
        let rank = { (block: XMLElement) in colour(of: block)?.rawValue ?? 0 }
        guard let top = blocks.map(rank).max() else { return nil }
        return blocks.first { rank($0) == top }
    }

    /// By the colour word of the headline, the event or a parameter, since that is the issuer's own; else by
    /// the severity. nil: neither is there.
    private static func colour(of block: XMLElement) -> WarningColour? {
        let headings = [block.first("headline"), block.first("event")].compactMap { $0?.text }
        let values = block.all("parameter").map { $0.trimmed("value") }
        return headings.lazy.compactMap { WarningColour(headline: $0) }.first
            ?? values.lazy.compactMap { chineseColour(in: $0) }.first
            ?? WarningColour(severity: block.trimmed("severity"))
    }

    /// Chinese words only: an English `red` in a parameter may be the colour of a line on a map.
    private static func chineseColour(in value: String) -> WarningColour? {
        WireText.holdsHan(value) ? WarningColour(word: value) ?? WarningColour(headline: value) : nil
    }

    private static func areas(of blocks: [XMLElement], into findings: inout Findings) -> [String] {
        var areas: [String] = []
        var known: Set<String> = []
        for area in blocks.flatMap({ $0.all("area") }) {
            for text in [area.trimmed("areaDesc")] + geocodes(of: area) {
                let name = WireText.line(text)
                guard !name.isEmpty, known.insert(name).inserted else { continue }
                if areas.count == CAPLimits.areas {
                    findings.remark(
                        "the alert names more than \(CAPLimits.areas) areas; the rest is left out",
                        line: area.line,
                        column: area.column)
                    return areas
                }
                areas.append(name)
            }
        }
        return areas
    }

    /// The values of the area's codes; a list with commas in one value is taken apart.
    private static func geocodes(of area: XMLElement) -> [String] {
        // The German weather service keeps a polygon to leave out among the codes.
        area.all("geocode").filter { $0.trimmed("valueName") != "EXCLUDE_POLYGON" }
            .flatMap { $0.trimmed("value").split(separator: ",").map(String.init) }
    }
}
