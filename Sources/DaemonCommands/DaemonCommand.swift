package import ArgumentParser

/// `musterd`: the daemon and its tools.
package struct DaemonCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "musterd", abstract: "Mobilizes an emergency volunteer team. 先锋应急队动员守护进程。",
        subcommands: [
            ServeCommand.self, CheckCommand.self, InitCommand.self, SandboxCommand.self, ReplayCommand.self,
            RebuildCommand.self, BackupCommand.self, RestoreCommand.self, PurgeCommand.self,
            TokenCommand.self, SimulateCommand.self, PlanCommand.self,
        ])

    package init() {}

    /// Runs the command that the process was called with, and ends the process.
    package static func runProcess() async { await main() }
}
