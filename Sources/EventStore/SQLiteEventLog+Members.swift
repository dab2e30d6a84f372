import GRDB
package import Mobilization
package import MobilizationRuntime

/// What a row of the roster says of who somebody is.
package struct MemberIdentity: Sendable, Equatable {
    /// The number the registration platform gave, empty when there is none.
    package var volunteerNumber: String
    /// In E.164, empty when there is none.
    package var phone: String

    package init(volunteerNumber: String, phone: String) {
        self.volunteerNumber = volunteerNumber
        self.phone = phone
    }
}

/// The people, and the random numbers that stand for them in the log.
extension SQLiteEventLog {
    /// The ids of some people, in the same order: known ones keep theirs, others get a new one.
    ///
    /// Somebody is known by the volunteer number, else by the phone, unless that phone belongs to another
    /// volunteer number: phones are passed on. No two rows get the same id. New ids are random, 1...2^48 - 1,
    /// and last once `storeMembers` has stored them.
    package func memberIDs(for people: [MemberIdentity]) throws(StoreFailure) -> [MemberID] {
        let known = try read { db in try KnownMembers(db) }
        var taken: Set<Int64> = []
        var random = SystemRandomNumberGenerator()
        return people.map { person in
            if let id = known.id(of: person), taken.insert(id).inserted { return MemberID(id) }
            while true {
                let id = Int64(random.next(upperBound: UInt64(1) << 48))
                if id > 0, !known.ids.contains(id), taken.insert(id).inserted { return MemberID(id) }
            }
        }
    }

    /// The levels of the roster that was stored last, walk-ins left out.
    package func storedLevels() throws(StoreFailure) -> [MemberID: Level] {
        try read { db in
            var levels: [MemberID: Level] = [:]
            let rows = try Row.fetchCursor(
                db, sql: "SELECT id, level FROM members WHERE active = 1 AND pool <> ?",
                arguments: [Pool.walkIn.rawValue])
            while let row = try rows.next() { levels[MemberID(row[0])] = Level(rawValue: row[1]) }
            return levels
        }
    }

    /// Stores a whole roster in one transaction. Who isn't in it stays, as inactive, because the log names them;
    /// walk-ins stay active, since no spreadsheet holds them.
    ///
    /// Only rows that differ are written: at a start that is none of them.
    package func storeMembers(_ members: [Member]) throws(StoreFailure) {
        try write { db in
            var standing: [Int64: [DatabaseValue]] = [:]
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT id, name, phone, pool, level, team, volunteer_number FROM members
                    WHERE active = 1 AND pool <> ?
                    """, arguments: [Pool.walkIn.rawValue])
            while let row = try rows.next() { standing[row[0]] = Array(row.databaseValues) }
            for member in members {
                let columns = Self.columns(member)
                if standing.removeValue(forKey: member.id.number) == columns { continue }
                try db.write(
                    """
                    INSERT OR REPLACE INTO members
                        (id, name, phone, pool, level, team, volunteer_number, active, since)
                    VALUES (?,?,?,?,?,?,?,1,\(Schema.now))
                    """, StatementArguments(columns))
            }
            for gone in standing.keys.sorted() {
                try db.write("UPDATE members SET active = 0, since = \(Schema.now) WHERE id = ?", [gone])
            }
        }
    }

    /// Stores somebody who came to a site by themselves.
    package func storeWalkIn(_ member: Member) throws(StoreFailure) {
        try write { db in
            try db.write(
                """
                INSERT OR REPLACE INTO members
                    (id, name, phone, pool, level, team, volunteer_number, active, since)
                VALUES (?,?,?,?,?,?,?,1,\(Schema.now))
                """, StatementArguments(Self.columns(member)))
        }
    }

    /// Walk-ins who were taken in before, by id. Their age isn't kept: it was looked at when they came.
    package func walkIns() throws(StoreFailure) -> [Member] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT id, name, phone FROM members WHERE active = 1 AND pool = ? ORDER BY id",
                arguments: [Pool.walkIn.rawValue]
            ).map { row in
                Member(
                    id: MemberID(row[0]), name: row[1], pool: .walkIn, level: .basic, skills: [], bornOn: nil,
                    insuredUntil: nil, firstAidUntil: nil, home: nil, transport: .walking,
                    addresses: [Address(channel: .sms, value: row[2])])
            }
        }
    }

    private static func columns(_ member: Member) -> [DatabaseValue] {
        [
            member.id.number.databaseValue, member.name.databaseValue,
            (member.address(on: .sms) ?? "").databaseValue, member.pool.rawValue.databaseValue,
            member.level.rawValue.databaseValue, member.team.databaseValue,
            member.volunteerNumber.databaseValue,
        ]
    }
}

/// Everybody the store knows, by what identifies them.
private struct KnownMembers: Sendable {
    var ids: Set<Int64> = []
    private var byNumber: [String: Int64] = [:]
    private var byPhone: [String: Int64] = [:]
    private var numbers: [Int64: String] = [:]

    /// Active people come last, so that a phone that was passed on names who has it now.
    init(_ db: Database) throws {
        let rows = try Row.fetchCursor(
            db, sql: "SELECT id, phone, volunteer_number FROM members ORDER BY active, id")
        while let row = try rows.next() {
            let (id, phone, number): (Int64, String, String) = (row[0], row[1], row[2])
            ids.insert(id)
            numbers[id] = number
            if !number.isEmpty { byNumber[number] = id }
            if !phone.isEmpty { byPhone[phone] = id }
        }
    }

    func id(of person: MemberIdentity) -> Int64? {
        if let id = byNumber[person.volunteerNumber] { return id }
        guard let id = byPhone[person.phone] else { return nil }
        let number = numbers[id] ?? ""
        return number.isEmpty || person.volunteerNumber.isEmpty ? id : nil
    }
}
