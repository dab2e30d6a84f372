/// `POST /v1/incidents/{id}/moves`: people of the incident go to another of its sites.
package struct MoveBody: Sendable, Equatable, Codable {
    /// Names or numbers of members.
    package var members: [String]
    /// Where they go.
    package var site: String
    /// The chapter they take there: slug, title or alias. nil: the first that misses people and that they may take.
    package var playbook: String?

    package init(members: [String], site: String, playbook: String? = nil) {
        self.members = members
        self.site = site
        self.playbook = playbook
    }
}

/// `POST /v1/incidents/{id}/walkins`: somebody came to a site by themselves.
package struct WalkInBody: Sendable, Equatable, Codable {
    package var site: String
    /// Personal data: kept with the roster, never in the log.
    package var name: String
    /// In E.164 or as it is dialled in the country; the person's texts go there.
    package var phone: String
    /// In years, by the identity card; under 18 nobody is taken in.
    package var age: Int
    /// RFC 3339, when they came. nil: now.
    package var at: String?

    package init(site: String, name: String, phone: String, age: Int, at: String? = nil) {
        self.site = site
        self.name = name
        self.phone = phone
        self.age = age
        self.at = at
    }
}

/// `POST /v1/incidents/{id}/corrections`: a reading was wrong.
package struct CorrectionBody: Sendable, Equatable, Codable {
    /// The reading's number, from `GET /v1/incidents/{id}/counters`.
    package var reading: Int
    /// What it should have been, 0 or more.
    package var added: Int
    package var note: String?

    package init(reading: Int, added: Int, note: String? = nil) {
        self.reading = reading
        self.added = added
        self.note = note
    }
}

/// `POST /v1/incidents/{id}/tools`: tools go out to a site, or come back.
package struct ToolBody: Sendable, Equatable, Codable {
    package var site: String
    /// Its name, 1 to 12 characters without figures and spaces, such as 铁锹.
    package var tool: String
    /// Lent when above 0, come back when below.
    package var change: Int

    package init(site: String, tool: String, change: Int) {
        self.site = site
        self.tool = tool
        self.change = change
    }
}

/// `POST /v1/incidents/{id}/relief`: people come to relieve others at a site.
package struct ReliefBody: Sendable, Equatable, Codable {
    package var site: String
    /// 1...2000
    package var people: Int
    /// The same number, as the officer typed it.
    package var confirmed: Int

    package init(site: String, people: Int, confirmed: Int) {
        self.site = site
        self.people = people
        self.confirmed = confirmed
    }
}

/// `POST /v1/incidents/{id}/recall`: the call was a mistake.
package struct RecallBody: Sendable, Equatable, Codable {
    /// The number of people called so far, as the officer typed it; another is answered with 409 and the right one.
    package var confirmed: Int
    package var note: String?

    package init(confirmed: Int, note: String? = nil) {
        self.confirmed = confirmed
        self.note = note
    }
}

/// `GET /v1/incidents/{id}/counters`: every reading, and the tools that are out.
package struct CountersView: Sendable, Equatable, Codable {
    package var sequence: Int64
    package var asOf: Moment
    package var incident: Int64
    package var code: String
    package var readings: [ReadingRow]
    package var tools: [ToolRow]

    package init(
        sequence: Int64, asOf: Moment, incident: Int64, code: String, readings: [ReadingRow], tools: [ToolRow]
    ) {
        self.sequence = sequence
        self.asOf = asOf
        self.incident = incident
        self.code = code
        self.readings = readings
        self.tools = tools
    }
}

package struct ReadingRow: Sendable, Equatable, Codable {
    /// From 1 in the incident.
    package var number: Int
    package var site: String
    package var counter: String
    package var title: String
    package var unit: String
    package var added: Int
    /// When it was counted.
    package var at: Moment
    /// The number of the reading that this one corrects.
    package var corrects: Int?

    package init(
        number: Int, site: String, counter: String, title: String, unit: String, added: Int, at: Moment,
        corrects: Int? = nil
    ) {
        self.number = number
        self.site = site
        self.counter = counter
        self.title = title
        self.unit = unit
        self.added = added
        self.at = at
        self.corrects = corrects
    }
}

package struct ToolRow: Sendable, Equatable, Codable {
    package var site: String
    package var tool: String
    package var lent: Int
    package var returned: Int

    package init(site: String, tool: String, lent: Int, returned: Int) {
        self.site = site
        self.tool = tool
        self.lent = lent
        self.returned = returned
    }
}
