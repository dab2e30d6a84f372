package import ArgumentParser
import FoundationEssentials

/// `musterctl`: the duty officer's verbs, each with its Chinese name.
///
/// Exit codes: 0 done, 1 refused by the daemon or not ready (`doctor`), 2 not asked as it must be (64 when the words can't be read),
/// 3 the daemon can't be reached, 4 something waits (`todo --check`).
package struct MusterCtl: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "musterctl",
        abstract: "The duty officer's desk. 值班台",
        discussion: """
            Five verbs in order: todo 待办, status 现状, plan 试算, call 呼叫, stop 停.
            A mass call asks for the count to be typed; stop never asks.
            Exit codes: 0 done, 1 refused, 2 or 64 wrong usage, 3 daemon not reached, 4 something waits.
            """,
        subcommands: [
            TodoCommand.self, StatusCommand.self, WatchCommand.self, DutyCommand.self, AlertCommand.self,
            PostureCommand.self,
            OpenCommand.self, NeedCommand.self, PlanCommand.self, ForecastCommand.self, CallCommand.self,
            ApproveCommand.self, ConfirmCommand.self, DemandCommand.self, OfferCommand.self,
            HandoverCommand.self,
            WhoCommand.self, WhyCommand.self, ReplyCommand.self, ArriveCommand.self, CountCommand.self,
            StopCommand.self,
            MoveCommand.self, WalkInCommand.self, FixCommand.self, ReliefCommand.self, ToolCommand.self,
            RecallCommand.self,
            HeadcountCommand.self, ResumeCommand.self, StandDownCommand.self, SignOutCommand.self,
            SafeCommand.self, CloseCommand.self, LogCommand.self, ReportCommand.self, RosterCommand.self,
            PlaybookCommand.self, SiteCommand.self, GatewayCommand.self, CircleCommand.self,
            GradeCommand.self, DrillCommand.self, RollCommand.self, HoursCommand.self, TemplateCommand.self,
            PrintCommand.self,
            TrainingCommand.self, DoctorCommand.self, AbsenceCommand.self, LeaderCommand.self,
            CoverCommand.self, ReloadCommand.self,
        ])

    package init() {}

    /// Runs the command of this process and ends it with the command's exit code.
    package static func runProcess() async -> Never {
        let environment = ProcessInfo.processInfo.environment
        let code = await run(
            Array(CommandLine.arguments.dropFirst()), console: .ofProcess(environment: environment),
            environment: environment)
        exit(withError: ExitCode(code))
    }

    /// The verb that the arguments spell.
    ///
    /// - Throws: ArgumentParser's errors; asked-for help comes this way too.
    static func command(_ arguments: [String]) throws -> any OfficerCommand {
        var parsed = try parseAsRoot(arguments)
        if let command = parsed as? any OfficerCommand { return command }
        // What isn't ours, such as `help` and a bare `musterctl`, shows a text by throwing it.
        try parsed.run()
        throw CleanExit.helpRequest(self)
    }

    /// Runs one command, given without the program's name, and returns its exit code.
    ///
    /// `environment` says which language and which socket, where the arguments don't; `carrier` is nil for the
    /// network.
    static func run(
        _ arguments: [String], console: Console, environment: [String: String],
        carrier: (any Carrier)? = nil
    ) async -> Int32 {
        do {
            let command = try command(arguments)
            return await command.carryOut(
                console: console, environment: environment, carrier: carrier
            ).rawValue
        } catch {
            // Asked-for help has exit code 0.
            let code = exitCode(for: error).rawValue
            let text = fullMessage(for: error)
            if !text.isEmpty { (code == 0 ? console.write : console.complain)(text + "\n") }
            return code
        }
    }
}
