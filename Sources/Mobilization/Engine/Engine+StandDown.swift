/// The end: stand-down, the way home, and closing when nobody is left out.
extension Engine {
    mutating func standDown(
        _ incident: Incident, _ site: SiteCode?, by actor: Actor
    ) throws(Refusal) -> Done {
        if let site, incident.sites[site] == nil {
            throw reference.sites[site] == nil ? .unknownSite(site) : .siteNotInIncident(site)
        }
        let sites = incident.sites.keys.filter { (site == nil || $0 == site) && !incident.hasStoodDown($0) }
        var people = 0
        for code in sites { people += standDown(code, of: incident.id, by: actor) }
        if let current = state.incidents[incident.id], current.dispatch != .ended,
            current.sites.values.allSatisfy({ $0.stoodDownAt != nil })
        {
            record(.dispatchChanged(incident.id, .ended), by: actor)
            closeAlarms { $0.incident == incident.id && $0.kind.isAboutCalling }
        }
        return Done(incident: incident.id, code: incident.code, people: people, sites: sites)
    }

    /// - Returns: The people who were at the site or on the way.
    private mutating func standDown(_ site: SiteCode, of id: IncidentID, by actor: Actor) -> Int {
        record(.siteStoodDown(id, site), by: actor)
        closeAlarms {
            $0.incident == id && $0.site == site && $0.kind != .help && !$0.kind.isMissing
        }
        guard let incident = state.incidents[id] else { return 0 }
        let people = incident.callouts.values.filter { $0.site == site }
        let present = people.filter { $0.stage.isPresent }
        let underway = people.filter { $0.stage == .enRoute }
        let notLeft = people.filter { $0.stage == .accepted }
        let silent = people.filter { $0.stage == .called }
        reach(.returning, (present + underway).map(\.member), of: incident, .officer, by: actor)
        reach(.released, (notLeft + silent).map(\.member), of: incident, .officer, by: actor)
        thank(present, at: site, of: incident)
        // Who accepted may have left without saying so: they are told to turn back, too.
        send("cancel", about: site, of: incident, to: (underway + notLeft).map(\.member), urgency: .followUp)
        return present.count + underway.count
    }

    private mutating func thank(_ present: [Callout], at site: SiteCode, of incident: Incident) {
        for need in incident.needs where need.site == site {
            send(
                TextTemplates.standDownKey(for: need.rule.playbook), about: site, of: incident,
                to: present.filter { $0.need == need.id }.map(\.member), urgency: .followUp,
                values: ["task": need.rule.title])
        }
    }

    mutating func signOut(
        _ members: [MemberID], of incident: Incident, by actor: Actor
    ) throws(Refusal) -> Done {
        for id in members {
            guard let callout = incident.callouts[id] else { throw .memberNotInIncident(id) }
            guard callout.stage.isPresent else { throw .wrongStage(id) }
        }
        reach(.returning, members, of: incident, .officer, by: actor)
        return Done(incident: incident.id, code: incident.code, people: members.count)
    }

    mutating func markSafe(
        _ member: MemberID, of incident: Incident, vouchedBy: String, by actor: Actor
    ) throws(Refusal) -> Done {
        guard incident.callouts[member] != nil else {
            throw reference.roster[member] == nil ? .unknownMember(member) : .memberNotInIncident(member)
        }
        record(.noteWritten(incident.id, keepNote(vouchedBy)), by: actor)
        reach(.accounted, [member], of: incident, .officer, by: actor)
        closeAlarms {
            $0.member == member && ($0.kind.isMissing || $0.kind == .homeOverdue)
        }
        return Done(incident: incident.id, code: incident.code, people: 1)
    }

    mutating func close(_ incident: Incident, by actor: Actor) throws(Refusal) -> Done {
        if incident.unaccounted > 0 { throw .peopleUnaccounted(incident.unaccounted) }
        let helps = state.alarms.values.count { $0.incident == incident.id && $0.kind == .help }
        if helps > 0 { throw .peopleUnaccounted(helps) }
        if incident.micro != nil { endHomeCall(incident) }
        recordDrill(incident)
        record(.incidentClosed(incident.id), by: actor)
        log(.info, "incident \(incident.code) is closed; everybody is accounted for")
        return Done(incident: incident.id, code: incident.code)
    }
}
