import Crypto
import EventStore
import Foundation
import HTTPAPI
import Mobilization
import MobilizationRuntime
import MusterAPI
import OperationsManual

/// Turns roster rows into members with lasting ids, and takes new rosters that officers send.
struct RosterOffice: Sendable {
    let log: SQLiteEventLog
    let standing: Standing

    private var configuration: Configuration { standing.configuration }

    /// Members of a roster, with the ids that they had before.
    func adopt(_ rows: [OperationsManual.RosterRow], version: ReferenceVersion) throws(StoreFailure) -> Roster
    {
        let people = rows.map { MemberIdentity(volunteerNumber: $0.volunteerNumber, phone: $0.phone) }
        let ids = try log.memberIDs(for: people)
        let members = zip(rows, ids).map { $0.member(id: $1) }
        // Read before it is overwritten: the engine has no roster to compare with yet.
        let stored = try log.storedLevels()
        var before: [MemberID: Level] = [:]
        for member in members {
            if let level = stored[member.id], level != member.level { before[member.id] = level }
        }
        try log.storeMembers(members)
        return Roster(
            version: version, members: members + (try walkIns(beside: members)), levelsBefore: before)
    }

    /// Walk-ins of earlier days whom the spreadsheets don't hold by now.
    private func walkIns(beside members: [Member]) throws(StoreFailure) -> [Member] {
        let known = Set(members.map(\.id))
        return try log.walkIns().filter { !known.contains($0.id) }
    }

    /// Gives somebody who came by themselves a place in the roster. Somebody with the same phone keeps theirs.
    func takeIn(
        _ person: WalkInPerson, board: Board?, post: @Sendable (Letter) -> Bool
    ) async -> WalkInReading {
        guard let phone = PhoneText.dictated(person.phone) else { return .badPhone }
        guard let board else { return .storeUnavailable(StoreFailure(.other, "the daemon is starting")) }
        let roster = board.reference.roster
        do {
            if let known = roster.member(phone: phone) {
                // Their row may have been forgotten since; now they are here again.
                if known.pool == .walkIn { try log.storeWalkIn(known) }
                return .member(known.id)
            }
            let ids = try log.memberIDs(for: [MemberIdentity(volunteerNumber: "", phone: phone)])
            let member = person.member(
                id: ids[0], phone: phone, today: board.reference.settings.zone.local(board.asOf).day)
            try log.storeWalkIn(member)
            // Reasons of a wave name people by their place in an edition, so this is a new one.
            let version = ReferenceVersion(
                number: board.state.editions.roster.number + 1,
                digest: Self.digest([roster.version.digest, "\(member.id)"]))
            guard await hand(Roster(version: version, members: roster.members + [member]), to: post) else {
                return .storeUnavailable(
                    StoreFailure(.other, "the store takes no writes now; nobody was taken in"))
            }
            return .member(member.id)
        } catch {
            return .storeUnavailable(Self.failure(error))
        }
    }

    /// Reads a roster that an officer sent: first the report, then, on `commit`, the adoption. Answers with
    /// what it would change, or has changed. `board` is what it is compared with, nil while the daemon
    /// starts; `post` hands a letter to the driver.
    func take(
        _ delivery: RosterDelivery, board: Board?, post: @Sendable (Letter) -> Bool
    ) async -> RosterReading {
        let text = String(decoding: delivery.csv, as: UTF8.self)
        let report = RosterReader.read(
            text, file: "roster", pool: .pioneer, region: configuration.region)
        guard let board else { return .storeUnavailable(StoreFailure(.other, "the daemon is starting")) }
        let reserve = board.reference.roster.members.filter { $0.pool == .reserve }
        var answer = Self.compare(report, with: board)
        guard delivery.commit, answer.errors.isEmpty else { return .report(answer) }
        do {
            let version = ReferenceVersion(
                number: board.state.editions.roster.number + 1, digest: Self.digest([text] + reserveText))
            let rows = report.accepted
            let ids = try log.memberIDs(
                for: rows.map { MemberIdentity(volunteerNumber: $0.volunteerNumber, phone: $0.phone) })
            let pioneers = zip(rows, ids).map { $0.member(id: $1) }
            let kept = reserve.filter { old in !pioneers.contains { $0.id == old.id } }
            let listed = pioneers + kept
            let members = listed + (try walkIns(beside: listed))
            let file = URL(fileURLWithPath: configuration.importedRoster)
            let before = try? Data(contentsOf: file)
            try Data(delivery.csv).write(to: file, options: .atomic)
            try log.storeMembers(listed)
            guard await hand(Roster(version: version, members: members), to: post) else {
                try restore(before, at: file)
                // Else the next start would take these levels for the last edition's.
                try? log.storeMembers(board.reference.roster.members.filter { $0.pool != .walkIn })
                return .storeUnavailable(
                    StoreFailure(.other, "the store takes no writes now; the roster stays as it was"))
            }
            answer.committed = true
            return .report(answer)
        } catch {
            return .storeUnavailable(Self.failure(error))
        }
    }

