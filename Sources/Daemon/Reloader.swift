import EventStore
import Foundation
import HTTPAPI
import Mobilization
import MobilizationRuntime
import MusterAPI
import OperationsManual
import ServiceLifecycle
import ServiceManager
import UnixSignals

/// Reads the administrator's files again while everything goes on: on SIGHUP, or at an administrator's word.
///
/// They are read and checked whole first. Unless all is in order nothing of them is taken, the officer finds it in the
/// inbox, and what held before holds. One reload after the other; connections stay open.
final class Reloader: Service {
    private struct Request: Sendable {
        var actor: Actor
        var answer: (@Sendable (ReloadReport) -> Void)?
    }

    private let options: ServeOptions
    private let standing: Standing
    private let log: SQLiteEventLog
    private let mailbox: PostBox
    private let boards: BoardShelf
    private let journal: Journal
    private let notifier: ServiceNotifier?
    private let requests: AsyncStream<Request>
    private let inbox: AsyncStream<Request>.Continuation

    init(
        options: ServeOptions, standing: Standing, log: SQLiteEventLog, mailbox: PostBox, boards: BoardShelf,
        journal: Journal, notifier: ServiceNotifier?
    ) {
        self.options = options
        self.standing = standing
        self.log = log
        self.mailbox = mailbox
        self.boards = boards
        self.journal = journal
        self.notifier = notifier
        (requests, inbox) = AsyncStream.makeStream()
    }

    func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [inbox] in
                for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
                    inbox.yield(Request(actor: .engine, answer: nil))
                }
            }
            for await request in requests.cancelOnGracefulShutdown() {
                let report = await perform(request.actor)
                request.answer?(report)
            }
            // Whoever still waits is told, and so is whoever comes from now on.
            inbox.finish()
            for await request in requests { request.answer?(.nothing) }
            group.cancelAll()
        }
    }

    /// Reloads for an administrator, and says what came of it.
    func reload(for account: Account) async -> ReloadReport {
        await withCheckedContinuation { waiting in
            let request = Request(actor: .officer(account.name)) { waiting.resume(returning: $0) }
            if case .terminated = inbox.yield(request) { waiting.resume(returning: .nothing) }
        }
    }

    private func perform(_ actor: Actor) async -> ReloadReport {
        try? notifier?.send(.reloading)
        journal.notice("reading the configuration again")
        let report = await take(actor)
        journal.write(LogLine(report.taken ? .notice : .error, report.sentence.en))
        try? notifier?.send(.ready, .status(report.sentence.en))
        return report
    }

    private func take(_ actor: Actor) async -> ReloadReport {
        let options = options
        // Files block; a thread of the cooperative pool must not wait for them.
        let read = await aside { () -> Result<Preparation, DaemonFailure> in
            Result { () throws(DaemonFailure) in
                try Preparation(
                    configuration: options.configuration,
                    credentials: options.environment.credentialsDirectory, today: nil)
            }
        }
        switch read {
        case .failure(let failure): return await refuse(failure.problems, actor)
        case .success(let preparation):
            guard preparation.isClean else { return await refuse(preparation.findings.errors, actor) }
            guard let board = boards.current else { return .nothing }
            let missing = Absentees(preparation.library, board).diagnostics
            guard missing.isEmpty else { return await refuse(missing, actor, isPlain: true) }
            do {
                return try await adopt(preparation, board, actor)
            } catch {
                return await refuse([Diagnostic(file: "", message: "\(error)")], actor, isPlain: true)
            }
        }
    }

    private func adopt(_ preparation: Preparation, _ board: Board, _ actor: Actor) async throws
        -> ReloadReport
    {
        let library = preparation.library
        let editions = board.state.editions
        var changes = library.changes(after: editions)
        let edition = library.edition(.roster, after: editions)
        let office = RosterOffice(log: log, standing: standing)
        if edition != editions.roster {
            let rows = library.roster.accepted
            let gone = try office.engagedButGone(rows, board)
            guard gone == 0 else {
                return await refuse(
                    [
                        Diagnostic(
                            file: library.configuration.files.pioneerRoster,
                            message:
                                "\(gone) people who are called or out now are missing here; take them out after"
                                + " the incident is closed")
                    ], actor, isPlain: true)
            }
            changes.append(.roster(try office.adopt(rows, version: edition)))
        }
        changes.append(.feeds(library.configuration.feeds))
        let running = standing.configuration
        let reload = Reload(
            changed: ReferenceKind.allCases.filter {
                $0 != .travelTimes && library.edition($0, after: editions) != editions[$0]
            },
            accessChanged: running.sources != library.configuration.sources
                || running.officers != library.configuration.officers
                || running.tokens != library.configuration.tokens || standing.keys != preparation.keys,
            waiting: library.configuration.waiting(against: running))
        let reception = await deliver(.reload(changes, reload, by: actor))
        guard reception == .taken else {
            // Else the next start would take these people for the last edition's.
            try? log.storeMembers(board.reference.roster.members.filter { $0.pool != .walkIn })
            let reason =
                if case .answer(.refused) = reception {
                    "an incident began meanwhile that needs what the new files lack; reload again to see what"
                } else { "the store takes no writes now; everything stays as it was, reload again later" }
            return report([Diagnostic(file: "", message: reason)])
        }
        standing.take(preparation)
        return report(reload)
    }

    /// - isPlain: What `musterd check` can't see, such as an open incident; it names codes and counts only.
    private func refuse(
        _ problems: [Diagnostic], _ actor: Actor, isPlain: Bool = false
    ) async -> ReloadReport {
        let words = problems.map(\.description).joined(separator: "\n")
        _ = await deliver(.reloadRefused(problems: problems.count, words: words, by: actor))
        for problem in problems.prefix(20) {
            journal.error(isPlain ? problem.description : discreet(problem))
        }
        return report(problems)
    }

    /// What is wrong in a file with people's names in it is for `musterd check` and the inbox, not for the journal.
    private func discreet(_ problem: Diagnostic) -> String {
        let files = standing.configuration.files
        let isPlain =
            problem.file == options.configuration || problem.file.hasPrefix(files.playbooks)
            || problem.file == files.rules
        if isPlain { return problem.description }
        return Diagnostic(
            file: problem.file, line: problem.line, column: problem.column, message: "see `musterd check`"
        ).description
    }

    private func deliver(_ input: Input) async -> Reception {
        await withCheckedContinuation { waiting in
            if !mailbox.post(Letter(input) { waiting.resume(returning: $0) }) {
                waiting.resume(returning: .busy)
            }
        }
    }
}

