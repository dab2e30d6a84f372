import MusterAPI

extension Reader {
    /// What waits for a person, most dangerous first.
    func todoPage(_ view: TodoView) -> Page {
        var page = Page()
        if view.items.isEmpty {
            page.say(say(.todoEmpty, view.asOf.clock), width: width)
            return page
        }
        page.say(say(.todoTitle, "\(view.items.count)", view.asOf.clock), width: width, tone: .heading)
        let idWidth = view.items.map { "\($0.id)".count }.max() ?? 1
        for item in view.items { page.body += todoLines(item, idWidth: idWidth) }
        page.close(with: say(.todoHint), width: width, tone: .faint)
        return page
    }

    /// `! 12 07:20 T+00:50 ...`; what somebody wrote, and what to type, stand on lines of their own.
    private func todoLines(_ item: TodoItem, idWidth: Int) -> [Line] {
        let id = pad("\(item.id)", to: idWidth, trailing: true)
        let front = "\(item.urgent ? "!" : " ") \(id)  \(time(item.raised))  "
        let indent = 2 + idWidth + 2
        let seen = item.acknowledged.map { say(.seenAt, $0.clock) } ?? ""
        let place = item.code.map { $0 + " " } ?? ""
        // The daemon's sentence names the incident only where that is what it is about.
        let words = of(item.sentence)
        let sentence = (words.hasPrefix(item.code ?? "\n") ? "" : place) + words + seen
        var lines = wrap(front + sentence, to: width, indent: indent).map {
            Line($0, item.urgent ? Tone.urgent : .plain)
        }
        let margin = String(repeating: " ", count: indent)
        if let text = item.text, !text.isEmpty {
            lines += wrap(margin + say(.wrote, shown(text)), to: width, indent: indent).map { Line($0) }
        }
        if let confirmation = item.confirmation {
            lines.append(Line(margin + "musterctl confirm \(confirmation)"))
        }
        return lines
    }
}
