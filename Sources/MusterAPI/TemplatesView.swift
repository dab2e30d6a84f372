/// `GET /v1/templates`: every text that can be sent, as it is filed with providers.
package struct TemplatesView: Sendable, Equatable, Codable {
    /// What the Chinese texts are counted with, brackets included.
    package var signature: String
    package var templates: [TemplateRow]

    package init(signature: String, templates: [TemplateRow]) {
        self.signature = signature
        self.templates = templates
    }
}

package struct TemplateRow: Sendable, Equatable, Codable {
    /// Such as `callout.first-aid`.
    package var key: String
    /// `zh` or `en`.
    package var language: String
    /// With its places in braces.
    package var text: String
    /// Every place filled with the longest value that it is counted with.
    package var longest: String
    /// Units of the longest, the signature included: at most 70 of Chinese, 160 of English.
    package var units: Int
    /// A script for the voice, which has no limit.
    package var spoken: Bool
    /// The text of a drill; nil where no drill sends it.
    package var drillTwin: String?
    /// Gateways whose provider has the drill twin on file; of those that drills may use.
    package var filedDrill: [String]

    package init(
        key: String, language: String, text: String, longest: String, units: Int, spoken: Bool,
        drillTwin: String? = nil, filedDrill: [String]
    ) {
        self.key = key
        self.language = language
        self.text = text
        self.longest = longest
        self.units = units
        self.spoken = spoken
        self.drillTwin = drillTwin
        self.filedDrill = filedDrill
    }
}
