import Foundation
import Mobilization
import MobilizationRuntime
import Simulation

/// What must hold whoever reads the transcript; never written anew.
extension LiveCentre {
    /// `check WHAT FIGURE`; says nothing when it holds.
    func check(_ words: [String]) throws -> [String] {
        let people = world.network.truth(at: now).people
        switch words.first {
        case "arrivals": return try checkArrivals()
        case "sites" where words.count == 1: return try checkSites()
        case "one-assignment": return try checkOneAssignment()
        case "one-at-a-time": return try checkOneAtATime()
        case "replay": return try checkReplay()
        case "at-most" where words.count == 3 && words[1] == "texts-an-hour":
            let limit = try FloodScript.number(words[2])
            let most = people.maxTextsToOnePhoneInAnHour
            guard most <= limit else { throw TranscriptMistake("\(most) texts to one phone in an hour") }
            return []
        default: break
        }
        guard words.count >= 2, let wanted = Int(words[words.endIndex - 1]) else {
            throw TranscriptMistake("check WHAT FIGURE")
        }
        let what = words.dropLast().joined(separator: " ")
        let found = try figure(what, people)
        guard found == wanted else {
            let detail = what == "repeated" ? repeatedTexts() : ""
            throw TranscriptMistake("\(what) is \(found), not \(wanted)\(detail)")
        }
        return []
    }

    /// The words that came to one phone more than once.
    private func repeatedTexts() -> String {
        var seen: Set<[String]> = []
        return world.gateway.sent.filter { _, message in
            !seen.insert([message.order.address, message.words]).inserted
        }.map { at, message in
            "; \(zone.local(at).clock) \(message.order.channel) to \(message.order.address): \(message.words)"
        }.joined()
    }

    private func figure(_ what: String, _ people: Truth.People) throws -> Int {
        switch what {
        case "repeated": return people.repeatedKeys + people.duplicates
        case "todo": return state.alarms.count
        case "incidents": return state.incidents.count
        case "alerts": return state.alerts.count
        default: break
        }
        guard let incident else { throw TranscriptMistake("no incident is open") }
        let words = what.split(separator: " ").map(String.init)
        switch (words[0], words.count) {
        case ("unaccounted", 1): return incident.unaccounted
        case ("called", 1): return incident.callouts.values.count { $0.wave > 0 }
        case ("arrived", 1): return incident.callouts.values.count { $0.arrivedAt != nil }
        case ("ready", 1): return incident.circleFigures.sitesReady
        case ("sites", 1): return incident.circleFigures.sites
        case ("accepted", 1): return incident.callouts.values.count { $0.stage.isPromised }
        case ("present", 2): return incident.callouts.present(at: words[1])
        case ("withdrawn", 2):
            return incident.callouts.values.count { $0.site == words[1] && $0.stage == .withdrawn }
        case ("counter", 2):
            return incident.counters.filter { $0.counter == words[1] }.reduce(0) { $0 + $1.added }
        default: throw TranscriptMistake("nobody counts \"\(what)\"")
        }
    }

    /// Those who have come so far, by pool and by quarter of an hour, are those of the replay's table.
    private func checkArrivals() throws -> [String] {
        guard let incident, let script = crowd.flood else { throw TranscriptMistake("no flood is open") }
        let minutes = Int((now - incident.openedAt).wholeMinutes)
        for quarter in script.pioneers.indices where quarter * 15 <= minutes {
            let end = incident.openedAt + .minutes(Int64(quarter * 15))
            for (pool, wanted) in [
                (Pool.pioneer, script.pioneers[quarter]), (.reserve, script.reserve[quarter]),
            ] {
                let found = incident.callouts.values.count {
                    // The table counts walk-ins among the reserve.
                    ($0.pool == .pioneer) == (pool == .pioneer) && $0.arrivedAt.map { $0 <= end } ?? false
                }
                guard found == wanted else {
                    throw TranscriptMistake(
                        "\(found) of the \(pool) had come by T+\(quarter * 15), not \(wanted);"
                            + script.absent(in: incident, by: minutes))
                }
            }
        }
        return []
    }

    /// Every site's first arrival, its leader, its people at T+60 and its full strength are those of the replay's table.
    private func checkSites() throws -> [String] {
        guard let incident, let script = crowd.flood else { throw TranscriptMistake("no flood is open") }
        for row in script.sites {
            let here = incident.callouts.values.filter { $0.site == row.site && $0.arrivedAt != nil }
            func minute(_ instant: Instant?) -> Int {
                // An arrival is written down some seconds before the minute is over.
                instant.map { Int((($0 - incident.openedAt).wholeSeconds + 59) / 60) } ?? -1
            }
            let found = FloodScript.SiteRow(
                site: row.site, required: here.count, first: minute(here.compactMap(\.arrivedAt).min()),
                leader: minute(here.first { $0.role == .leader }?.arrivedAt),
                presentAtHour: here.count { minute($0.arrivedAt) <= 60 },
                full: minute(here.compactMap(\.arrivedAt).max()))
            guard found == row else { throw TranscriptMistake("\(found), not \(row)") }
        }
        return []
    }

    /// Nobody is asked, or bound, by two real incidents at this moment.
    private func checkOneAtATime() throws -> [String] {
        let bound = state.incidents.values.filter { !$0.isDrill }.flatMap { incident in
            incident.callouts.values.filter { $0.stage == .called || $0.stage.isUnaccounted }.map(\.member)
        }
        let several = bound.count - Set(bound).count
        guard several == 0 else { throw TranscriptMistake("\(several) people are bound twice") }
        return []
    }

    /// The state made of all facts of the log is the one that the daemon works with.
    private func checkReplay() throws -> [String] {
        try lock.withLock {
            guard try world.log.recover() == state else {
                throw TranscriptMistake("the log's facts make another state")
            }
        }
        return []
    }

    /// Everybody who was called was called for one site.
    private func checkOneAssignment() throws -> [String] {
        var needs: [MemberID: Set<NeedID>] = [:]
        for fact in world.log.facts {
            if case .waveSent(_, _, let wave) = fact.event {
                for person in wave.people { needs[person.member, default: []].insert(person.need) }
            }
        }
        let several = needs.values.count { $0.count > 1 }
        guard several == 0 else { throw TranscriptMistake("\(several) people were called for two needs") }
        return []
    }
}
