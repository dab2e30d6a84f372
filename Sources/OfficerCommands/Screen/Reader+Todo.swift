import MusterAPI

extension Reader {
    /// So many of the same kind are shown one by one where there are more.
    private static var shownOfKind: Int { 3 }

    /// What waits for a person, most dangerous first. `isGrouped`: matters of one kind that don't wake anybody, an
    /// evening's unclear replies, are counted after the first few.
    func todoPage(_ view: TodoView, isGrouped: Bool = true) -> Page {
        var page = Page()
        if view.items.isEmpty {
            page.say(say(.todoEmpty, view.asOf.clock), width: width)
            return page
        }
        page.say(say(.todoTitle, "\(view.items.count)", view.asOf.clock), width: width, tone: .heading)
        let idWidth = view.items.map { "\($0.id)".count }.max() ?? 1
        for (place, item) in view.items.enumerated() {
            let alike = isGrouped ? sameKind(as: item, in: view.items) : []
            guard alike.count > Self.shownOfKind, let rank = alike.firstIndex(of: place),
                rank >= Self.shownOfKind
            else {
                page.body += todoLines(item, idWidth: idWidth)
                continue
            }
            // One line stands for all the others, so that a burst of one kind hides nothing behind it.
            if rank == Self.shownOfKind { page.body.append(moreOfKind(item, alike.count - rank, idWidth)) }
        }
        page.close(with: say(.todoHint), width: width, tone: .faint)
        return page
    }

    /// Places of the items of this kind and incident; of an urgent one, none: each of those is a person's danger.
    private func sameKind(as item: TodoItem, in items: [TodoItem]) -> [Int] {
        if item.urgent { return [] }
        return items.indices.filter { items[$0].kind == item.kind && items[$0].incident == item.incident }
    }

    private func moreOfKind(_ item: TodoItem, _ count: Int, _ idWidth: Int) -> Line {
        Line(
            String(repeating: " ", count: 2 + idWidth + 2) + say(.todoMore, "\(count)", item.kind), Tone.faint
        )
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
        if let contact = item.contact {
            let line = either(zh: "电话：\(shown(contact))", en: "phone: \(shown(contact))")
            lines += wrap(margin + line, to: width, indent: indent).map { Line($0) }
        }
        if let confirmation = item.confirmation {
            lines.append(Line(margin + "musterctl confirm \(confirmation)"))
        }
        return lines
    }
}
