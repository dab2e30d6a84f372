import ArgumentParser
import Daemon
import Foundation
import Mobilization
import ServiceManager

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Read everything that `serve` would read, and say all that is wrong.",
        discussion: "Exit code 78 when anything must be mended, 0 otherwise; warnings don't count.")

    @Option(name: .long, help: "The configuration file.")
    var config = "/etc/musterd/musterd.yaml"

    func run() throws {
        let environment = ServiceEnvironment.ofThisProcess()
        let today = CalendarDay(daysSince1970: Int64(Date().timeIntervalSince1970) / 86_400)
        do {
            let preparation = try Preparation(
                configuration: config, credentials: environment.credentialsDirectory, today: today)
            for finding in preparation.findings { print(finding) }
            guard preparation.isClean else { throw ExitCode(78) }
            print("\(config): in order: \(preparation.summary)")
        } catch let failure as DaemonFailure {
            print(failure.description)
            throw ExitCode(failure.exitCode)
        }
    }
}
