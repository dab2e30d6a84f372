package import Mobilization

/// What really happened, whatever anybody knows of it: the ledger that a daemon's figures are checked against.
package struct Truth: Sendable, Equatable, Codable {
    package struct Site: Sendable, Equatable, Codable {
        /// People physically there, at work or withdrawn to the refuge.
        package var present = 0
        /// Of them, those who have said 3.
        package var claimed = 0
        /// Of them, those who stand at the refuge.
        package var withdrawn = 0
        package var leaderPresent = false
        /// Everybody who has ever come.
        package var arrived = 0
        /// On the way there now.
        package var underWay = 0
        package var firstArrivalAt: Instant?
        package var leaderArrivedAt: Instant?
    }

    package struct People: Sendable, Equatable, Codable {
        /// Got a text or a call that asked them to come.
        package var called = 0
        /// Of the called, those who have said anything since.
        package var answered = 0
        /// Meant to accept, whether or not they come.
        package var accepted = 0
        package var declined = 0
        /// Stood at a site at some time.
        package var arrived = 0
        /// Of the arrived, those who are home again.
        package var home = 0
        /// Away from home now: under way, at a site, returning.
        package var away = 0
        /// Texts that a phone got although the same key or the same words had come to it before.
        package var duplicates = 0
        /// Hand-ins whose key had come before.
        package var repeatedKeys = 0
        package var textsTotal = 0
        package var maxTextsToOnePhone = 0
        package var maxTextsToOnePhoneInAnHour = 0
        /// People whose number no text reaches.
        package var failedNumbers = 0
        package var repliesTotal = 0
    }

    package var at: Instant
    package var sites: [SiteCode: Site]
    package var people: People
}

/// One phone's part of the truth.
package struct PhoneTruth: Sendable, Equatable, Codable {
    package struct Text: Sendable, Equatable, Codable {
        package var key: String
        package var at: Instant
    }

    package struct Said: Sendable, Equatable, Codable {
        package var at: Instant
        package var text: String
    }

    package var phone: String
    /// `home`, `under_way`, `on_site`, `withdrawn`, `returning`.
    package var place: String
    /// Where the person is or is going; nil at home.
    package var site: SiteCode?
    package var leads: Bool
    package var arrivedAt: Instant?
    package var arrivedSite: SiteCode?
    package var homeAt: Instant?
    package var texts: [Text]
    package var said: [Said]
}

extension PhoneNetwork {
    /// The figures of now.
    package func truth(at now: Instant) -> Truth {
        var counts = [Truth.Site](repeating: Truth.Site(), count: sites.count)
        for (place, activity) in activities.enumerated() {
            counts[place].arrived = activity.arrivedEver
            counts[place].firstArrivalAt = activity.firstArrivalAt
            counts[place].leaderArrivedAt = activity.leaderArrivedAt
            counts[place].leaderPresent =
                activity.leader.map { people[$0].presentAt == place } ?? false
        }
        var total = Truth.People()
        total.repeatedKeys = repeatedKeys
        for person in people {
            PhoneNetwork.count(person, into: &total)
            if case .underWay(let way) = person.place { counts[way.site].underWay += 1 }
            guard let site = person.presentAt else { continue }
            counts[site].present += 1
            if person.engagement?.saidArrived == true { counts[site].claimed += 1 }
            if case .withdrawn = person.place { counts[site].withdrawn += 1 }
        }
        var byCode: [SiteCode: Truth.Site] = [:]
        for (site, count) in zip(sites, counts) { byCode[site.code] = count }
        return Truth(at: now, sites: byCode, people: total)
    }

    /// What one phone went through; nil for a number that never got a text and is on no roster.
    package func truth(of phone: String) -> PhoneTruth? {
        personByPhone[phone].map { truth(of: people[$0]) }
    }

    /// Every phone that got a text or wrote one, in the order of the roster.
    package var phonesWithTexts: [PhoneTruth] {
        people.filter { !$0.texts.isEmpty || !$0.said.isEmpty }.map(truth(of:))
    }

    private func truth(of person: Person) -> PhoneTruth {
        let (place, site): (String, Int?) =
            switch person.place {
            case .home: ("home", nil)
            case .underWay(let way): ("under_way", way.site)
            case .onSite(let site): ("on_site", site)
            case .withdrawn(let site): ("withdrawn", site)
            case .returning: ("returning", nil)
            }
        return PhoneTruth(
            phone: person.member.phone, place: place, site: site.map { sites[$0].code },
            leads: person.engagement?.leads ?? false, arrivedAt: person.arrivedAt,
            arrivedSite: person.arrivedSite.map { sites[$0].code }, homeAt: person.homeAt,
            texts: person.texts.map { PhoneTruth.Text(key: $0.key, at: $0.at) },
            said: person.said.map { PhoneTruth.Said(at: $0.at, text: $0.words) })
    }

    private static func count(_ person: Person, into total: inout Truth.People) {
        total.textsTotal += person.texts.count
        total.maxTextsToOnePhone = max(total.maxTextsToOnePhone, person.texts.count)
        total.maxTextsToOnePhoneInAnHour = max(total.maxTextsToOnePhoneInAnHour, mostInAnHour(person.texts))
        total.duplicates += person.duplicates
        total.repliesTotal += person.said.count
        if person.hasFailedNumber { total.failedNumbers += 1 }
        if person.isAway { total.away += 1 }
        if person.wasCalled {
            total.called += 1
            if !person.said.isEmpty { total.answered += 1 }
        }
        if person.decisions.values.contains(.accept) {
            total.accepted += 1
        } else if person.decisions.values.contains(.decline) {
            total.declined += 1
        }
        if person.arrivedAt != nil {
            total.arrived += 1
            if !person.isAway { total.home += 1 }
        }
    }

    private static func mostInAnHour(_ texts: [Person.ReceivedText]) -> Int {
        var most = 0
        var first = 0
        for (place, text) in texts.enumerated() {
            while text.at - texts[first].at >= .hours(1) { first += 1 }
            most = max(most, place - first + 1)
        }
        return most
    }
}
