import ArgumentParser
import EventStore
import Mobilization

/// Makes a store with a long past.
struct StoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Grow a store by mobilizing again and again, with a snapshot well before its end.",
        discussion: """
            Prints the attempt-level facts, those after the newest snapshot, the rows of the log, the rows after \
            the snapshot, and the people in the incident that is still open.
            """)

    @Option(help: "The configuration file; its store must not exist yet.")
    var config: String

    @Option(help: "A JSON demand that calls everybody.")
    var demand: String

    @Option(help: "Attempt-level facts to reach.")
    var facts = 1_000_000

    @Option(help: "Attempt-level facts after the newest snapshot, at least.")
    var tail = 100_000

    func run() throws {
        let centre = try BenchCentre(configuration: config)
        let growth = try StoreGrowth(centre, demand: demand)
        while growth.log.facts < facts - tail { try growth.liveOn() }
        try growth.takeSnapshot()
        let (before, rowsBefore) = (growth.log.facts, growth.state.sequence)
        while growth.log.facts < max(facts, before + tail) { try growth.liveOn() }
        let open = growth.state.incidents.values.map(\.callouts.count).max() ?? 0
        print(
            growth.log.facts, growth.log.facts - before, growth.state.sequence,
            growth.state.sequence - rowsBefore, open)
        try growth.log.store.close()
    }
}
