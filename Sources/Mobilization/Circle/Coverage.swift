/// Who could be where within the hour, in peace time: for each site and task, by day and by night.
///
/// Counts people who pass the task's gates and would be checked in 60 minutes after a call: the median reaction,
/// preparation, the way in heavy rain, check-in. Says nothing about who is free that day; turnout turns people into
/// expected arrivals.
package struct Coverage: Sendable, Equatable {
    /// People of one pool within the hour of one site, for one task.
    package struct Reach: Sendable, Equatable {
        /// May take the task.
        package var workers = 0
        /// May lead it, acting leaders of middle level among them.
        package var leaders = 0
    }

    /// One task at one site.
    package struct SiteTask: Sendable, Equatable {
        package var playbook: PlaybookSlug
        /// Below this many people work doesn't start.
        package var minimum: Int
        package var day = Reach()
        package var night = Reach()
        /// People of the reserve who may take the task; called only with approval.
        package var reserveDay = 0
        package var reserveNight = 0

        /// Expected arrivals of pioneers within the hour, in thousandths: on a working day or at night, where fewer.
        package var expected: Int {
            min(
                day.workers * TurnoutRate.prior(.pioneer, .workingDay).arrive,
                night.workers * TurnoutRate.prior(.pioneer, .night).arrive)
        }
        /// Work is not expected to start within the hour.
        package var isShort: Bool { expected < minimum * 1000 }
        /// Expected arrivals for each person of the minimum, in thousandths.
        package var strength: Int { expected / max(minimum, 1) }
    }

    /// One site with all tasks of the manual.
    package struct Place: Sendable, Equatable {
        package var site: SiteCode
        /// In the order of the manual.
        package var tasks: [SiteTask]

        /// The task with the fewest expected arrivals for its minimum; the first of equals.
        package var weakest: SiteTask? {
            tasks.enumerated().min { ($0.1.strength, $0.0) < ($1.1.strength, $1.0) }?.1
        }
    }

    /// How many of the pioneers have a skill that a chapter requires.
    package struct SkillShare: Sendable, Equatable {
        package var skill: Skill
        package var people: Int
        /// Thousandths of the pioneers.
        package var share: Int
        package var isBelowLine: Bool { share < Coverage.line }
    }

    /// What it would change if one more person were trained for a task.
    package struct Training: Sendable, Equatable {
        package var playbook: PlaybookSlug
        /// The one who would help most: reaches the most sites where the task is short.
        package var member: MemberID
        /// What stops the person today.
        package var gate: Gate
        /// Sites where the task is short, or the weakest site, that the person reaches within the hour of a night.
        package var sites: [SiteCode]
        /// Of them the weakest, with its expected arrivals before and after, in thousandths.
        package var weakest: SiteCode
        package var before: Int
        package var after: Int
    }

    /// Thousandths of the team under which a key skill is said to be short (关键技能15%线).
    package static let line = 150

    package var places: [Place]
    /// The skills that chapters require, in the order of `Skill`.
    package var skills: [SkillShare]
    /// At most one for each task that is short somewhere, the one that helps most sites first. Where no task is short
    /// anywhere, one for the weakest.
    package var trainings: [Training]
    package var pioneers: Int
    /// Pioneers without a known home, who are assumed at the roster's centre.
    package var homesUnknown: Int
}
