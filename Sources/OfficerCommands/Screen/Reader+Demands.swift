import MusterAPI

extension Reader {
    /// Needs that nobody has promised to fill, and what is offered, on one screen.
    func demandsPage(_ view: DemandsView) -> Page {
        var page = Page()
        page.say(
            either(
                zh: "需求 \(view.demands.count) 起，资源 \(view.offers.count) 项，截至 \(view.asOf.clock)",
                en: "\(view.demands.count) demands, \(view.offers.count) offers at \(view.asOf.clock)"),
            width: width, tone: .heading)
        for demand in view.demands { page.body += demandLines(demand) }
        for offer in view.offers { page.body += offerLines(offer) }
        return page
    }

    private func demandLines(_ demand: DemandRow) -> [Line] {
        let checked =
            demand.verified
            ? either(zh: "已核实", en: "verified") : either(zh: "! 未核实", en: "! not verified")
        let end = demand.endWords.map { "  " + of($0) } ?? ""
        let head =
            "\(demand.code)  \(shown(demand.event))  \(shown(demand.requestedBy ?? demand.source))  "
            + checked + "  " + say(.presentOf, "\(demand.present)", "\(demand.required)") + end
        let gaps = demand.gaps.map { "\($0.site) \($0.missing)" }.joined(separator: "  ")
        var lines = wrap(head, to: width, indent: 4).map { Line($0, demand.verified ? .plain : .urgent) }
        if !gaps.isEmpty {
            lines += wrap(either(zh: "  缺 \(gaps)", en: "  missing \(gaps)"), to: width, indent: 4)
                .map { Line($0) }
        }
        return lines
    }

    private func offerLines(_ offer: OfferRow) -> [Line] {
        let until = offer.until.map { either(zh: "至\($0.clock)", en: "until \($0.clock)") }
        let parts = [
            "+ \(offer.number)", shown(offer.what ?? "?"), offer.who.map { shown($0) }, offer.site, until,
            of(offer.stateWords),
        ]
        return wrap(parts.compactMap { $0 }.joined(separator: "  "), to: width, indent: 4)
            .map { Line($0, offer.state == "open" ? .plain : .faint) }
    }
}
