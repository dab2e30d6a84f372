import ArgumentParser

/// `musterbench`: what `make bench` measures inside a process. Never installed.
struct MusterBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "musterbench", abstract: "The parts of the speed table that need no second process.",
        subcommands: [PlanCommand.self, ForecastCommand.self, StoreCommand.self])
}

MusterBench.main()
