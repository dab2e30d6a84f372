extension Schema {
    static let readTables = """
        CREATE TABLE alerts (
            source TEXT NOT NULL,
            identifier TEXT NOT NULL,
            kind TEXT NOT NULL,
            status TEXT NOT NULL,
            message_type TEXT NOT NULL,
            event TEXT NOT NULL,
            colour TEXT,
            decision TEXT NOT NULL,
            incident INTEGER,
            issued_at INTEGER NOT NULL,
            received_at INTEGER NOT NULL,
            expires_at INTEGER,
            PRIMARY KEY (source, identifier)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE incidents (
            id INTEGER PRIMARY KEY,
            code TEXT NOT NULL,
            event TEXT NOT NULL,
            is_drill INTEGER NOT NULL,
            source TEXT NOT NULL,
            demand TEXT NOT NULL,
            dispatch TEXT NOT NULL,
            held_until INTEGER,
            headcount INTEGER NOT NULL,
            waves INTEGER NOT NULL,
            reserve_called INTEGER NOT NULL,
            reserve_allowed INTEGER NOT NULL,
            circle_required INTEGER,
            circle_arrived INTEGER,
            circle_sites INTEGER,
            circle_sites_ready INTEGER,
            manual_version INTEGER NOT NULL,
            rules_version INTEGER NOT NULL,
            opened_at INTEGER NOT NULL,
            needed_by INTEGER NOT NULL,
            closed_at INTEGER
        ) STRICT;

        CREATE TABLE incident_sites (
            incident INTEGER NOT NULL,
            site TEXT NOT NULL,
            stop_hazard TEXT,
            stopped_at INTEGER,
            stop_headcount INTEGER,
            ready_at INTEGER,
            stood_down_at INTEGER,
            leader_total INTEGER,
            leader_total_at INTEGER,
            PRIMARY KEY (incident, site)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE needs (
            incident INTEGER NOT NULL,
            need INTEGER NOT NULL,
            site TEXT NOT NULL,
            playbook TEXT NOT NULL,
            headcount INTEGER NOT NULL,
            leader_seats INTEGER NOT NULL,
            workload INTEGER,
            PRIMARY KEY (incident, need)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE musters (
            incident INTEGER NOT NULL,
            incident_code TEXT NOT NULL,
            member_id INTEGER NOT NULL,
            site TEXT NOT NULL,
            need INTEGER NOT NULL,
            role TEXT NOT NULL,
            pool TEXT NOT NULL,
            wave INTEGER NOT NULL,
            stage TEXT NOT NULL,
            is_late INTEGER NOT NULL,
            chance INTEGER NOT NULL,
            called_at INTEGER NOT NULL,
            answered_at INTEGER,
            expected_at INTEGER NOT NULL,
            claimed_at INTEGER,
            arrived_at INTEGER,
            signed_out_at INTEGER,
            settled_at INTEGER,
            since INTEGER NOT NULL,
            PRIMARY KEY (incident, member_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE attempts (
            id INTEGER PRIMARY KEY,
            incident INTEGER,
            member_id INTEGER,
            duty TEXT,
            channel TEXT NOT NULL,
            template TEXT NOT NULL,
            text INTEGER NOT NULL,
            urgency INTEGER NOT NULL,
            state TEXT NOT NULL,
            gateway TEXT,
            provider_reference TEXT,
            reason TEXT,
            starts INTEGER NOT NULL,
            repeats INTEGER,
            planned_at INTEGER NOT NULL,
            not_after INTEGER NOT NULL,
            started_at INTEGER,
            settled_at INTEGER,
            key TEXT NOT NULL
        ) STRICT;
        CREATE INDEX attempts_key ON attempts (key);
        CREATE INDEX attempts_reference ON attempts (gateway, provider_reference)
            WHERE provider_reference IS NOT NULL;
        CREATE INDEX attempts_incident ON attempts (incident);

        CREATE TABLE counters (
            seq INTEGER PRIMARY KEY,
            incident INTEGER NOT NULL,
            site TEXT NOT NULL,
            counter TEXT NOT NULL,
            added INTEGER NOT NULL,
            note INTEGER,
            at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE alarms (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            incident INTEGER,
            member_id INTEGER,
            site TEXT,
            gateway TEXT,
            text INTEGER,
            count INTEGER,
            woken TEXT NOT NULL,
            raised_at INTEGER NOT NULL,
            acknowledged_at INTEGER,
            closed_at INTEGER
        ) STRICT;
        """

    static let views = """
        CREATE VIEW arrivals AS
        SELECT m.incident_code AS incident, m.site, coalesce(p.name, 'member ' || m.member_id) AS name,
            p.team, m.role, \(local("m.called_at")) AS called, \(local("m.answered_at")) AS answered,
            \(local("m.expected_at")) AS expected, \(local("m.arrived_at")) AS arrived,
            \(local("m.signed_out_at")) AS signed_out, \(local("m.settled_at")) AS settled
        FROM musters m LEFT JOIN members p ON p.id = m.member_id
        WHERE m.arrived_at IS NOT NULL
        ORDER BY m.arrived_at, m.member_id;

        CREATE VIEW roll_call AS
        SELECT m.incident_code AS incident, m.site, coalesce(p.name, 'member ' || m.member_id) AS name,
            p.phone, m.role, m.stage, \(local("m.since")) AS since, \(local("m.expected_at")) AS expected,
            \(local("m.arrived_at")) AS arrived
        FROM musters m LEFT JOIN members p ON p.id = m.member_id
        ORDER BY m.incident, m.site, m.stage, m.member_id;

        CREATE VIEW counter_totals AS
        SELECT i.code AS incident, c.site, c.counter, sum(c.added) AS total, \(local("max(c.at)")) AS last
        FROM counters c JOIN incidents i ON i.id = c.incident
        GROUP BY c.incident, c.site, c.counter
        ORDER BY c.incident, c.site, c.counter;

        CREATE VIEW duty_log AS
        SELECT e.seq, \(local("e.at_ms")) AS time, json_extract(e.actor, '$.officer._0') AS officer,
            json_extract(e.body, '$.noteWritten._0') AS incident, coalesce(t.words, '(purged)') AS note
        FROM events e LEFT JOIN texts t ON t.number = json_extract(e.body, '$.noteWritten._1')
        WHERE e.kind = 'noteWritten'
        ORDER BY e.seq;
        """

    /// A time of day as people write it, from milliseconds.
    private static func local(_ column: String) -> String {
        "datetime((\(column)) / 1000, 'unixepoch', 'localtime')"
    }
}
