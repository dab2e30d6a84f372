import EventStore
import Foundation
import Mobilization
import MobilizationRuntime

/// What a store and the diary beside it show after a process died, against an undisturbed run of the same story.
struct CrashVerdict {
    private(set) var faults: [String] = []
    /// Events that the dead process left.
    private(set) var events = 0
    /// Messages that it had started and not settled.
    private(set) var lost = 0

    private struct Ledger {
        var planned: Set<Int64> = []
        var started: Set<Int64> = []
        var settled: Set<Int64> = []
        var dropped: Set<Int64> = []
        var lost: Set<Int64> = []

        init(_ facts: [Fact]) {
            for fact in facts {
                switch fact.event {
                case .attemptsPlanned(let batch):
                    planned.formUnion((0..<Int64(batch.texts.count)).map { batch.firstID.number + $0 })
                case .attemptsStarted(_, let numbers): started.formUnion(numbers.numbers)
                case .attemptsSettled(_, let batch):
                    settled.formUnion(batch.accepted.numbers)
                    settled.formUnion(batch.others.map(\.attempt.number))
                case .attemptsDropped(let numbers, _): dropped.formUnion(numbers.numbers)
                case .outcomesLost(let numbers): lost.formUnion(numbers.numbers)
                default: break
                }
            }
        }
    }

    /// Opens the store as a start does, looks at it, and lets the work go on for a quarter of an hour.
    init(store: String, diary path: String, whole: String, wholeDiary: String, centre: BenchCentre) throws {
        let diary = CrashDiary.lines(of: path)
        // Others may judge beside us, and a store has one owner.
        _ = try SQLiteEventLog.copy(of: whole, to: store + ".whole")
        let expected = try Self.facts(of: store + ".whole")
        let boundaries = Set(
            CrashDiary.lines(of: wholeDiary).filter { $0.word == "commit" }.map(\.number))
        let story = try CrashStory(centre, store: store, diary: CrashDiary(writing: path))
        let state = story.driver.state
        let facts = try Self.facts(of: story.log)
        events = facts.count
        require(
            facts == Array(expected.prefix(facts.count)),
            "the \(facts.count) events are not the first of the undisturbed run")
        require(
            facts.isEmpty || boundaries.contains(Int64(facts.count)),
            "the log ends at \(facts.count), in the middle of a batch")
        var replayed = State()
        for fact in expected.prefix(facts.count) { replayed.apply(fact) }
        require(replayed == state, "the recovered state is not that of the first \(facts.count) events")
        for line in diary where line.word != "refused" && line.number > facts.count && line.word != "send" {
            faults.append(
                "\(line.word) \(line.name) at \(line.number) was promised, the log ends at \(facts.count)")
        }
        let before = Ledger(facts)
        for line in diary where line.word == "send" {
            require(
                before.started.contains(line.number), "message \(line.number) was sent before it was recorded"
            )
        }
        let report = SQLiteEventLog.verify(path: store, expectedHead: story.log.head)
        require(report.isSound, report.description)
        try goOn(story, before, diary: path)
    }

    private mutating func goOn(_ story: CrashStory, _ before: Ledger, diary path: String) throws {
        let inTheAir = before.started.subtracting(before.settled).subtracting(before.lost)
        lost = inTheAir.count
        try story.comeUp()
        let unknown = Ledger(try Self.facts(of: story.log)).lost
        require(
            inTheAir.isSubset(of: unknown),
            "messages \(inTheAir.subtracting(unknown).sorted()) were on the wire and are not unknown")
        require(unknown.subtracting(before.lost) == inTheAir, "more are unknown than were on the wire")
        try story.arrive()
        try story.live(minutes: 15)
        let after = Ledger(try Self.facts(of: story.log))
        let forgotten = before.planned.subtracting(after.started).subtracting(after.dropped)
        require(forgotten.isEmpty, "messages \(forgotten.sorted()) were planned and never went out")
        var sends: [String: Int] = [:]
        for line in CrashDiary.lines(of: path) where line.word == "send" { sends[line.name, default: 0] += 1 }
        let twice = sends.filter { $0.value > 1 }.keys.sorted()
        require(twice.isEmpty, "sent twice under one key: \(twice.joined(separator: " "))")
        try story.log.close()
    }

    private mutating func require(_ holds: Bool, _ fault: @autoclosure () -> String) {
        if !holds { faults.append(fault()) }
    }

    private static func facts(of path: String) throws -> [Fact] {
        let log = try SQLiteEventLog(path: path, options: .init(reserveBytes: 0))
        defer { try? log.close() }
        return try facts(of: log)
    }

    private static func facts(of log: SQLiteEventLog) throws -> [Fact] {
        try log.facts(after: 0, limit: .max) { _ in true }.map(\.fact)
    }
}
