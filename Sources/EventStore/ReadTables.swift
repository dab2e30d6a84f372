import GRDB
import Mobilization

/// Writes the tables that people ask with SQL, from the state as the facts made it.
///
/// Live and `rebuild` run the same code over the same facts, so both write the same rows. What ends leaves
/// the state, and the row keeps what it held last; so before an incident closes, everything touched is written.
struct ReadTables {
    private var touched = Touched()

    /// Applies `fact` to `state` and notes or writes what it changes. `finish` writes the rest.
    /// `sequence` is the fact's number.
    mutating func follow(_ fact: Fact, sequence: Int64, state: inout State, in db: Database) throws {
        if case .incidentClosed = fact.event { try finish(state, in: db) }
        // An alarm that is raised and closed within one batch must not vanish without a row.
        if case .alarmClosed(let id) = fact.event, let alarm = state.alarms[id] { try write(alarm, in: db) }
        state.apply(fact)
        touched.add(fact.event)
        try AttemptTable.write(fact, state: state, in: db)
        try writeEnds(fact, sequence: sequence, in: db)
    }

    /// Writes what was noted, from `state`.
    mutating func finish(_ state: State, in db: Database) throws {
        for id in touched.incidents {
            if let incident = state.incidents[id] { try write(incident, in: db) }
        }
        for id in touched.needs {
            if let incident = state.incidents[id] { try writeNeeds(incident, in: db) }
        }
        for place in touched.sites {
            if let site = state.incidents[place.incident]?.sites[place.site] {
                try write(site, place, in: db)
            }
        }
        try writeMusters(state, in: db)
        for id in touched.alarms {
            if let alarm = state.alarms[id] { try write(alarm, in: db) }
        }
        touched = Touched()
    }

    /// What a fact says by itself: things that come once, and ends, whose subject has left the state.
    private func writeEnds(_ fact: Fact, sequence: Int64, in db: Database) throws {
        switch fact.event {
        case .textsPurged(let numbers):
            for number in numbers.numbers { try db.write("DELETE FROM texts WHERE number = ?", [number]) }
        case .recordsPurged(let record):
            if let instant = record.membersLeftBefore {
                try Retention.forgetMembers(leftBefore: instant, in: db)
            }
        case .alertReceived(let record): try write(record, in: db)
        case .counterReported(let incident, let reading, let note):
            try db.write(
                "INSERT INTO counters (seq, incident, site, counter, added, note, at) VALUES (?,?,?,?,?,?,?)",
                [
                    sequence, incident.number, reading.site, reading.counter, reading.added, note?.number,
                    reading.at.milliseconds,
                ])
        case .alarmClosed(let id):
            try db.write(
                "UPDATE alarms SET closed_at = ? WHERE id = ? AND closed_at IS NULL",
                [fact.at.milliseconds, id.number])
        case .incidentClosed(let id):
            try db.write(
                "UPDATE incidents SET closed_at = ? WHERE id = ?", [fact.at.milliseconds, id.number])
            try db.write(
                "UPDATE alarms SET closed_at = ? WHERE incident = ? AND closed_at IS NULL",
                [fact.at.milliseconds, id.number])
        default: break
        }
    }

    private func write(_ record: AlertRecord, in db: Database) throws {
        try db.write(
            """
            INSERT OR REPLACE INTO alerts (source, identifier, kind, status, message_type, event, colour, decision,
                incident, issued_at, received_at, expires_at) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)
            """,
            [
                record.key.source, record.key.identifier, record.kind.rawValue, record.status.rawValue,
                record.messageType.rawValue, record.event, record.colour.map { "\($0)" },
                record.decision.rawValue,
                record.incident?.number, record.issuedAt.milliseconds, record.receivedAt.milliseconds,
                record.expiresAt?.milliseconds,
            ])
    }

    private func write(_ incident: Incident, in db: Database) throws {
        let (dispatch, heldUntil) = Self.columns(incident.dispatch)
        try db.write(
            """
            INSERT OR REPLACE INTO incidents (id, code, event, is_drill, source, demand, dispatch, held_until,
                headcount, waves, reserve_called, reserve_allowed, circle_required, circle_arrived, circle_sites,
                circle_sites_ready, manual_version, rules_version, opened_at, needed_by, closed_at)
            VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
            """,
            [
                incident.id.number, incident.code, incident.event, incident.isDrill, incident.source,
                incident.demand, dispatch, heldUntil?.milliseconds, incident.headcount, incident.waves,
                incident.reserveCalled, incident.reserveAllowed, incident.circle?.required,
                incident.circle?.arrived, incident.circle?.sites, incident.circle?.sitesReady,
                incident.manual.number, incident.rules.number, incident.openedAt.milliseconds,
                incident.neededBy.milliseconds, incident.closedAt?.milliseconds,
            ])
    }

