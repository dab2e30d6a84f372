package import Mobilization

/// Checks what holds between files that are each right by themselves.
package enum ReferenceCheck {
    /// What can't go together is an error, what will be felt at night is a warning.
    ///
    /// - Parameters:
    ///   - manual: The seven chapters.
    ///   - roster: The accepted rows of all roster files.
    ///   - sites: The sites in force.
    ///   - rota: The duty rota.
    ///   - rules: The response rules.
    ///   - configuration: The configuration that names the files.
    ///   - today: The local day. nil: dates aren't compared.
    /// - Returns: Findings without lines, each at the file that a person would change.
    package static func diagnostics(
        manual: Manual, roster: [RosterRow], sites: SiteBook, rota: Rota, rules: RuleBook,
        configuration: Configuration, today: CalendarDay?
    ) -> [Finding] {
        let files = configuration.files
        var findings: [Finding] = []
        findings += skills(manual, roster, folder: files.playbooks, today)
        findings += leaders(roster, sites, file: files.pioneerRoster)
        findings += drafts(manual, folder: files.playbooks)
        findings += sources(rules, configuration)
        findings += access(configuration)
        findings += channels(configuration)
        findings += duty(rota, configuration, today)
        if let today { findings += expiry(roster, file: files.pioneerRoster, today) }
        return findings
    }

    /// A skill that a chapter requires and nobody has would empty the roster at night.
    private static func skills(
        _ manual: Manual, _ roster: [RosterRow], folder: String, _ today: CalendarDay?
    ) -> [Finding] {
        var findings: [Finding] = []
        for playbook in manual.playbooks {
            for skill in playbook.requiredSkills {
                let able = roster.filter {
                    $0.has(skill, on: today) && $0.level >= playbook.levels.worker
                }
                if able.isEmpty {
                    findings.append(
                        error(
                            folder,
                            "\"\(playbook.slug)\" requires the skill \(Words.name(of: skill)) at level"
                                + " \(Words.name(of: playbook.levels.worker)) or higher; nobody in the"
                                + " roster has it"
                        ))
                } else if able.count < playbook.siteMinimum {
                    findings.append(
                        warning(
                            folder,
                            "\"\(playbook.slug)\" needs \(playbook.siteMinimum) people with the skill"
                                + " \(Words.name(of: skill)) at a site; the roster has \(able.count)"))
                }
            }
            for skill in playbook.preferredSkills where !roster.contains(where: { $0.skills.contains(skill) })
            {
                findings.append(
                    warning(
                        folder,
                        "\"\(playbook.slug)\" prefers the skill \(Words.name(of: skill)); nobody in the"
                            + " roster has it"
                    ))
            }
        }
        return findings
    }

    private static func leaders(_ roster: [RosterRow], _ sites: SiteBook, file: String) -> [Finding] {
        let pioneers = roster.filter { $0.pool == .pioneer }
        var findings: [Finding] = []
        if pioneers.isEmpty {
            findings.append(error(file, "nobody of the pioneer pool; there is no one to call"))
        }
        let leaders = pioneers.count { $0.level == .high }
        if leaders < sites.sites.count {
            findings.append(
                warning(
                    file,
                    "\(leaders) leaders (高级) for \(sites.sites.count) sites; some sites would need acting"
                        + " leaders"
                ))
        }
        return findings
    }

    private static func drafts(_ manual: Manual, folder: String) -> [Finding] {
        let drafts = manual.playbooks.filter(\.isDraft).map(\.slug)
        guard !drafts.isEmpty else { return [] }
        return [
            warning(
                folder,
                "\(drafts.count) chapters are drafts (草案) until they have \"approved_by\" and"
                    + " \"approved_on\":"
                    + " \(drafts.joined(separator: ", "))")
        ]
    }

    private static func sources(_ rules: RuleBook, _ configuration: Configuration) -> [Finding] {
        let names = configuration.sources.map(\.name)
        let file = configuration.files.rules ?? configuration.file
        var findings: [Finding] = []
        for rule in rules.rules {
            for source in rule.sources where !names.contains(source) {
                findings.append(
                    error(
                        file,
                        "the rule \"\(rule.name)\" trusts the source \"\(source)\", which the"
                            + " configuration doesn't have"
                    ))
            }
        }
        for source in configuration.sources {
            for kind in source.kinds
            where !rules.rules.contains(where: { $0.mayTake(kind, from: source.name) }) {
                findings.append(
                    warning(
                        configuration.file,
                        "the source \"\(source.name)\" may send a \(kind.rawValue), but no rule takes it;"
                            + " it would wait for the officer"
                    ))
            }
        }
        return findings
    }

    private static func access(_ configuration: Configuration) -> [Finding] {
        var findings: [Finding] = []
        if configuration.sources.isEmpty {
            findings.append(warning(configuration.file, "no alert sources; only officers can open incidents"))
        }
        let roles = configuration.officers.values.flatMap(\.roles) + configuration.tokens.flatMap(\.roles)
        if !roles.contains(.officer) {
            findings.append(
                error(configuration.file, "nobody has the role officer; nobody could call, stop or close"))
        }
        return findings
    }

    private static func channels(_ configuration: Configuration) -> [Finding] {
        let gateways = configuration.gateways
        let file = configuration.file
        guard !gateways.isEmpty else { return [error(file, "no gateways; nobody could be reached")] }
        var findings: [Finding] = []
        if !gateways.contains(where: { $0.channel == .sms }) {
            findings.append(warning(file, "no gateway for texts (channel sms)"))
        }
        if !gateways.contains(where: { $0.channel == .voice }) {
            findings.append(
                warning(file, "no gateway for voice; people who sleep through a text won't be called"))
        }
        if !Set(gateways.map(\.isSandbox)).isSubset(of: [gateways[0].isSandbox]) {
            findings.append(warning(file, "some gateways are sandboxes and some reach real phones"))
        }
        return findings
    }

    private static func duty(_ rota: Rota, _ configuration: Configuration, _ today: CalendarDay?) -> [Finding]
    {
        var findings: [Finding] = []
        let file = configuration.files.rota
        if rota.director == nil {
            findings.append(
                warning(
                    file,
                    "no director, neither here (角色 主任) nor in the configuration; waking ends with the"
                        + " leader in charge"
                ))
        }
        if let today, !rota.shifts.isEmpty {
            let noon = configuration.offsets.instant(localSeconds: today.daysSince1970 * 86_400 + 43_200)
            if !rota.shifts.contains(where: { $0.from <= noon && noon < $0.until }) {
                findings.append(
                    warning(file, "no shift on \(today.text); the officer of another shift would be woken"))
            }
        }
        return findings
    }

    private static func expiry(_ roster: [RosterRow], file: String, _ today: CalendarDay) -> [Finding] {
        let pioneers = roster.filter { $0.pool == .pioneer }
        let uninsured = pioneers.count { $0.insuredUntil.map { $0 < today } ?? true }
        let expired = pioneers.count { $0.skills.contains(.firstAid) && !$0.has(.firstAid, on: today) }
        var findings: [Finding] = []
        if uninsured > 0 {
            findings.append(
                warning(
                    file,
                    "\(uninsured) of \(pioneers.count) pioneers are not insured on \(today.text); heavy"
                        + " tasks won't take them"
                ))
        }
        let month = CalendarDay(daysSince1970: today.daysSince1970 + 30)
        let ending = pioneers.count { $0.insuredUntil.map { $0 >= today && $0 <= month } ?? false }
        if ending > 0 {
            findings.append(
                warning(file, "the insurance of \(ending) pioneers ends within 30 days, by \(month.text)"))
        }
        if expired > 0 {
            findings.append(
                warning(file, "\(expired) first-aid certificates of pioneers don't hold on \(today.text)"))
        }
        return findings
    }

    private static func error(_ file: String, _ message: String) -> Finding {
        Finding(.error, Diagnostic(file: file, message: message))
    }

    private static func warning(_ file: String, _ message: String) -> Finding {
        Finding(.warning, Diagnostic(file: file, message: message))
    }
}

extension RosterRow {
    /// Whether the person has a skill; for first aid, whether a certificate holds on that day.
    fileprivate func has(_ skill: Skill, on day: CalendarDay?) -> Bool {
        guard skills.contains(skill) else { return false }
        guard skill == .firstAid else { return true }
        guard let until = firstAidUntil else { return false }
        return day.map { $0 <= until } ?? true
    }
}

extension ResponseRule {
    fileprivate func mayTake(_ kind: AlertKind, from source: String) -> Bool {
        self.kind == kind && (sources.isEmpty || sources.contains(source))
    }
}
