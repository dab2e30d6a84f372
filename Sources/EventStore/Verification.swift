import Foundation
import GRDB
package import Mobilization
import MobilizationRuntime

/// What a walk over a whole store found.
package struct VerificationReport: Sendable, CustomStringConvertible {
    package enum Finding: Sendable, Equatable {
        /// The file can't be opened or read.
        case unreadable(String)
        /// The first row of the log that doesn't follow the one before it, or can't be understood.
        case brokenRow(sequence: Int64, reason: String)
        /// The log ends before the row that a witness saw.
        case rowsMissing(from: Int64, through: Int64)
        /// The row that a witness saw has another hash now.
        case otherHead(sequence: Int64)
        /// A text isn't what was bound into the log.
        case textChanged(number: Int64)
        /// A text that no event is bound to.
        case textUnbound(number: Int64)
        /// A read table doesn't hold what the log says. `musterd rebuild` mends that.
        case tableDiffers(String, rows: Int, expected: Int)
    }

    package var findings: [Finding] = []
    /// Where the chain ends, or where it was whole last.
    package var head = ChainLink.start.head
    /// Texts whose words are there and unchanged.
    package var textsWhole = 0
    /// Texts whose words were purged; they are not a fault.
    package var textsPurged = 0
    /// Events before the first row that is left; 0 unless old events were purged.
    package var anchor: Int64 = 0
    /// What the log replays to, from the base where older events were purged; nil where it is broken.
    package var state: State?

    package var isSound: Bool { findings.isEmpty }

    /// One line for each finding, and one that sums up.
    package var description: String {
        var lines = findings.map { $0.description }
        lines.append(
            "\(isSound ? "sound" : "NOT SOUND"): events \(anchor + 1)...\(head.sequence), "
                + "\(textsWhole) texts whole, \(textsPurged) purged, head \(head)"
                + (anchor > 0 ? "; events 1...\(anchor) purged, so the read tables were not compared" : ""))
        return lines.joined(separator: "\n")
    }
}

extension VerificationReport.Finding: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unreadable(let reason): "the store can't be read: \(reason)"
        case .brokenRow(let sequence, let reason): "event \(sequence) is broken: \(reason)"
        case .rowsMissing(let from, let through):
            "events \(from)...\(through) are missing: the journal saw them, the store lost them"
        case .otherHead(let sequence): "event \(sequence) is not the one that the journal saw"
        case .textChanged(let number): "text \(number) was changed"
        case .textUnbound(let number): "text \(number) belongs to no event"
        case .tableDiffers(let table, let rows, let expected):
            "table \(table) holds \(rows) rows and not the \(expected) that follow from the log; "
                + "`musterd rebuild` makes it again"
        }
    }
}

extension SQLiteEventLog {
    /// Walks everything in a store and compares it with itself and with a witness. Writes nothing; the daemon
    /// may run meanwhile.
    ///
    /// `expectedHead` is what the journal saw last. Without it, rows that are missing at the end, and a damaged
    /// WAL, which SQLite takes for a shorter one, can't be seen.
    package static func verify(path: String, expectedHead: ChainHead?) -> VerificationReport {
        var report = VerificationReport()
        do {
            guard FileManager.default.fileExists(atPath: path) else {
                throw StoreFailure(.other, "there is no file \"\(path)\"")
            }
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(2)
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            try queue.read { db in try Verification(db).run(expectedHead, &report) }
        } catch {
            report.findings.append(.unreadable(StoreFailure(error, path: path).description))
        }
        return report
    }
}

/// One walk over one store, inside one reading transaction.
private struct Verification {
    private let db: Database
    private let coder = FactCoder()

    init(_ db: Database) { self.db = db }

    func run(_ expected: ChainHead?, _ report: inout VerificationReport) throws {
        try checkPages(&report)
        let anchor = try Recovery.anchor(in: db)
        report.anchor = anchor.sequence
        var seenTexts: Set<Int64> = []
        var expectedHash = anchor.sequence == expected?.sequence ? anchor.head.hash : nil
        var link = anchor
        do {
            // Rows behind the anchor are those that a purge was ended over; the next one takes them away.
            let rows = try EventRow.cursor(db, after: anchor == .start ? -1 : anchor.sequence)
            while let next = try rows.next() {
                let row = try EventRow(next)
                if let fault = row.fault(after: link) {
                    throw UnreadableRow(sequence: row.sequence, reason: fault)
                }
                _ = try coder.fact(row)
                try checkTexts(row, &seenTexts, &report)
                link = ChainLink(sequence: row.sequence, hash: row.hash)
                if row.sequence == expected?.sequence { expectedHash = link.head.hash }
            }
        } catch let row as UnreadableRow {
            report.findings.append(.brokenRow(sequence: row.sequence, reason: row.reason))
        }
        report.head = link.head
        compare(expected, expectedHash, &report)
        guard report.findings.isEmpty else { return }
        try checkUnbound(seenTexts, &report)
        if anchor == .start { try checkTables(&report) } else { try replay(from: anchor, &report) }
    }

