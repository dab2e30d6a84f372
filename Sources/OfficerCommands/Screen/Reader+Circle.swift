import MusterAPI

extension Reader {
    /// One line a site with its weakest task, then the skills and the two courses that would help most.
    func circlePage(_ view: CoverageView) -> Page {
        var page = Page()
        page.say(
            say(.coverageTitle, "\(view.pioneers)", "\(view.homesUnknown)"), width: width, tone: .heading)
        var table = Table(columns: [
            .text(""), .text(say(.columnSite)), .text(say(.columnName), least: 8),
            .text(say(.columnWeakest), least: 8), .figure(say(.columnDay)), .figure(say(.columnNight)),
            .figure(say(.columnLeaders)), .figure(say(.columnLikely)), .figure(say(.columnMinimum)),
        ])
        for row in view.sites {
            guard let task = row.weakest else { continue }
            table.add([
                task.short ? "!" : "", row.site, row.name, of(task.title), "\(task.day)", "\(task.night)",
                "\(task.leadersNight)", tenths(task.expected), "\(task.minimum)",
            ])
        }
        if !view.sites.isEmpty {
            page.body = table.lines(width: width)
            page.titles = 1
        }
        let skills = view.skills.map { skill in
            "\(skill.short ? "! " : "")\(of(skill.words)) \(skill.people) (\(tenths(skill.share * 100))%)"
        }
        if !skills.isEmpty {
            page.close(with: say(.coverageSkills, skills.joined(separator: "  ")), width: width)
        }
        for training in view.trainings.prefix(2) {
            page.close(
                with: say(
                    .coverageTraining, "\(training.member) \(training.name)", of(training.lacks),
                    of(training.title), "\(training.sites.count)",
                    training.weakest, tenths(training.before), tenths(training.after)), width: width)
        }
        if let away = view.away, away > 0 {
            page.close(with: say(.coverageAway, "\(away)"), width: width)
        }
        page.close(with: of(view.travel), width: width)
        return page
    }

    /// Thousandths with one decimal, cut off: 3600 is 3.6.
    private func tenths(_ thousandths: Int) -> String { "\(thousandths / 1000).\(thousandths % 1000 / 100)" }
}
