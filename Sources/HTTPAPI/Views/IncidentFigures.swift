package import Mobilization
package import MusterAPI

/// Everything that is counted of an incident, in one walk over its call-outs: there can be 32,000 of them.
package struct IncidentFigures: Sendable, Equatable {
    /// What is counted of one site.
    package struct Site: Sendable, Equatable {
        package var code: SiteCode
        package var required = 0
        package var promised = 0
        package var enRoute = 0
        package var present = 0
        /// Who leads there, or has promised to; somebody present before somebody on the way.
        package var leader: Callout?

        package var gap: Int { max(0, required - present) }
        package var uncovered: Int { max(0, required - present - enRoute) }
    }

    /// What is counted of one need.
    package struct Need: Sendable, Equatable {
        package var promised = 0
        package var present = 0
    }

    /// In the order in which the sites were asked for; sites that only hold people come last.
    package private(set) var sites: [Site] = []
    package private(set) var needs: [NeedID: Need] = [:]
    package private(set) var called = 0
    package private(set) var answered = 0
    package private(set) var unaccounted = 0
    package private(set) var declined = 0
    package private(set) var released = 0
    private let sitesAsked: Int
    private let ready: Int
    private let stopped: Int
    private var places: [SiteCode: Int] = [:]

    package init(_ incident: Incident) {
        let asked = Set(incident.needs.map(\.site))
        sitesAsked = asked.count
        ready = asked.count { incident.sites[$0]?.readyAt != nil }
        stopped = asked.count { incident.sites[$0]?.stop != nil }
        for need in incident.needs { sites[place(of: need.site)].required += need.headcount }
        for callout in incident.callouts.values { count(callout) }
    }

    /// The whole incident.
    package var total: Figures {
        var figures = Figures(
            required: 0, called: called, answered: answered, promised: 0, enRoute: 0, present: 0, gap: 0,
            uncovered: 0, unaccounted: unaccounted, sites: sitesAsked, sitesReady: ready,
            sitesStopped: stopped)
        for site in sites {
            figures.required += site.required
            figures.promised += site.promised
            figures.enRoute += site.enRoute
            figures.present += site.present
            figures.gap += site.gap
            figures.uncovered += site.uncovered
        }
        return figures
    }

    private mutating func count(_ callout: Callout) {
        if callout.wave > 0, !callout.wasNeverAsked { called += 1 }
        if callout.hasAnswered { answered += 1 }
        if callout.stage.isUnaccounted { unaccounted += 1 }
        if callout.stage == .declined { declined += 1 }
        if callout.stage == .released { released += 1 }
        guard callout.stage.isPromised else { return }
        let place = place(of: callout.site)
        sites[place].promised += 1
        needs[callout.need, default: Need()].promised += 1
        if callout.stage == .enRoute { sites[place].enRoute += 1 }
        if callout.stage.isPresent {
            sites[place].present += 1
            needs[callout.need, default: Need()].present += 1
        }
        if callout.role == .leader { considerLeader(callout, at: place) }
    }

    private mutating func considerLeader(_ callout: Callout, at place: Int) {
        guard let known = sites[place].leader else {
            sites[place].leader = callout
            return
        }
        if callout.stage.isPresent, !known.stage.isPresent { sites[place].leader = callout }
    }

    private mutating func place(of code: SiteCode) -> Int {
        if let place = places[code] { return place }
        places[code] = sites.count
        sites.append(Site(code: code))
        return sites.count - 1
    }
}

extension Callout {
    /// Said anything at all: 已叫应.
    var hasAnswered: Bool {
        if answeredAt != nil { return true }
        switch stage {
        case .called, .released: return false
        default: return true
        }
    }
}
