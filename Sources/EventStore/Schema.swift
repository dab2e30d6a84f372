import GRDB

/// The tables, for the code and for people with `sqlite3 muster.db`.
///
/// Times are whole milliseconds since 1970 UTC in columns `..._at`; the views show them in the local time of
/// whoever looks. A migration that was released is never changed: a new one follows it.
enum Schema {
    /// Marks the file as ours: "MUST" in ASCII.
    static let applicationID = 0x4d55_5354

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 log, texts, requests, snapshots, members") { db in
            try db.execute(sql: truth)
            try db.execute(sql: members)
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        }
        migrator.registerMigration("1 read tables") { db in
            try db.execute(sql: readTables)
            try db.execute(sql: views)
        }
        migrator.registerMigration("2 retention") { db in
            try db.execute(sql: retention)
        }
        migrator.registerMigration("3 attempts") { db in
            try db.execute(sql: attempts)
        }
        return migrator
    }

    /// A key says which attempt it is of, and asking the table for it cost each attempt a write to a place of its own. And
    /// what was on the wire when its incident closed isn't there for ever.
    private static let attempts = """
        DROP INDEX attempts_key;
        UPDATE attempts SET state = 'unknown', reason = 'incident closed',
            settled_at = (SELECT closed_at FROM incidents WHERE incidents.id = attempts.incident)
            WHERE state = 'started' AND incident IN (SELECT id FROM incidents WHERE closed_at IS NOT NULL);
        """

    /// When people left, so that their names can go; and what stands for events that are gone.
    private static let retention = """
        ALTER TABLE members ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
        UPDATE members SET since = \(now);

        CREATE TABLE bases (
            seq INTEGER PRIMARY KEY,
            hash BLOB NOT NULL,
            digest TEXT NOT NULL,
            state TEXT NOT NULL
        ) STRICT;
        """

    /// The machine's time in milliseconds, for SQL.
    static let now = "CAST(strftime('%s', 'now') AS INTEGER) * 1000"

    /// Tables that are written from the state and can be made again from the log, with the order of their rows.
    static let readTableKeys = [
        "alerts": "source, identifier", "incidents": "id", "incident_sites": "incident, site",
        "needs": "incident, need", "musters": "incident, member_id", "attempts": "id", "counters": "seq",
        "alarms": "id",
    ]

    /// What can't be made again from anything else.
    private static let truth = """
        CREATE TABLE events (
            seq INTEGER PRIMARY KEY,
            at_ms INTEGER NOT NULL,
            actor TEXT NOT NULL,
            kind TEXT NOT NULL,
            version INTEGER NOT NULL,
            body TEXT NOT NULL,
            text_digests BLOB NOT NULL,
            hash BLOB NOT NULL
        ) STRICT;
        CREATE INDEX events_kind ON events (kind);

        CREATE TABLE chain_anchor (seq INTEGER PRIMARY KEY, hash BLOB NOT NULL) STRICT;

        CREATE TRIGGER events_never_change BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
        CREATE TRIGGER events_leave_behind_an_anchor BEFORE DELETE ON events
        WHEN OLD.seq > coalesce((SELECT max(seq) FROM chain_anchor), 0)
        BEGIN SELECT RAISE(ABORT, 'events are deleted only behind an anchor'); END;
        CREATE TRIGGER anchors_never_change BEFORE UPDATE ON chain_anchor
        BEGIN SELECT RAISE(ABORT, 'anchors are never changed'); END;
        CREATE TRIGGER anchors_stay BEFORE DELETE ON chain_anchor
        BEGIN SELECT RAISE(ABORT, 'anchors are never deleted'); END;

        CREATE TABLE texts (
            number INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            salt BLOB NOT NULL,
            words TEXT NOT NULL,
            at_ms INTEGER NOT NULL
        ) STRICT;
        CREATE TRIGGER texts_never_change BEFORE UPDATE ON texts
        BEGIN SELECT RAISE(ABORT, 'texts are never changed'); END;

        CREATE TABLE requests (
            key TEXT NOT NULL,
            actor TEXT NOT NULL,
            body_sha256 TEXT NOT NULL,
            answer TEXT NOT NULL,
            at_ms INTEGER NOT NULL,
            PRIMARY KEY (key, actor)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX requests_at ON requests (at_ms);

        CREATE TABLE snapshots (
            seq INTEGER PRIMARY KEY,
            schema_version INTEGER NOT NULL,
            hash BLOB NOT NULL,
            digest TEXT NOT NULL,
            state BLOB NOT NULL
        ) STRICT;

        CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """

    /// Personal data, and the only table beside `texts` that holds any.
    private static let members = """
        CREATE TABLE members (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            phone TEXT NOT NULL,
            pool TEXT NOT NULL,
            level INTEGER NOT NULL,
            team TEXT NOT NULL,
            volunteer_number TEXT NOT NULL,
            active INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX members_phone ON members (phone);
        CREATE INDEX members_volunteer_number ON members (volunteer_number);
        """
}
