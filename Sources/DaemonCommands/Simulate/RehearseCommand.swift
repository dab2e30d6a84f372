import AlertIntake
import ArgumentParser
import Foundation
import Mobilization
import OperationsManual
import Simulation

/// `musterd simulate`: the real engine on virtual time.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Play the real engine on virtual time: what if?",
        subcommands: [RehearseCommand.self, FaultsCommand.self], defaultSubcommand: RehearseCommand.self)
}

/// `musterd simulate rehearse`: the real engine against people drawn from the model, many times.
struct RehearseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse",
        abstract: "Rehearse a demand many times on virtual time, with the real engine.",
        discussion: """
            Each seed is another night with other people. Two policies are compared on the same nights, person by \
            person: the last column is the mean of the differences. Behind ± stands half of the 95 % confidence \
            interval. Nothing is sent and nothing is stored.
            """)

    enum Scenario: String, ExpressibleByArgument, CaseIterable {
        case flood

        /// Beside the configuration.
        var demand: String { "alerts/flood-demand.json" }
    }

    @Option(name: .long, help: "The configuration file; its roster, sites, manual and rules are used.")
    var config = "/etc/musterd/musterd.yaml"
    @Option(help: "The demand that comes in: flood is `alerts/flood-demand.json` beside the configuration.")
    var scenario = Scenario.flood
    @Option(help: ArgumentHelp("Another demand, as a source would send it.", valueName: "json"))
    var demand: String?
    @Option(help: "How many nights.")
    var seeds = 20
    @Option(help: "The first night's seed.")
    var firstSeed: UInt64 = 1
    @Option(help: "How people are called: \(CallingPolicy.names).")
    var policy = CallingPolicy.muster
    @Option(help: "Another policy, on the same nights.")
    var against: CallingPolicy?
    @Option(help: "Multiplies the share of people who accept.")
    var willingness = 1.0
    @Option(
        help: "When the officers first allow the reserve that the open places ask for, in minutes after T+0.")
    var reserveAfter: Int64 = 20
    @Flag(help: "The reserve is never called.")
    var withoutReserve = false

    func validate() throws {
        guard (1...100_000).contains(seeds) else {
            throw ValidationError("--seeds is \(seeds); 1 to 100000 are possible")
        }
        guard (0...10).contains(willingness) else {
            throw ValidationError("--willingness is \(willingness); it must lie between 0 and 10")
        }
        guard (0...180).contains(reserveAfter) else {
            throw ValidationError(
                "--reserve-after is \(reserveAfter); a mobilization is followed for 180 minutes")
        }
    }

    func run() async throws {
        let rehearsal = try self.rehearsal()
        let first = try await play(rehearsal, policy)
        let second: [RehearsalFigures]? =
            if let against { try await play(rehearsal, against) } else { nil }
        let table = RehearsalTable(
            columns: [(policy.rawValue, first)] + (second.map { [(against?.rawValue ?? "", $0)] } ?? []))
        let needs = "\(first[0].required) people at \(first[0].sites) sites"
        print("\(demand ?? scenario.rawValue): \(needs), \(seeds) nights from seed \(firstSeed)")
        print(table.lines.joined(separator: "\n"))
    }

    /// One night per task, as many at a time as there are processors.
    private func play(_ rehearsal: Rehearsal, _ policy: CallingPolicy) async throws -> [RehearsalFigures] {
        var rehearsal = rehearsal
        rehearsal.reference.settings.planner = policy.planner
        let nights = rehearsal
        return try await withThrowingTaskGroup(of: (Int, RehearsalFigures).self) { group in
            var figures = [RehearsalFigures?](repeating: nil, count: seeds)
            var next = 0
            func begin() {
                guard next < seeds else { return }
                let place = next
                next += 1
                let seed = firstSeed &+ UInt64(place)
                group.addTask {
                    guard let night = try nights.play(seed: seed) else {
                        throw ValidationError(
                            "the demand opened no incident; see the rules of the configuration")
                    }
                    return (place, night)
                }
            }
            for _ in 0..<max(1, ProcessInfo.processInfo.activeProcessorCount) { begin() }
            while let (place, night) = try await group.next() {
                figures[place] = night
                begin()
            }
            return figures.compactMap { $0 }
        }
    }

    private func rehearsal() throws -> Rehearsal {
        let reading = ReferenceLibrary.load(configuration: config, credentials: nil, today: nil)
        guard let library = reading.value else { throw UnusableInput(diagnostics: reading.errors) }
        let path = demand ?? (config as NSString).deletingLastPathComponent + "/" + scenario.demand
        let file = try TextFile.read(path)
        let source = "simulate"
        let result = readAlert(
            Array(file.text.utf8), contentType: "application/json", source: source,
            receivedAt: SandboxClock.wall)
        guard case .alert(let alert, _) = result, alert.demand != nil else {
            throw UnusableInput(
                diagnostics: [Diagnostic(file: path, message: "is no demand that a source could send")]
                    + result.diagnostics)
        }
        var reference = Reference(library)
        // Ways of calling are compared, not how long somebody thinks before the first call.
        reference.rules.rules = [
            ResponseRule(
                name: source, kind: .demand, sources: [], event: nil, atLeast: nil,
                action: .callOut(
                    DispatchRule(small: .automatic, large: .automatic, smallUpTo: 0, hold: .zero)))
        ]
        var rehearsal = Rehearsal(
            reference: reference, alert: alert, source: source, start: alert.issuedAt)
        rehearsal.habits.willingness = willingness
        rehearsal.reserveAfter = withoutReserve ? nil : .minutes(reserveAfter)
        return rehearsal
    }
}

extension IntakeResult {
    fileprivate var diagnostics: [Diagnostic] {
        switch self {
        case .refused(let found), .unacceptable(let found): found
        case .alert, .unsupportedMediaType, .tooLarge: []
        }
    }
}

extension Reference {
    /// What a daemon would hold that was just started with these files. Ids are counted up.
    fileprivate init(_ library: ReferenceLibrary) {
        let centre = library.configuration.centre
        self.init(
            settings: Settings(
                zone: library.configuration.offsets, dutyPhone: centre.dutyLandline, centre: centre.position,
                seed: 1))
        roster = Roster(
            version: ReferenceVersion(number: 1, digest: ""),
            members: zip(library.roster.accepted, 1...).map { $0.member(id: MemberID(Int64($1))) })
        manual = library.manual.manual
        sites = library.sites
        rules = library.rules
        rota = library.rota
    }
}