    private func checkPages(_ report: inout VerificationReport) throws {
        let words = try String.fetchAll(db, sql: "PRAGMA integrity_check(10)")
        if words != ["ok"] { report.findings.append(.unreadable(words.joined(separator: "; "))) }
    }

    private func compare(_ expected: ChainHead?, _ hash: String?, _ report: inout VerificationReport) {
        guard let expected, expected.sequence > 0 else { return }
        if expected.sequence > report.head.sequence {
            report.findings.append(.rowsMissing(from: report.head.sequence + 1, through: expected.sequence))
        } else if hash != expected.hash {
            report.findings.append(.otherHead(sequence: expected.sequence))
        }
    }

    private func checkTexts(
        _ row: EventRow, _ seen: inout Set<Int64>, _ report: inout VerificationReport
    ) throws {
        guard let digests = TextDigest.list(row.textDigests) else {
            throw UnreadableRow(sequence: row.sequence, reason: "its list of texts can't be read")
        }
        for bound in digests {
            seen.insert(bound.number)
            let text = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT kind, salt, words, at_ms FROM texts WHERE number = ?"),
                arguments: [bound.number])
            guard let text else {
                report.textsPurged += 1
                continue
            }
            if Self.isWhole(text, bound, at: row.at) {
                report.textsWhole += 1
            } else {
                report.findings.append(.textChanged(number: bound.number))
            }
        }
    }

    private static func isWhole(_ text: Row, _ bound: TextDigest, at: Int64) -> Bool {
        guard case .blob(let salt) = (text[1] as DatabaseValue).storage,
            case .string(let words) = (text[2] as DatabaseValue).storage
        else { return false }
        return (text[0] as DatabaseValue).storage == .string(bound.kind.rawValue)
            && (text[3] as DatabaseValue).storage == .int64(at)
            && TextDigest.digest(salt: salt, words: words) == bound.digest
    }

    private func checkUnbound(_ seen: Set<Int64>, _ report: inout VerificationReport) throws {
        let numbers = try Int64.fetchCursor(db, sql: "SELECT number FROM texts ORDER BY number")
        while let number = try numbers.next() {
            // Behind an anchor the events that bound older texts are gone.
            if !seen.contains(number), report.anchor == 0 {
                report.findings.append(.textUnbound(number: number))
            }
        }
    }

    private func replay(from anchor: ChainLink, _ report: inout VerificationReport) throws {
        do {
            var state = try Base.state(at: anchor, in: db)
            var link = anchor
            try Recovery().replay(after: &link, in: db) { state.apply($0) }
            report.state = state
        } catch let row as UnreadableRow {
            report.findings.append(.brokenRow(sequence: row.sequence, reason: row.reason))
        }
    }

    /// Replays the log into an empty store in memory and compares the read tables, row by row.
    private func checkTables(_ report: inout VerificationReport) throws {
        let fresh = try DatabaseQueue()
        defer { try? fresh.close() }
        try Schema.migrator.migrate(fresh)
        try fresh.write { tables in
            report.state = try Rebuilding(coder: coder).run(from: db, into: tables)
            for (table, key) in Schema.readTableKeys.sorted(by: { $0.key < $1.key }) {
                let sql = "SELECT * FROM \(table) ORDER BY \(key)"
                let (found, expected) = (try Self.digest(sql, db), try Self.digest(sql, tables))
                if found != expected {
                    report.findings.append(.tableDiffers(table, rows: found.rows, expected: expected.rows))
                }
            }
        }
    }

    private struct TableDigest: Equatable {
        var rows = 0
        var hash = Data()
    }

    private static func digest(_ sql: String, _ db: Database) throws -> TableDigest {
        var digest = TableDigest()
        let rows = try Row.fetchCursor(db, sql: sql)
        while let row = try rows.next() {
            var bytes = [UInt8](digest.hash)
            for value in row.databaseValues { bytes.appendField(value.description.utf8) }
            digest.rows += 1
            digest.hash = sha256(bytes)
        }
        return digest
    }
}
