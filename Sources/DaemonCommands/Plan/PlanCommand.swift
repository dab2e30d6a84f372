import ArgumentParser
import Foundation
import Mobilization
import MusterAPI

struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Plan one wave from a file: whom to call, why, and how surely it suffices.",
        discussion: """
            The planner alone, without a daemon: sites, needs and people with their chances and travel times in, the \
            chosen set with reasons out, as JSON. All mistakes of the file are named at once; exit code 65 on any.
            """)

    @Option(help: "The problem, a JSON file.")
    var problem: String

    func run() throws {
        guard let bytes = FileManager.default.contents(atPath: problem) else {
            throw ValidationError("--problem is \"\(problem)\": there is no such file, or it can't be read")
        }
        do {
            let plan = try PlanProblem.read(bytes).solved()
            print(String(decoding: try MusterJSON.encode(plan), as: UTF8.self))
        } catch let mistakes as PlanProblem.Mistakes {
            for mistake in mistakes.list {
                try? FileHandle.standardError.write(contentsOf: Data("\(problem): \(mistake)\n".utf8))
            }
            throw ExitCode(65)
        }
    }
}
