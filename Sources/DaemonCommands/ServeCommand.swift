import ArgumentParser
import Daemon
import Foundation
import Mobilization
import ServiceManager

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the daemon.",
        discussion: "Exit codes: 74 store or disk, 75 another musterd has the store, 78 configuration.")

    @Option(name: .long, help: "The configuration file.")
    var config = "/etc/musterd/musterd.yaml"

    @Option(help: "Engine time runs this many times as fast. Only with sandbox gateways.")
    var speed: Int64 = 1

    @Option(help: "What the engine's clock shows at the first start with --speed, as RFC 3339.")
    var epoch: String?

    @Flag(help: "Write decisions to the journal, too.")
    var verbose = false

    func validate() throws {
        guard (1...10_000).contains(speed) else {
            throw ValidationError("--speed is \(speed); it must be 1 to 10000")
        }
        if let epoch, Self.instant(epoch) == nil {
            throw ValidationError("--epoch is \"\(epoch)\"; write it as 2025-07-08T06:00:00+08:00")
        }
    }

    func run() async throws {
        let options = ServeOptions(
            configuration: config, speed: speed, epoch: epoch.flatMap(Self.instant), verbose: verbose,
            environment: .ofThisProcess())
        do {
            try await MusterDaemon(options).run()
        } catch let failure as DaemonFailure {
            try? FileHandle.standardError.write(contentsOf: Data((failure.description + "\n").utf8))
            // Another musterd that holds the store is gone in a moment.
            if failure.exitCode != 75 { await pause(options.environment) }
            throw ExitCode(failure.exitCode)
        } catch {
            await pause(options.environment)
            throw error
        }
    }

    /// The unit starts it again at once, since after a crash every moment counts. What somebody has to mend first stays
    /// so for longer, and needn't be tried as fast as the processor can.
    private func pause(_ environment: ServiceEnvironment) async {
        if environment.isSupervised { try? await Task.sleep(for: .seconds(1)) }
    }

    private static func instant(_ text: String) -> Instant? {
        guard let date = ISO8601DateFormatter().date(from: text) else { return nil }
        return Instant(seconds: Int64(date.timeIntervalSince1970))
    }
}
