import GRDB
import Mobilization

/// The read table of attempts: one row for every message ever planned.
///
/// Written fact by fact, because the gateway's reference and the times stand in the facts alone. The state of
/// an attempt comes from the engine's state while it is there, else from the row and the fact.
enum AttemptTable {
    static func write(_ fact: Fact, state: State, in db: Database) throws {
        switch fact.event {
        case .attemptsPlanned(let planned): try insert(planned, at: fact.at, seed: state.seed, in: db)
        case .attemptsStarted(let gateway, let ids):
            let statement = try db.cachedStatement(
                sql: """
                    UPDATE attempts SET state = 'started', gateway = ?, starts = starts + 1, started_at = ?,
                        settled_at = NULL WHERE id = ?
                    """)
            for id in ids.numbers { try statement.execute(arguments: [gateway, fact.at.milliseconds, id]) }
        case .attemptsSettled(_, let settled): try write(settled, at: fact.at, state: state, in: db)
        case .attemptsDropped(let ids, let end):
            for id in ids.numbers { try move(AttemptID(id), to: end, at: fact.at, in: db) }
        case .outcomesLost(let ids):
            for id in ids.numbers {
                try move(AttemptID(id), to: .unknown, reason: "process ended", at: fact.at, in: db)
            }
        case .receiptCame(let id, let status):
            let next = try state.attempts[id]?.state ?? after(status, row(id, in: db))
            if let next { try move(id, to: next, at: fact.at, in: db) }
        case .incidentClosed(let id):
            try db.write(
                "UPDATE attempts SET state = 'superseded', settled_at = ? WHERE incident = ? AND state = 'planned'",
                [fact.at.milliseconds, id.number])
            // The engine hears no outcome of it any more; "started" for ever would say that it is still on the wire.
            try db.write(
                """
                UPDATE attempts SET state = 'unknown', reason = 'incident closed', settled_at = ?
                    WHERE incident = ? AND state = 'started'
                """, [fact.at.milliseconds, id.number])
        default: break
        }
    }

    /// What is the same for the whole batch stands in the statement, and only the rest is bound for each row: a
    /// wave plans 32,000 rows while stops and arrivals wait for the driver.
    private static func insert(
        _ planned: PlannedAttempts, at now: Instant, seed: UInt64, in db: Database
    ) throws {
        let duty = planned.duty.map { quoted($0.rawValue) } ?? "NULL"
        let statement = try db.makeStatement(
            sql: """
                INSERT OR REPLACE INTO attempts (id, incident, member_id, duty, channel, template, text, urgency,
                    state, starts, repeats, planned_at, not_after, key)
                VALUES (?, \(literal(planned.incident?.number)), ?, \(duty), \(quoted(planned.channel.rawValue)),
                    \(quoted(planned.template)), ?, \(planned.urgency.rawValue), 'planned', 0,
                    \(literal(planned.repeats?.number)), \(now.milliseconds), \(planned.notAfter.milliseconds), ?)
                """)
        let members: [Int64?] = planned.duty == nil ? planned.members.numbers : [nil]
        for (place, (member, text)) in zip(members, planned.texts.numbers).enumerated() {
            let id = AttemptID(planned.firstID.number + Int64(place))
            try statement.execute(arguments: [
                id.number, member, text, AttemptKey.text(seed: seed, attempt: id),
            ])
        }
    }

    private static func literal(_ number: Int64?) -> String { number.map { String($0) } ?? "NULL" }

    private static func quoted(_ words: String) -> String {
        "'" + words.replacing("'", with: "''") + "'"
    }

    private static func write(_ settled: SettledAttempts, at now: Instant, state: State, in db: Database)
        throws
    {
        for (place, number) in settled.accepted.numbers.enumerated() {
            let id = AttemptID(number)
            let reference = settled.references.indices.contains(place) ? settled.references[place] : ""
            guard let next = try state.attempts[id]?.state ?? sent(row(id, in: db)) else { continue }
            try move(id, to: next, reference: reference, at: now, in: db)
        }
        for other in settled.others {
            var next = state.attempts[other.attempt]?.state
            if next == nil, case .refused = other.outcome { next = .failed }
            if let next { try move(other.attempt, to: next, reason: other.outcome.reason, at: now, in: db) }
        }
    }

    /// `reference` is the gateway's own id, empty where it gives none; then an earlier one stays.
    private static func move(
        _ id: AttemptID, to state: AttemptState, reference: String = "", reason: String? = nil,
        at now: Instant,
        in db: Database
    ) throws {
        let isWaiting = state == .planned || state == .started
        try db.write(
            """
            UPDATE attempts SET state = ?, provider_reference = coalesce(nullif(?, ''), provider_reference),
                reason = ?, settled_at = ? WHERE id = ?
            """, [state.word, reference, reason, isWaiting ? nil : now.milliseconds, id.number])
    }

    /// The state in the table; nil when there is no such row.
    private static func row(_ id: AttemptID, in db: Database) throws -> AttemptState? {
        try String.fetchOne(
            db.cachedStatement(sql: "SELECT state FROM attempts WHERE id = ?"), arguments: [id.number]
        ).flatMap { AttemptState(word: $0) }
    }

    /// An acceptance that comes after the attempt left the state: it only moves forward.
    private static func sent(_ state: AttemptState?) -> AttemptState? { state?.isOpen == true ? .sent : nil }

    /// A receipt that comes after the attempt left the state: it only moves forward.
    private static func after(_ status: ReceiptStatus, _ state: AttemptState?) -> AttemptState? {
        switch (status, state) {
        case (_, nil), (_, .delivered): nil
        case (.delivered, _): .delivered
        case (.failed, _), (.expired, _): .failed
        }
    }
}

extension Outcome {
    /// What the gateway said; nil where it took the message.
    fileprivate var reason: String? {
        switch self {
        case .accepted: nil
        case .throttled: "too much at once"
        case .surelyNotSent(let reason), .refused(let reason), .gatewayBroken(let reason),
            .unknown(let reason):
            reason
        }
    }
}
