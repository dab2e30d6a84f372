import MusterAPI

extension Reader {
    /// People of an incident, one a row.
    ///
    /// `members`: Those to show, of `view`.
    func whoPage(_ view: MembersView, _ members: [MemberRow]) -> Page {
        var page = Page()
        page.say(
            say(.whoTitle, view.code, "\(members.count)", view.asOf.clock) + stageCounts(members),
            width: width,
            tone: .heading, indent: 2)
        if members.isEmpty { return page }
        page.body = memberTable(members)
        page.titles = 1
        return page
    }

    func memberTable(_ members: [MemberRow]) -> [Line] {
        var table = Table(columns: [
            .figure(say(.columnNumber)), .text(say(.columnPerson), least: 6), .text(say(.columnPhone)),
            .text(say(.columnSite)), .text(say(.columnRole)), .text(say(.columnStage), least: 4),
            .text(say(.columnSince)), .text(say(.columnExpected)),
        ])
        for member in members {
            table.add(
                [
                    "\(member.member)", orDash(member.name), member.phone ?? "", member.site,
                    member.role == "leader" ? say(.leaderRole) : "", stage(of: member), time(member.since),
                    expected(member),
                ], tone: isSettled(member) ? .faint : .plain)
        }
        return table.lines(width: width)
    }

    /// Whether somebody who accepted isn't known to be safe yet; the incident can't close over such a person.
    static func isUnaccounted(_ member: MemberRow) -> Bool {
        ["accepted", "en_route", "arrived", "withdrawn", "returning"].contains(member.stage)
    }

    private func isSettled(_ member: MemberRow) -> Bool {
        ["declined", "released", "home", "accounted"].contains(member.stage)
    }

    private func stage(of member: MemberRow) -> String {
        of(member.stageWords) + (member.claimed != nil && member.arrived == nil ? say(.claimMark) : "")
    }

    private func expected(_ member: MemberRow) -> String {
        guard ["called", "accepted", "en_route"].contains(member.stage) else { return "" }
        return member.expected.clock + (member.late ? say(.lateMark) : "")
    }

    /// `: 在途 17  到场 15`, in the order in which the stages first come.
    private func stageCounts(_ members: [MemberRow]) -> String {
        var order: [String] = []
        var counts: [String: Int] = [:]
        for member in members {
            let word = of(member.stageWords)
            if counts[word] == nil { order.append(word) }
            counts[word, default: 0] += 1
        }
        return order.isEmpty ? "" : order.map { "  \($0) \(counts[$0] ?? 0)" }.joined()
    }
}
