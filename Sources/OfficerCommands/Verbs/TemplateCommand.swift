import ArgumentParser
import MusterAPI

/// `template 模板`
struct TemplateCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "The texts to file with a provider; --export writes the sheet. 模板",
        discussion: """
            Providers take 5 to 10 working days to approve signatures and texts: start early.
            template --export aliyun > texts.csv; template --export tencent > texts.csv
            """, aliases: ["模板"])

    @Argument(help: "Only texts whose key begins so.")
    var key: String?

    @Option(name: .long, help: "A sheet for this provider: aliyun or tencent.")
    var export: Provider?

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let view = try await desk.link.get(TemplatesView.self, "/v1/templates")
        if let export, !common.json {
            desk.console.write(FilingSheet(view.view, for: export).text)
            return .done
        }
        desk.show(view) { desk.reader.templatesPage($0, key: key ?? "") }
        return .done
    }
}

/// How a provider names the places of a text.
enum Provider: String, Sendable, CaseIterable, ExpressibleByArgument {
    /// `${muster}`
    case aliyun
    /// `{1}`, in the order of the text
    case tencent

    func form(of text: String) -> String {
        var result = ""
        var rest = text[...]
        var names: [String] = []
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            if !names.contains(name) { names.append(name) }
            result += rest[..<open]
            switch self {
            case .aliyun: result += "${\(name)}"
            case .tencent: result += "{\((names.firstIndex(of: name) ?? 0) + 1)}"
            }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}

/// The Chinese texts and their drill twins, a row each, as a spreadsheet.
struct FilingSheet {
    let view: TemplatesView
    let provider: Provider

    init(_ view: TemplatesView, for provider: Provider) {
        self.view = view
        self.provider = provider
    }

    var text: String {
        var rows = [["模板名称", "模板内容", "变量", "最长样例", "字数"]]
        for row in view.templates where row.language == "zh" && !row.spoken {
            rows.append(line(row.key, row.text, row.longest, row.units))
            if let twin = row.drillTwin {
                let mark = twin.dropLast(row.text.count)
                rows.append(line("演练 " + row.key, twin, mark + row.longest, row.units + mark.utf16.count))
            }
        }
        return Sheet.text(rows)
    }

    private func line(_ name: String, _ text: String, _ longest: String, _ units: Int) -> [String] {
        var places: [String] = []
        for part in text.split(separator: "{", omittingEmptySubsequences: false).dropFirst() {
            let place = String(part.prefix { $0 != "}" })
            if !places.contains(place) { places.append(place) }
        }
        return [name, provider.form(of: text), places.joined(separator: " "), longest, "\(units)"]
    }
}

extension Reader {
    /// Key, length and words of each text in the officer's language.
    func templatesPage(_ view: TemplatesView, key: String) -> Page {
        let rows = view.templates.filter {
            $0.language == language.rawValue && $0.key.lowercased().hasPrefix(key.lowercased())
        }
        var page = Page()
        page.say(
            either(
                zh: "短信模板 \(rows.count) 条，签名 \(view.signature)",
                en: "\(rows.count) texts, signature \(view.signature)"),
            width: width, tone: .heading)
        for row in rows {
            let filed =
                row.drillTwin == nil
                ? "" : row.filedDrill.isEmpty ? either(zh: "  ! 演练未报备", en: "  ! no drill twin filed") : ""
            page.body += wrap("\(row.key)  \(row.units)\(filed)", to: width).map { Line($0, .heading) }
            page.body += wrap("  " + shown(row.text), to: width, indent: 2).map { Line($0) }
        }
        return page
    }
}
