import MusterAPI

extension Reader {
    func planPage(_ plan: PlanView) -> Page {
        var page = Page()
        page.say(
            say(.planTitle, plan.code, "\(plan.people)", "\(plan.reserve)", plan.asOf.clock), width: width,
            tone: .heading)
        if !plan.sites.isEmpty {
            page.body = planSites(plan).lines(width: width)
            page.titles = 1
        }
        if !plan.needs.isEmpty { page.body += planNeeds(plan).lines(width: width) }
        if let leaders = plan.leaders { addLeaders(leaders, to: &page) }
        let lacks = planLacks(plan)
        if !lacks.isEmpty {
            page.close(with: say(.planLacks, lacks.joined(separator: "  ")), width: width, tone: .urgent)
        }
        if !plan.passedOver.isEmpty {
            let gates = plan.passedOver.map { "\(of($0.words)) \($0.count)" }.joined(separator: "  ")
            page.close(with: say(.planPassedOver, gates), width: width)
            if let hours = plan.passedOver.first(where: { $0.name == "hours" }) {
                page.close(with: say(.planHoursHint, "\(hours.count)"), width: width)
            }
        }
        if let travel = plan.travel { page.close(with: of(travel), width: width) }
        return page
    }

    /// Which sites open first, and what the officer may decide for the others.
    private func addLeaders(_ leaders: PlanLeaders, to page: inout Page) {
        func list(_ sites: [String]) -> String { sites.isEmpty ? "-" : sites.joined(separator: " ") }
        page.close(with: say(.planOpenFirst, list(leaders.openFirst)), width: width)
        if !leaders.acting.isEmpty {
            page.close(
                with: say(leaders.actingAllowed ? .planActing : .planActingWaits, list(leaders.acting)),
                width: width, tone: leaders.actingAllowed ? .plain : .urgent)
        }
        if !leaders.sharable.isEmpty {
            let pairs = leaders.sharable.map { "\($0.site)-\($0.with)" }
            page.close(
                with: say(.planSharable, list(pairs), leaders.sharable[0].site, leaders.sharable[0].with),
                width: width)
        }
        if !leaders.none.isEmpty {
            page.close(with: say(.planLeaderless, list(leaders.none)), width: width, tone: .urgent)
        }
    }

    /// A site is full as surely as the least sure of its needs.
    private func planSites(_ plan: PlanView) -> Table {
        var table = Table(columns: [
            .text(""), .text(say(.columnSite)), .figure(say(.columnNeeded)), .figure(say(.columnPromised)),
            .figure(say(.columnWouldCall)), .figure(say(.columnReadyChance)),
            .text(say(.columnLeader), least: 4), .figure(say(.columnFullChance)),
            .figure(say(.columnMissing)),
        ])
        for row in plan.sites {
            let full = plan.needs.filter { $0.site == row.site }.map(\.full).min()
            let isShort = row.missing > 0 || !row.lacks.isEmpty
            table.add([
                isShort ? "!" : "", row.site, "\(row.required)", "\(row.promised)", "\(row.called)",
                row.ready.map(percent) ?? "-", row.leaderWords.map(of) ?? "-", full.map(percent) ?? "-",
                "\(row.missing)",
            ])
        }
        return table
    }

    private func planNeeds(_ plan: PlanView) -> Table {
        var table = Table(columns: [
            .text(""), .text(say(.columnSite)), .text(say(.columnTask), least: 4),
            .figure(say(.columnNeeded)), .figure(say(.columnExpected)), .figure(say(.columnFullChance)),
            .text(say(.columnState), least: 4),
        ])
        for row in plan.needs {
            table.add([
                row.lacks.isEmpty ? "" : "!", row.site, of(row.title), "\(row.headcount)",
                "\(Int(row.expected))", percent(row.full), of(row.stateWords),
            ])
        }
        return table
    }

    /// The first three, each need and role once, with the larger of its two counts; the rest as a number.
    private func planLacks(_ plan: PlanView) -> [String] {
        var most: [LackView] = []
        for lack in plan.sites.flatMap(\.lacks) + plan.needs.flatMap(\.lacks) {
            if let place = most.firstIndex(where: { $0.need == lack.need && $0.role == lack.role }) {
                if lack.people > most[place].people { most[place] = lack }
            } else {
                most.append(lack)
            }
        }
        return most.prefix(3).map { of($0.words) } + (most.count > 3 ? ["+\(most.count - 3)"] : [])
    }
}