    private static func failure(_ error: any Error) -> StoreFailure {
        error as? StoreFailure ?? StoreFailure(.other, "\(error)")
    }

    /// What was refused must not come into force at the next start.
    private func restore(_ before: Data?, at file: URL) throws {
        if let before {
            try before.write(to: file, options: .atomic)
        } else {
            try FileManager.default.removeItem(at: file)
        }
    }

    /// What the next start reads beside the imported file: then the digest is the same, and so is the edition.
    private var reserveText: [String] {
        configuration.files.reserveRoster.flatMap { try? TextFile.read($0).text }.map { [$0] } ?? []
    }

    private func hand(_ roster: Roster, to post: @Sendable (Letter) -> Bool) async -> Bool {
        await withCheckedContinuation { continuation in
            let letter = Letter(.reference(.roster(roster))) { continuation.resume(returning: $0 == .taken) }
            if !post(letter) { continuation.resume(returning: false) }
        }
    }

    private static func compare(_ report: RosterReport, with board: Board) -> RosterImportReport {
        let known = board.reference.roster.members.filter { $0.pool == .pioneer }
        let byPhone = Dictionary(
            known.map { ($0.address(on: .sms) ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        var added = 0
        var changed = 0
        var seen = Set<MemberID>()
        var levels: [LevelChangeRow] = []
        for row in report.accepted {
            guard let old = byPhone[row.phone] else {
                added += 1
                continue
            }
            seen.insert(old.id)
            let new = row.member(id: old.id)
            if new != old { changed += 1 }
            if new.level != old.level { levels.append(LevelChangeRow(of: old, to: new, board: board)) }
        }
        let removed = known.filter { !seen.contains($0.id) }
        let engaged = removed.count { board.state.engagement(of: $0.id) != nil }
        let rows = report.accepted.count + report.refused
        let level = levels.isEmpty ? ("", "") : ("等级变更\(levels.count)人，", "\(levels.count) change level, ")
        return RosterImportReport(
            committed: false, rows: rows, added: added, changed: changed, removed: removed.count,
            removedEngaged: engaged, errors: report.errors.map(place), warnings: report.warnings.map(place),
            sentence: Words(
                zh: "共\(rows)行：新增\(added)人，变更\(changed)人，\(level.0)移出\(removed.count)人，"
                    + "错误\(report.errors.count)处。",
                en: "\(rows) rows: \(added) new, \(changed) changed, \(level.1)\(removed.count) gone, "
                    + "\(report.errors.count) errors."),
            levels: levels)
    }

    private static func place(_ diagnostic: Diagnostic) -> ProblemDetails.Place {
        ProblemDetails.Place(
            field: diagnostic.file, line: diagnostic.line, column: diagnostic.column,
            message: diagnostic.message)
    }

    /// The first 16 hexadecimal digits of the SHA-256 of some texts.
    static func digest(_ texts: [String]) -> String { digest(texts.flatMap { Array($0.utf8) }) }

    /// The same of bytes.
    static func digest(_ bytes: [UInt8]) -> String {
        var hash = SHA256()
        hash.update(data: bytes)
        return hash.finalize().prefix(8).map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
