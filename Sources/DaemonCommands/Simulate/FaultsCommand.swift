import ArgumentParser
import Crypto
import Foundation
import Mobilization
import MobilizationRuntime
import Simulation

/// `musterd simulate faults`: the real driver and engine through seeded misfortune, with every promise checked.
struct FaultsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "faults",
        abstract: "Play seeded worlds in which things go wrong, and check every promise.",
        discussion: """
            Each seed is another town with other misfortunes: gateways that hang, lie or die, receipts that are lost or come \
            twice, people who contradict themselves, officers who err, a disk that fails, a process that is killed at any \
            write. After each write the promises are checked; then all heals, and everything must come to its end. A \
            broken promise is printed with the command that plays its seed again, and the exit status is 1. Nothing is \
            sent and nothing is stored.
            """)

    @Option(help: "How many seeds.")
    var seeds = 200
    @Option(help: "The first seed.")
    var firstSeed: UInt64 = 1
    @Flag(help: "Say what each seed's world is like before it is played.")
    var trace = false
    @Flag(help: "Print every event of every seed, with its time and who caused it; best with --seeds 1.")
    var events = false
    @Flag(help: "Print a digest of all that happened, to compare two runs by.")
    var digest = false

    func validate() throws {
        guard (1...1_000_000).contains(seeds) else {
            throw ValidationError("--seeds is \(seeds); 1 to 1000000 are possible")
        }
    }

    func run() async throws {
        var total = SwarmRun.Figures()
        var broken: [SwarmViolation] = []
        var digests: [Int: String] = [:]
        try await withThrowingTaskGroup(of: Played.self) { group in
            var next = 0
            func begin() {
                guard next < seeds else { return }
                let place = next
                next += 1
                group.addTask { try play(place) }
            }
            for _ in 0..<max(1, ProcessInfo.processInfo.activeProcessorCount) { begin() }
            while let played = try await group.next() {
                begin()
                digests[played.place] = played.digest
                if digests.count.isMultiple(of: 1_000), digests.count < seeds { tellProgress(digests.count) }
                switch played.result {
                case .success(let figures): total.add(figures)
                case .failure(let violation):
                    broken.append(violation)
                    print(
                        "\(violation)\n  again: musterd simulate faults --trace --seeds 1 --first-seed \(violation.seed)"
                    )
                }
            }
        }
        if digest { print("digest \(Self.sum((0..<seeds).map { digests[$0] ?? "" }))") }
        print(
            """
            \(seeds) seeds from \(firstSeed): \(broken.count) broken promises; \(total.facts) events in \(total.batches) writes, \
            \(total.messages) messages, \(total.incidents) incidents, \(total.kills) kills, \(total.failedWrites) failed \
            writes, \(total.unknowns) unknown outcomes, \(total.promises) answers given and kept
            """)
        if !broken.isEmpty { throw ExitCode.failure }
    }

    /// Beside the result, which programs read.
    private func tellProgress(_ played: Int) {
        FileHandle.standardError.write(Data("\(played) of \(seeds) seeds played\n".utf8))
    }

    private struct Played: Sendable {
        var place: Int
        var result: Result<SwarmRun.Figures, SwarmViolation>
        var digest: String
    }

    private func play(_ place: Int) throws -> Played {
        let run = SwarmRun(seed: firstSeed &+ UInt64(place))
        if trace { FileHandle.standardError.write(Data("\(run.plan)\n".utf8)) }
        do {
            let outcome = try run.play { fact in
                if events { print("\(fact.at.milliseconds) \(fact.actor) \(fact.event)") }
            }
            let words = digest ? try Self.digest(of: outcome) : ""
            return Played(place: place, result: .success(outcome.figures), digest: words)
        } catch let violation as SwarmViolation {
            return Played(place: place, result: .failure(violation), digest: violation.description)
        }
    }

    /// Of every event, message and line of the journal, in order.
    private static func digest(of outcome: SwarmRun.Outcome) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var hash = SHA256()
        for fact in outcome.facts { hash.update(data: try encoder.encode(fact)) }
        for line in outcome.taken + outcome.journal { hash.update(data: Data((line + "\n").utf8)) }
        return hash.finalize().map { String(format: "%02x", $0) }.joined()
    }

    private static func sum(_ digests: [String]) -> String {
        SHA256.hash(data: Data(digests.joined(separator: "\n").utf8)).map { String(format: "%02x", $0) }
            .joined()
    }
}
