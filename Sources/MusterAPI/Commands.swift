/// `POST /v1/incidents`: opens an incident on the officer's word.
package struct OpenIncidentBody: Sendable, Equatable, Codable {
    /// 暴雨内涝
    package var event: String
    /// Default false.
    package var drill: Bool?
    package var requestedBy: Requester?
    package var needs: [NeedBody]
    /// RFC 3339. nil: three hours from now.
    package var neededBy: String?

    package init(
        event: String, drill: Bool? = nil, requestedBy: Requester? = nil, needs: [NeedBody],
        neededBy: String? = nil
    ) {
        self.event = event
        self.drill = drill
        self.requestedBy = requestedBy
        self.needs = needs
        self.neededBy = neededBy
    }
}

/// Who asked for people. Personal data: kept as a text, never on a board.
package struct Requester: Sendable, Equatable, Codable {
    package var organisation: String?
    package var name: String?
    package var phone: String?
    /// Dialled back and verified, as OPERATIONS asks of a demand by telephone.
    package var callback: Bool?

    package init(
        organisation: String? = nil, name: String? = nil, phone: String? = nil, callback: Bool? = nil
    ) {
        self.organisation = organisation
        self.name = name
        self.phone = phone
        self.callback = callback
    }
}

/// `POST /v1/incidents/{id}/needs`, and one row of `OpenIncidentBody.needs`.
package struct NeedBody: Sendable, Equatable, Codable {
    /// The site's code, such as `F01`.
    package var site: String
    /// The chapter's slug, such as `material-handling`, or its title or an alias of it.
    package var playbook: String
    /// 1...2000
    package var headcount: Int
    /// In the playbook's unit.
    package var workload: Int?

    package init(site: String, playbook: String, headcount: Int, workload: Int? = nil) {
        self.site = site
        self.playbook = playbook
        self.headcount = headcount
        self.workload = workload
    }
}

/// `POST /v1/incidents/{id}/callouts`: lets the incident call people now.
package struct CalloutBody: Sendable, Equatable, Codable {
    /// Reserve people to be allowed. Default 0.
    package var reserve: Int?
    /// The count that the officer typed. Must equal what would be called, else 409 with the right count.
    package var confirmed: Int

    package init(reserve: Int? = nil, confirmed: Int) {
        self.reserve = reserve
        self.confirmed = confirmed
    }
}

/// `POST /v1/incidents/{id}/replies`: an answer that came by telephone.
package struct ReplyBody: Sendable, Equatable, Codable {
    /// A name that only one member has, or a member's number.
    package var member: String
    /// One digit of the reply table, `0`...`9`.
    package var answer: String
    /// Beside 1, 2 and 4: there in so many minutes, 1...600. nil: not said.
    package var minutes: Int?
    package var note: String?

    package init(member: String, answer: String, minutes: Int? = nil, note: String? = nil) {
        self.member = member
        self.answer = answer
        self.minutes = minutes
        self.note = note
    }
}

/// `POST /v1/incidents/{id}/arrivals`: either people by name, or a leader's total that is compared with the names.
package struct ArrivalBody: Sendable, Equatable, Codable {
    package var site: String
    /// Names or numbers of members. nil with `people`.
    package var members: [String]?
    /// The leader's total. nil with `members`.
    package var people: Int?
    /// RFC 3339, when it happened. nil: now.
    package var at: String?

    package init(site: String, members: [String]? = nil, people: Int? = nil, at: String? = nil) {
        self.site = site
        self.members = members
        self.people = people
        self.at = at
    }
}

/// `POST /v1/incidents/{id}/counters`: a figure that a leader reports.
package struct CounterBody: Sendable, Equatable, Codable {
    package var site: String
    /// The counter's slug, such as `bags`, or its title.
    package var counter: String
    /// Added since the last report, 0 or more; what was wrong is corrected by `CorrectionBody`.
    package var added: Int
    /// RFC 3339, when it was counted. nil: now.
    package var at: String?
    package var note: String?

    package init(site: String, counter: String, added: Int, at: String? = nil, note: String? = nil) {
        self.site = site
        self.counter = counter
        self.added = added
        self.at = at
        self.note = note
    }
}

/// `POST /v1/incidents/{id}/stop` and `POST /v1/stop`. Never asks back.
package struct StopBody: Sendable, Equatable, Codable {
    /// nil: every site. Not taken by `/v1/stop`, which stops everything.
    package var site: String?
    /// `water`, `power`, `lightning` or `other`. Default `other`.
    package var hazard: String?
    package var note: String?

    package init(site: String? = nil, hazard: String? = nil, note: String? = nil) {
        self.site = site
        self.hazard = hazard
        self.note = note
    }
}

/// `POST /v1/incidents/{id}/headcount`: how many a leader counted after a stop.
package struct HeadcountBody: Sendable, Equatable, Codable {
    package var site: String
    package var people: Int

    package init(site: String, people: Int) {
        self.site = site
        self.people = people
    }
}

/// `POST /v1/incidents/{id}/resume`: work goes on at a stopped site.
package struct ResumeBody: Sendable, Equatable, Codable {
    package var site: String

    package init(site: String) {
        self.site = site
    }
}

/// `POST /v1/incidents/{id}/standdown`.
package struct StandDownBody: Sendable, Equatable, Codable {
    /// nil: every site of the incident.
    package var site: String?

    package init(site: String? = nil) {
        self.site = site
    }
}

/// `POST /v1/incidents/{id}/signouts`: people left the site for home.
package struct SignOutBody: Sendable, Equatable, Codable {
    /// Names or numbers of members.
    package var members: [String]

    package init(members: [String]) {
        self.members = members
    }
}

/// `POST /v1/incidents/{id}/safe`: somebody vouches that a person is safe.
package struct SafeBody: Sendable, Equatable, Codable {
    /// A name that only one member has, or a member's number.
    package var member: String
    /// 家属, 队长 ...
    package var vouchedBy: String

    package init(member: String, vouchedBy: String) {
        self.member = member
        self.vouchedBy = vouchedBy
    }
}

/// `POST /v1/incidents/{id}/close`, `/v1/todo/{id}/acknowledge` and `/v1/todo/{id}/settle`: nothing to say.
package struct EmptyBody: Sendable, Equatable, Codable {
    package init() {}
}

/// `POST /v1/incidents/{id}/notes` and `POST /v1/notes`.
package struct NoteBody: Sendable, Equatable, Codable {
    package var text: String

    package init(text: String) {
        self.text = text
    }
}

/// `POST /v1/confirmations`: the second person's word.
package struct ConfirmationBody: Sendable, Equatable, Codable {
    /// The number that `CommandAnswer.confirmation` or the inbox gave.
    package var confirmation: Int64

    package init(confirmation: Int64) {
        self.confirmation = confirmation
    }
}

/// What a command did, durable before it is said.
package struct CommandAnswer: Sendable, Equatable, Codable {
    package var incident: Int64?
    /// The incident's four digits.
    package var code: String?
    /// People concerned: called, arrived, withdrawn ...
    package var people: Int
    /// Sites concerned.
    package var sites: [String]
    /// Set when a second person must confirm before anything happens.
    package var confirmation: Int64?
    /// One sentence to show.
    package var sentence: Words

    package init(
        incident: Int64? = nil, code: String? = nil, people: Int, sites: [String],
        confirmation: Int64? = nil, sentence: Words
    ) {
        self.incident = incident
        self.code = code
        self.people = people
        self.sites = sites
        self.confirmation = confirmation
        self.sentence = sentence
    }
}
