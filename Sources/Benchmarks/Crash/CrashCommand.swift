import ArgumentParser
import EventStore
import Foundation
import Mobilization

/// What runs in the processes that `Scripts/chaos.d/writes` and `power` end.
struct CrashCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crash",
        abstract: "Lives a story that may be ended at any moment, and judges what is left.",
        subcommands: [Live.self, Judge.self, Commits.self, Tally.self])

    struct Live: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Live through a small demand, once.")

        @OptionGroup var place: Place

        @Option(help: "The configuration file.")
        var config: String

        @Option(help: "A JSON demand.")
        var demand: String

        func run() throws {
            let centre = try BenchCentre(configuration: config)
            try CrashStory(centre, store: place.store, diary: CrashDiary(writing: place.diary)).tell(
                demand: demand)
        }
    }

    struct Judge: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Start on what a dead process left, and compare.",
            discussion: """
                Prints the events that it left and the messages whose outcome was lost; each fault on a line of its \
                own, and then the exit code is 1.
                """)

        @OptionGroup var place: Place

        @Option(help: "The store of an undisturbed run; its diary is the file with .diary behind it.")
        var whole: String

        @Option(help: "The configuration file.")
        var config: String

        func run() throws {
            let verdict = try CrashVerdict(
                store: place.store, diary: place.diary, whole: whole, wholeDiary: whole + ".diary",
                centre: BenchCentre(configuration: config))
            print(verdict.events, verdict.lost)
            for fault in verdict.faults { print(fault) }
            if !verdict.faults.isEmpty { throw ExitCode(1) }
        }
    }

    struct Place: ParsableArguments {
        @Option(help: "The store's database file.")
        var store: String

        @Option(help: "Where it stands what the process promised; not on the disk that is cut off.")
        var diary: String
    }
}
