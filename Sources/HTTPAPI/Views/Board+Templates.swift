import Mobilization
import MobilizationRuntime
import MusterAPI

extension Board {
    /// Every text in both languages, as it is filed with providers.
    func templatesView() -> TemplatesView {
        TemplatesView(
            signature: TextTemplates.chineseSignature,
            templates: Language.allCases.flatMap { language in
                TextTemplates.keys.map { templateRow($0, language) }
            })
    }

    private func templateRow(_ key: String, _ language: Language) -> TemplateRow {
        var values: [String: String] = [:]
        for place in TextTemplates.placeholders(of: key, language: language) {
            values[place] = TextTemplates.longestValue(of: place, language: language) ?? ""
        }
        let longest = TextTemplates.rendered(key, language: language, values: values)
        let counted = (language == .chinese ? TextTemplates.chineseSignature : "") + longest
        let words = TextTemplates.words(of: key, language: language) ?? ""
        let isInDrills = TextTemplates.usedInDrills.contains(key)
        return TemplateRow(
            key: key, language: language.rawValue, text: words, longest: longest,
            units: language == .chinese ? counted.utf16.count : Segmentation.length(of: counted).units,
            spoken: TextTemplates.isSpoken(key),
            drillTwin: isInDrills ? TextTemplates.drillMark(language) + words : nil,
            filedDrill: isInDrills
                ? state.gateways.map(\.description)
                    .filter { $0.takesDrills && ($0.drillTexts?.contains(key) ?? true) }.map(\.name) : [])
    }
}

extension Route {
    /// Texts to file with providers.
    static var templates: Route {
        query("/v1/templates", TemplatesView.self, "Every text that can be sent, as it is filed.") {
            _, http in
            .json(try http.board().templatesView())
        }
    }
}
