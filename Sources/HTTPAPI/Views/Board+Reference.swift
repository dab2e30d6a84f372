import Mobilization
package import MobilizationRuntime
package import MusterAPI

extension Board {
    /// The roster in numbers, and a page of it: at most `limit` rows from row `offset`, counted from 0.
    /// `fullNames` is for officers only.
    package func rosterView(offset: Int = 0, limit: Int = 200, fullNames: Bool = false) -> RosterView {
        let members = reference.roster.members
        let engaged = engagedMembers()
        let today = today
        let specialist: Set<Skill> = [.fire, .medical, .psychology]
        let specialists = members.count { !specialist.isDisjoint(with: $0.skills) }
        return RosterView(
            sequence: sequence, edition: reference.roster.version.view,
            adopted: teamClock.moment(state.editions.rosterAt), total: members.count,
            byPool: Pool.allCases.filter { $0 != .walkIn || members.contains { $0.pool == .walkIn } }.map {
                pool in
                NamedCount(name: pool.rawValue, words: pool.words, count: members.count { $0.pool == pool })
            },
            byLevel: Level.allCases.map { level in
                NamedCount(
                    name: level.wireName, words: level.words,
                    count: members.count { $0.level(on: today) == level })
            },
            bySkill: Skill.allCases.map { skill in
                NamedCount(
                    name: skill.wireName, words: skill.words,
                    count: members.count { $0.skills.contains(skill) })
            },
            specialistShare: members.isEmpty ? 0 : specialists * 1000 / members.count, fullNames: fullNames,
            offset: offset,
            members: members.dropFirst(offset).prefix(limit).map { rosterRow($0, engaged[$0.id], fullNames) })
    }

    package func playbooksView() -> PlaybooksView {
        PlaybooksView(
            edition: reference.manual.version.view,
            playbooks: reference.manual.playbooks.map { playbook in
                PlaybookRow(
                    slug: playbook.slug, chapter: playbook.chapter,
                    title: Words(zh: playbook.title, en: playbook.titleEnglish), aliases: playbook.aliases,
                    version: playbook.version, draft: playbook.isDraft, approvedBy: playbook.approvedBy,
                    approvedOn: playbook.approvedOn?.text, siteMinimum: playbook.siteMinimum,
                    requiredSkills: playbook.requiredSkills.map(\.wireName),
                    needsInsurance: playbook.needsInsurance, heavy: playbook.isHeavy, unit: playbook.unit,
                    counters: playbook.counters.map {
                        CounterRow(counter: $0.slug, title: $0.title, unit: $0.unit)
                    })
            })
    }

    /// `contacts` shows the government's contacts on site; for officers only.
    package func sitesView(contacts: Bool = false) -> SitesView {
        var codes: [SiteCode: [String]] = [:]
        for incident in incidentsByWeight {
            for site in Set(incident.needs.map(\.site)) { codes[site, default: []].append(incident.code) }
        }
        return SitesView(
            edition: reference.sites.version.view,
            sites: reference.sites.sites.map { site in
                SiteBookRow(
                    code: site.code, name: site.name, kind: site.kind, latitude: site.position.latitude,
                    longitude: site.position.longitude, musterPoint: site.musterPoint, refuge: site.refuge,
                    entryRoad: site.entryRoad,
                    contactName: contacts && !site.contactName.isEmpty ? site.contactName : nil,
                    contactPhone: contacts && !site.contactPhone.isEmpty ? site.contactPhone : nil,
                    incidents: codes[site.code] ?? [])
            })
    }

    func rosterRow(_ member: Member, _ engaged: String?, _ fullNames: Bool) -> RosterRow {
        RosterRow(
            member: member.id.number, name: fullNames ? member.name : NameMask.mask(member.name),
            phone: fullNames ? member.address(on: .sms) : nil, pool: member.pool.rawValue,
            level: member.level(on: today).wireName, skills: member.skills.map(\.wireName), team: member.team,
            insuredUntil: member.insuredUntil?.text, firstAidUntil: member.firstAidUntil?.text,
            engaged: engaged, availability: availability(of: member))
    }

    /// The code of the incident that each engaged person is in.
    func engagedMembers() -> [MemberID: String] {
        var codes: [MemberID: String] = [:]
        for incident in state.incidents.values {
            for callout in incident.callouts.values where callout.stage.isUnaccounted {
                codes[callout.member] = incident.code
            }
        }
        return codes
    }
}

extension ReferenceVersion {
    var view: EditionView { EditionView(number: number, digest: digest) }
}