// MARK: - What is said of it

extension Reloader {
    private func report(_ problems: [Diagnostic]) -> ReloadReport {
        ReloadReport(
            taken: false, changed: [], accessChanged: false, waiting: [],
            diagnostics: problems.map {
                ProblemDetails.Place(field: $0.file, line: $0.line, column: $0.column, message: $0.message)
            },
            sentence: Words(
                zh: "新配置有\(problems.count)处错误，未采用，仍按原配置：改好后再重载。",
                en:
                    "The new configuration has \(problems.count) faults and wasn't taken; the old one holds: mend it, then"
                    + " reload again."))
    }

    private func report(_ reload: Reload) -> ReloadReport {
        let changed = reload.changed.map(\.rawValue) + (reload.accessChanged ? ["access"] : [])
        let waiting = reload.waiting.joined(separator: ", ")
        var sentence = Words(
            zh: "已重载：\(changed.isEmpty ? "无变化" : changed.joined(separator: "、"))。",
            en: "Reloaded: \(changed.isEmpty ? "nothing changed" : changed.joined(separator: ", ")).")
        if !waiting.isEmpty {
            sentence.zh += "重启后才生效：\(waiting)。"
            sentence.en += " Only after a restart: \(waiting)."
        }
        return ReloadReport(
            taken: true, changed: reload.changed.map(\.rawValue), accessChanged: reload.accessChanged,
            waiting: reload.waiting, diagnostics: [], sentence: sentence)
    }
}

/// Sites that open incidents work at and that new files don't have: people there could not be told to withdraw.
private struct Absentees {
    let diagnostics: [Diagnostic]

    init(_ library: ReferenceLibrary, _ board: Board) {
        let files = library.configuration.files
        var found: [Diagnostic] = []
        for incident in board.state.incidents.values {
            // A home that rang is no site of the book.
            for site in incident.sites.keys
            where library.sites[site] == nil && board.reference.sites[site] != nil {
                found.append(
                    Diagnostic(
                        file: files.sites,
                        message:
                            "site \(site) is missing, and incident \(incident.code) is open there; take it out"
                            + " after the incident is closed"))
            }
        }
        diagnostics = found
    }
}

extension RosterOffice {
    /// How many people of open incidents, not counting walk-ins, these rows no longer have.
    func engagedButGone(_ rows: [OperationsManual.RosterRow], _ board: Board) throws(StoreFailure) -> Int {
        let people = rows.map { MemberIdentity(volunteerNumber: $0.volunteerNumber, phone: $0.phone) }
        let kept = Set(try log.memberIDs(for: people))
        return board.reference.roster.members.count { member in
            guard member.pool != .walkIn, !kept.contains(member.id) else { return false }
            return board.state.incidents.values.contains { incident in
                incident.callouts[member.id].map { $0.stage == .called || $0.stage.isUnaccounted } ?? false
            }
        }
    }
}
