import ArgumentParser

/// `musterbench`: what `make bench` measures and the trials of the store end inside a process. Never installed.
struct MusterBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "musterbench",
        abstract: "The parts of the speed table and of the fault trials that stand inside one process.",
        subcommands: [PlanCommand.self, ForecastCommand.self, StoreCommand.self, CrashCommand.self])
}

MusterBench.main()