    private static func columns(_ dispatch: DispatchState) -> (String, Instant?) {
        switch dispatch {
        case .running: ("running", nil)
        case .held(let until): ("held", until)
        case .awaitingOfficer: ("awaitingOfficer", nil)
        case .ended: ("ended", nil)
        }
    }

    private func writeNeeds(_ incident: Incident, in db: Database) throws {
        for need in incident.needs {
            try db.write(
                """
                INSERT OR REPLACE INTO needs (incident, need, site, playbook, headcount, leader_seats, workload)
                VALUES (?,?,?,?,?,?,?)
                """,
                [
                    incident.id.number, need.id.number, need.site, need.rule.playbook, need.headcount,
                    need.leaderSeats, need.workload,
                ])
        }
    }

    private func write(_ site: SiteState, _ place: Touched.Place, in db: Database) throws {
        try db.write(
            """
            INSERT OR REPLACE INTO incident_sites (incident, site, stop_hazard, stopped_at, stop_headcount,
                ready_at, stood_down_at, leader_total, leader_total_at) VALUES (?,?,?,?,?,?,?,?,?)
            """,
            [
                place.incident.number, place.site, site.stop?.hazard.rawValue, site.stop?.at.milliseconds,
                site.stop?.headcount, site.readyAt?.milliseconds, site.stoodDownAt?.milliseconds,
                site.leaderTotal?.people, site.leaderTotal?.at.milliseconds,
            ])
    }

    private func writeMusters(_ state: State, in db: Database) throws {
        guard !touched.musters.isEmpty else { return }
        let statement = try db.cachedStatement(sql: Self.musterInsertion)
        // In the order of the table: a wave of 32,000 then goes page by page, and none is sought twice.
        let parts = touched.musters.sorted {
            ($0.incident.number, $0.member.number) < ($1.incident.number, $1.member.number)
        }
        for part in parts {
            guard let incident = state.incidents[part.incident], let callout = incident.callouts[part.member]
            else { continue }
            try statement.execute(arguments: Self.columns(callout, of: incident))
        }
    }

    private static let musterInsertion = """
        INSERT OR REPLACE INTO musters (incident, incident_code, member_id, site, need, role, pool, wave, stage,
            is_late, chance, called_at, answered_at, expected_at, claimed_at, arrived_at, signed_out_at,
            settled_at, since) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
        """

    private static func columns(_ callout: Callout, of incident: Incident) -> StatementArguments {
        [
            incident.id.number, incident.code, callout.member.number, callout.site, callout.need.number,
            callout.role.rawValue, callout.pool.rawValue, callout.wave, callout.stage.word, callout.isLate,
            callout.chance, callout.calledAt.milliseconds, callout.answeredAt?.milliseconds,
            callout.comingAt.milliseconds, callout.claimedAt?.milliseconds, callout.arrivedAt?.milliseconds,
            callout.signedOutAt?.milliseconds, callout.settledAt?.milliseconds, callout.since.milliseconds,
        ]
    }

    private func write(_ alarm: Alarm, in db: Database) throws {
        try db.write(
            """
            INSERT OR REPLACE INTO alarms (id, kind, incident, member_id, site, gateway, text, count, woken,
                raised_at, acknowledged_at, closed_at)
            VALUES (?,?,?,?,?,?,?,?,?,?,?,(SELECT closed_at FROM alarms WHERE id = ?))
            """,
            [
                alarm.id.number, "\(alarm.kind)", alarm.incident?.number, alarm.member?.number, alarm.site,
                alarm.gateway, alarm.text?.number, alarm.count,
                alarm.woken.map(\.rawValue).joined(separator: " "), alarm.raisedAt.milliseconds,
                alarm.acknowledgedAt?.milliseconds, alarm.id.number,
            ])
    }
}

extension Database {
    /// Runs one statement, prepared once for the life of the connection.
    func write(_ sql: String, _ arguments: StatementArguments) throws {
        try cachedStatement(sql: sql).execute(arguments: arguments)
    }
}

extension CalloutStage {
    private static let words = allCases.map { "\($0)" }
    /// As it stands in the read tables: the case's name.
    var word: String { Self.words[rawValue] }
}

extension AttemptState {
    private static let words = allCases.map { "\($0)" }
    /// As it stands in the read tables: the case's name.
    var word: String { Self.words[rawValue] }

    init?(word: String) {
        guard let place = Self.words.firstIndex(of: word) else { return nil }
        self.init(rawValue: place)
    }
}
