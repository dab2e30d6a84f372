import ArgumentParser
import EventStore
import Foundation
import GRDB
import Mobilization
import MobilizationRuntime

extension CrashCommand {
    /// Commits one note after the other until the disk is gone.
    struct Commits: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Commit notes until the disk under the store refuses.",
            discussion: """
                With --normal the notes go into a database whose commits may be lost in a power cut. No option of \
                musterd does that: it is the control that shows that the trial can find a loss.
                """)

        @OptionGroup var place: Place

        @Flag(help: "The control: a database with synchronous=NORMAL.")
        var normal = false

        func run() throws {
            let diary = try CrashDiary(writing: place.diary)
            if normal { try control(diary) } else { try production(diary) }
        }

        private func production(_ diary: CrashDiary) throws {
            let log = try SQLiteEventLog(path: place.store, options: .init(reserveBytes: 0))
            var state = try log.recover()
            while true {
                let at = Instant(seconds: 1_751_927_700 + state.sequence)
                var batch = Batch()
                let ref = TextRef(state.sequence + 1)
                batch.facts = [Fact(at: at, actor: .officer("duty"), event: .noteWritten(nil, ref))]
                batch.texts = [PlannedText(ref: ref, kind: .note, words: "note \(ref.number)")]
                for fact in batch.facts { state.apply(fact) }
                do {
                    try log.append(batch, state: state)
                } catch {
                    return
                }
                diary.note("ack", state.sequence)
            }
        }

        private func control(_ diary: CrashDiary) throws {
            // GRDB's own setting for a database with a WAL.
            let pool = try DatabasePool(path: place.store)
            try pool.write {
                try $0.execute(sql: "CREATE TABLE IF NOT EXISTS events (seq INTEGER PRIMARY KEY, body TEXT)")
            }
            var number: Int64 = 0
            while true {
                number += 1
                do {
                    try pool.write { [number] db in
                        try db.execute(
                            sql: "INSERT INTO events VALUES (?, ?)",
                            arguments: [number, String(repeating: "note ", count: 100)])
                    }
                } catch {
                    return
                }
                diary.note("ack", number)
            }
        }
    }

    /// Compares what was answered before a power cut with what the store holds after it.
    struct Tally: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Count what a power cut took.",
            discussion: """
                Prints how many commits were answered, how many of these are lost, and whether the store is sound.
                """)

        @OptionGroup var place: Place

        @Flag(help: "The store is the control's.")
        var normal = false

        func run() throws {
            let acked = CrashDiary.lines(of: place.diary).filter { $0.word == "ack" }.map(\.number).max() ?? 0
            if normal {
                let queue = try DatabaseQueue(path: place.store)
                let (found, words) = try queue.write { db in
                    // The table, too, may be gone.
                    let isThere = try db.tableExists("events")
                    return (
                        isThere
                            ? try Int64.fetchOne(db, sql: "SELECT coalesce(max(seq), 0) FROM events") ?? 0
                            : 0,
                        try String.fetchOne(db, sql: "PRAGMA integrity_check") ?? ""
                    )
                }
                print(acked, max(acked - found, 0), words == "ok" ? "sound" : words)
                return
            }
            // The start of the daemon: it recovers the WAL.
            let log = try SQLiteEventLog(path: place.store, options: .init(reserveBytes: 0))
            let state = try log.recover()
            let report = SQLiteEventLog.verify(path: place.store, expectedHead: nil)
            let whole = (0..<acked).allSatisfy { (try? log.text(TextRef($0 + 1))) == "note \($0 + 1)" }
            print(acked, max(acked - state.sequence, 0), report.isSound && whole ? "sound" : "DAMAGED")
            try log.close()
        }
    }
}
