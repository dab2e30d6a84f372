import MusterAPI

extension Reader {
    func planPage(_ plan: PlanView) -> Page {
        var page = Page()
        page.say(
            say(.planTitle, plan.code, "\(plan.people)", "\(plan.reserve)", plan.asOf.clock), width: width,
            tone: .heading)
        var table = Table(columns: [
            .text(""), .text(say(.columnSite)), .figure(say(.columnNeeded)), .figure(say(.columnPromised)),
            .figure(say(.columnWouldCall)), .figure(say(.columnLeaders)), .figure(say(.columnMissing)),
        ])
        for row in plan.sites {
            table.add([
                row.missing > 0 ? "!" : "", row.site, "\(row.required)", "\(row.promised)", "\(row.called)",
                "\(row.leaders)", "\(row.missing)",
            ])
        }
        if !plan.sites.isEmpty {
            page.body = table.lines(width: width)
            page.titles = 1
        }
        if !plan.passedOver.isEmpty {
            let gates = plan.passedOver.map { "\(of($0.words)) \($0.count)" }.joined(separator: "  ")
            page.close(with: say(.planPassedOver, gates), width: width)
        }
        if let travel = plan.travel { page.close(with: of(travel), width: width) }
        return page
    }
}
