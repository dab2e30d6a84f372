package import Mobilization
import Yams

/// Reads the response rules, `rules.yaml`. What a file leaves out stays as shipped (`RuleBook.shipped`).
///
/// ```yaml
/// rules:
///   - name: 红色预警
///     kind: warning              # warning or demand
///     at least: red              # or 红; warnings only
///     event: 暴雨                # part of the event's words; absent: any
///     sources: [weather]         # absent: any
///     posture: standby           # normal, watch, prepare, standby (or 关注, 预备, 待命)
///     notify: team               # nobody, leaders, first third, team, team and reserve; else by the posture
///   - name: 区防指需求
///     kind: demand
///     dispatch: {up to: 50, small: automatic, large: hold 60s}   # or one word for all sizes
///   - name: 其他
///     kind: warning
///     record: true               # note and show, nothing more
/// ```
package enum RuleReader {
    /// Reads the rules; the book's version is `.none`.
    package static func read(_ text: String, file: String) -> Reading<RuleBook> {
        let complaints = Complaints(file: file)
        guard let block = YAMLDocument.root(of: text, complaints) else { return complaints.reading(nil) }
        var book = RuleBook.shipped
        if block.has("rules") {
            book.rules = rules(from: block, complaints)
        }
        if let timers = block.block("timers") { book.timers = TimerReader.timers(from: timers) }
        if let budgets = block.block("budgets") { book.budgets = TimerReader.budgets(from: budgets) }
        block.finish()
        return complaints.reading(book)
    }

    private static func rules(from block: YAMLBlock, _ complaints: Complaints) -> [ResponseRule] {
        let entries = block.blocks("rules")
        if entries.isEmpty, !complaints.hasErrors {
            block.error("rules", "has no entry; leave the key out to keep the shipped rules")
        }
        var rules: [ResponseRule] = []
        for entry in entries {
            guard let rule = rule(from: entry) else { continue }
            if rules.contains(where: { $0.name == rule.name }) {
                entry.error("name", "is \"\(rule.name)\", the name of an earlier rule")
            }
            if let earlier = rules.first(where: { $0.covers(rule) }) {
                entry.warning(
                    "name",
                    "is \"\(rule.name)\", a rule that never applies: \"\(earlier.name)\" takes all of its"
                        + " alerts"
                )
            }
            rules.append(rule)
        }
        if !complaints.hasErrors, !rules.contains(where: { $0.kind == .demand }) {
            block.warning("rules", "has no entry for demands; every demand would wait for the officer")
        }
        return rules
    }

    private static func rule(from entry: YAMLBlock) -> ResponseRule? {
        let name = entry.required("name", YAMLValue.text)
        let kind = entry.required(
            "kind",
            YAMLValue.word([
                ("warning", AlertKind.warning), ("demand", .demand), ("sos", .sos), ("anomaly", .anomaly),
            ]))
        let sources = entry.optional("sources", YAMLValue.list(of: YAMLValue.text)) ?? []
        let event = entry.optional("event", YAMLValue.text)
        let atLeast = entry.optional("at least", YAMLValue.word(colours))
        let record = entry.optional("record", YAMLValue.truth)
        let posture = entry.optional("posture", YAMLValue.word(postures))
        let notify = entry.optional("notify", YAMLValue.word(scopes))
        let dispatch = entry.optional("dispatch") { try self.dispatch($0, entry.complaints) }
        refuseMisfits(entry, kind)
        entry.finish()
        guard let name, let kind else { return nil }
        let action: ResponseRule.Action? =
            switch (posture, dispatch, record) {
            case (let posture?, nil, nil): .posture(posture, notify: notify ?? .shipped(for: posture))
            case (nil, let rule??, nil): .callOut(rule)
            case (nil, nil, true?): .record
            default: nil
            }
        guard let action else { return nil }
        return ResponseRule(
            name: name, kind: kind, sources: sources, event: event, atLeast: atLeast, action: action)
    }

    private static func refuseMisfits(_ entry: YAMLBlock, _ kind: AlertKind?) {
        let actions = ["posture", "dispatch", "record"].filter(entry.has)
        if actions.count != 1 {
            entry.complaints.error(
                "a rule has exactly one of \"posture\", \"dispatch\" and \"record\"; this one has"
                    + " \(actions.count)",
                line: entry.mark.line, column: entry.mark.column)
        }
        switch kind {
        case .warning where entry.has("dispatch"):
            entry.error("dispatch", "stands in a rule for warnings; a warning never calls people by itself")
        case .demand where entry.has("posture"), .sos where entry.has("posture"),
            .anomaly where entry.has("posture"):
            entry.error("posture", "stands in a rule for demands; a demand calls people, it sets no posture")
        case _ where entry.has("notify") && !entry.has("posture"):
            entry.error(
                "notify", "stands in a rule without a posture; only a posture asks people to stand by")
        case .demand where entry.has("at least"):
            entry.error("at least", "stands in a rule for demands; only warnings have colours")
        default: break
        }
    }

    private static func dispatch(_ node: Node, _ complaints: Complaints) throws -> DispatchRule? {
        guard let block = YAMLBlock(node, complaints) else {
            let (start, hold) = try start(node)
            return DispatchRule(
                small: start, large: start, smallUpTo: DispatchRule.shipped.smallUpTo,
                hold: hold ?? DispatchRule.shipped.hold)
        }
        let limit = block.required("up to", YAMLValue.integer(in: 0...100_000))
        let small = block.required("small", start)
        let large = block.required("large", start)
        block.finish()
        guard let limit, let small, let large else { return nil }
        if let first = small.hold, let second = large.hold, first != second {
            block.error("large", "holds for another time than \"small\"; a rule has one holding time")
        }
        return DispatchRule(
            small: small.start, large: large.start, smallUpTo: limit,
            hold: small.hold ?? large.hold ?? DispatchRule.shipped.hold)
    }

    /// `automatic`, `officer`, `hold`, `hold 60s`
    private static func start(_ node: Node) throws -> (start: DispatchRule.Start, hold: Interval?) {
        let words = try YAMLValue.characters(node).split(separator: " ").map(String.init)
        switch words {
        case ["automatic"]: return (.automatic, nil)
        case ["officer"]: return (.officer, nil)
        case ["hold"]: return (.hold, nil)
        default:
            guard words.count == 2, words[0] == "hold", let hold = YAMLValue.interval(words[1]),
                hold > .zero, hold <= .hours(1)
            else {
                throw Fault(
                    "is \(YAMLValue.describe(node)); write automatic, officer, or hold with a time up to"
                        + " 1h, such as hold 60s"
                )
            }
            return (.hold, hold)
        }
    }

    private static let colours: [(String, WarningColour)] = [
        ("blue", .blue), ("yellow", .yellow), ("orange", .orange), ("red", .red), ("蓝", .blue),
        ("黄", .yellow),
        ("橙", .orange), ("红", .red),
    ]

    private static let scopes: [(String, NoticeScope)] = [
        ("nobody", .nobody), ("leaders", .leaders), ("first third", .firstThird), ("team", .team),
        ("team and reserve", .teamAndReserve), ("无", .nobody), ("骨干", .leaders), ("一梯队", .firstThird),
        ("全队", .team), ("全队和后备", .teamAndReserve),
    ]

    /// `deployed` is missing on purpose: only a call-out deploys.
    private static let postures: [(String, Posture)] = [
        ("normal", .normal), ("watch", .watch), ("prepare", .prepare), ("standby", .standby), ("常态", .normal),
        ("关注", .watch), ("预备", .prepare), ("待命", .standby),
    ]
}

extension ResponseRule {
    /// Whether every alert that `other` would take is taken by this rule, which stands before it.
    fileprivate func covers(_ other: ResponseRule) -> Bool {
        kind == other.kind
            && (sources.isEmpty || (!other.sources.isEmpty && other.sources.allSatisfy(sources.contains)))
            && (event == nil || event == other.event)
            && (atLeast == nil || (other.atLeast.map { $0 >= (atLeast ?? $0) } ?? false))
    }
}
