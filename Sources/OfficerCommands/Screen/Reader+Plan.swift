import MusterAPI

/// `GET /v1/incidents/{id}/plan`: whom a call would reach now; nothing happens.
struct PlanView: Sendable, Equatable, Codable {
    /// The incident's four digits.
    var code: String
    var asOf: Moment
    /// The count to type.
    var people: Int
    /// Of them, people of the reserve.
    var reserve: Int
    var sites: [PlanRow]
    /// People who fill no seat, by what stops them.
    var passedOver: [NamedCount]
}

/// One site of a plan.
struct PlanRow: Sendable, Equatable, Codable {
    var site: String
    var required: Int
    /// Promised or there already.
    var promised: Int
    /// Would be called, leaders among them.
    var called: Int
    var leaders: Int
    /// Expected to be missing even then, rounded up.
    var missing: Int
}

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
        return page
    }
}
