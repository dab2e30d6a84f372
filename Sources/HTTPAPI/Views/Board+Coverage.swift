import Mobilization
package import MobilizationRuntime
package import MusterAPI

extension Board {
    /// Who could be where within the hour, with the reference data in force.
    package func coverageView() -> CoverageView {
        let coverage = Coverage(reference, today: reference.settings.zone.local(asOf).day)
        let places = coverage.places.enumerated()
            .sorted { (strength($0.1), $0.0) < (strength($1.1), $1.0) }
            .map(\.1)
        return CoverageView(
            asOf: teamClock.moment(asOf), pioneers: coverage.pioneers, homesUnknown: coverage.homesUnknown,
            travel: travelWords,
            sites: places.map { place in
                CoverageRow(
                    site: place.site, name: reference.sites[place.site]?.name ?? "",
                    weakest: place.weakest.map(row), tasks: place.tasks.map(row))
            },
            skills: coverage.skills.map { skill in
                SkillShareRow(
                    name: skill.skill.wireName, words: skill.skill.words, people: skill.people,
                    share: skill.share, short: skill.isBelowLine)
            },
            trainings: coverage.trainings.map { training in
                TrainingRow(
                    playbook: training.playbook, title: title(of: training.playbook),
                    member: training.member.number, name: maskedName(training.member),
                    lacks: PlanReason(training.gate).words, sites: training.sites, weakest: training.weakest,
                    before: training.before, after: training.after)
            }, away: absentPioneers)
    }

    /// What the times on the way are taken from.
    var travelWords: Words {
        let table = reference.travelTimes
        guard !table.isEmpty else {
            return Words(zh: "路程按直线估算（路网未答）", en: "ways by straight line (no router has answered)")
        }
        let edition = "\(table.source) \(table.version.number)"
        return Words(zh: "路程按路网（\(edition)版）", en: "ways by road (\(edition))")
    }

    private func strength(_ place: Coverage.Place) -> Int { place.weakest?.strength ?? Int.max }

    private func row(_ task: Coverage.SiteTask) -> CoverageTask {
        CoverageTask(
            playbook: task.playbook, title: title(of: task.playbook), minimum: task.minimum,
            day: task.day.workers, night: task.night.workers, leadersNight: task.night.leaders,
            reserveNight: task.reserveNight, expected: task.expected, short: task.isShort)
    }

    private func title(of playbook: PlaybookSlug) -> Words {
        let chapter = reference.manual[playbook]
        return Words(zh: chapter?.title ?? playbook, en: chapter?.titleEnglish ?? playbook)
    }
}
