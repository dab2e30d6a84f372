import ArgumentParser
import Daemon
import EventStore
import Foundation
import Mobilization
import MobilizationRuntime
import OperationsManual

struct PurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge", abstract: "Forget now what the retention no longer allows to be kept.",
        discussion: """
            The daemon does this by itself once a day; this is for a store whose daemon is stopped. Words, names and \
            phones go for good, from the file too; old events leave an anchor in the chain and the state in their place. \
            The log records who did it. Exit code 75 while the daemon has the store.
            """)

    @Option(name: .long, help: "The configuration file.")
    var config = "/etc/musterd/musterd.yaml"

    @Flag(help: "Only say how much would go.")
    var dryRun = false

    func run() async throws {
        let configuration = try SecretPaths.configuration(config)
        guard FileManager.default.fileExists(atPath: configuration.store) else {
            throw ValidationError("there is no store \"\(configuration.store)\"")
        }
        do {
            try await purge(configuration)
        } catch let failure as StoreFailure {
            let busy = failure.kind == .busy
            let words =
                busy
                ? "the daemon has the store open, and purges it by itself once a day: \(failure)"
                : "\(failure)"
            try? FileHandle.standardError.write(contentsOf: Data((words + "\n").utf8))
            throw ExitCode(busy ? 75 : 74)
        }
    }

    private func purge(_ configuration: Configuration) async throws {
        let log = try SQLiteEventLog(path: configuration.store)
        let state = try log.recover()
        let now = max(
            Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)), state.lastEventAt)
        let settings = Settings(
            zone: configuration.offsets, dutyPhone: configuration.centre.dutyLandline,
            centre: configuration.centre.position, seed: state.seed)
        let desk = PurgeDesk(log, Engine(state: state, reference: Reference(settings: settings)), now)
        let result = try await Purge(log: log, retention: configuration.retention).run(
            state, at: now, order: dryRun ? nil : { desk.perform($0) })
        if let failure = desk.failure { throw failure }
        try log.close()
        let events = result.eventsThrough.map { "events up to \($0)" } ?? "no events"
        print(
            "\(dryRun ? "would purge" : "purged"): \(result.texts) texts, names of \(result.members) people who left, "
                + events)
    }
}

/// The engine and the store, joined as the driver joins them, for one order after the other.
private final class PurgeDesk {
    private let log: SQLiteEventLog
    private var engine: Engine
    private let now: Instant
    private(set) var failure: StoreFailure?

    init(_ log: SQLiteEventLog, _ engine: Engine, _ now: Instant) {
        self.log = log
        self.engine = engine
        self.now = now
    }

    func perform(_ plan: PurgePlan) -> Bool {
        let step = engine.handle(.store(.purge(plan), by: .officer("uid \(getuid())")), at: now)
        var batch = Batch()
        batch.facts = step.facts
        batch.texts = step.texts
        do {
            try log.append(batch, state: engine.state)
            return true
        } catch {
            failure = error
            return false
        }
    }
}
