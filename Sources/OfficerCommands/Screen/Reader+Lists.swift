import MusterAPI

/// Lists of reference data and operations.
extension Reader {
    func alertsPage(_ view: AlertsView) -> Page {
        var page = Page()
        page.say(say(.alertsTitle, "\(view.alerts.count)", view.asOf.clock), width: width, tone: .heading)
        var table = Table(columns: [
            .text(say(.columnTime)), .text(say(.columnSource), least: 6), .text(say(.columnEvent), least: 8),
            .text(say(.columnColour)), .text(say(.columnStatus)), .figure(say(.columnPeople)),
            .text(say(.columnDecision), least: 8), .figure(say(.columnIncident)),
        ])
        for alert in view.alerts {
            table.add([
                alert.received.clock, alert.source, alert.event, alert.colourWords.map(of) ?? "",
                alert.status == "actual" ? "" : alert.status, alert.headcount.map { "\($0)" } ?? "",
                of(alert.decisionWords), alert.incident.map { "\($0)" } ?? "",
            ])
        }
        if view.alerts.isEmpty { return page }
        page.body = table.lines(width: width)
        page.titles = 1
        return page
    }

    func gatewaysPage(_ view: GatewaysView) -> Page {
        var page = Page()
        page.say(say(.gatewaysTitle, "\(view.gateways.count)", view.asOf.clock), width: width, tone: .heading)
        var table = Table(
            columns: [
                .text(""), .text(say(.columnName), least: 6), .text(say(.columnChannel)),
                .text(say(.columnState), least: 8),
                .figure(say(.columnCredit)), .figure(say(.columnStarted)), .figure(say(.columnSent)),
                .figure(say(.columnDelivered)), .figure(say(.columnFailed)), .figure(say(.columnUnknown)),
            ], gap: 1)
        for gateway in view.gateways {
            let state = gateway.up ? say(.gatewayUp) : say(.gatewayDown, orDash(gateway.downReason))
            table.add(
                [
                    gateway.up ? "" : "!", gateway.name, gateway.channel, state, grouped(gateway.credit),
                    grouped(gateway.started), grouped(gateway.sent), grouped(gateway.delivered),
                    grouped(gateway.failed), grouped(gateway.unknown),
                ], tone: gateway.up ? .plain : .urgent)
        }
        page.body = table.lines(width: width)
        page.titles = 1
        let waiting = view.waiting.filter { $0.count > 0 }.map { "\(of($0.words)) \(grouped($0.count))" }
        if !waiting.isEmpty {
            page.close(with: say(.waitingMessages, waiting.joined(separator: "  ")), width: width)
        }
        return page
    }

    func rosterPage(_ view: RosterView) -> Page {
        var page = Page()
        let share = "\(view.specialistShare / 10).\(view.specialistShare % 10)%"
        page.say(
            say(.rosterTitle, grouped(view.total), "\(view.edition.number)", share), width: width,
            tone: .heading)
        for counts in [view.byPool, view.byLevel, view.bySkill] where !counts.isEmpty {
            page.say(
                counts.map { "\(of($0.words)) \(grouped($0.count))" }.joined(separator: "  "), width: width)
        }
        var table = Table(
            columns: [
                .figure(say(.columnNumber)), .text(say(.columnPerson), least: 6), .text(say(.columnPhone)),
                .text(say(.columnPool)), .text(say(.columnLevel)), .text(say(.columnSkills), least: 8),
                .text(say(.columnTeam), least: 6), .text(say(.columnInsured)), .text(say(.columnEngaged)),
            ], gap: 1)
        for member in view.members {
            table.add([
                "\(member.member)", orDash(member.name), member.phone ?? "", member.pool, member.level,
                member.skills.joined(separator: " "), member.team, orDash(member.insuredUntil),
                member.engaged ?? member.availability.map(of) ?? "",
            ])
        }
        if view.members.isEmpty { return page }
        page.body = table.lines(width: width)
        page.titles = 1
        let shownSoFar = view.offset + view.members.count
        if shownSoFar < view.total {
            page.close(
                with: say(.rosterMore, "\(view.total - shownSoFar)", "\(shownSoFar)"), width: width,
                tone: .faint)
        }
        return page
    }

    func importPage(_ report: RosterImportReport) -> Page {
        var page = Page()
        page.say(of(report.sentence), width: width, tone: report.errors.isEmpty ? .heading : .urgent)
        page.say(
            say(.importCounts, "\(report.rows)", "\(report.added)", "\(report.changed)", "\(report.removed)"),
            width: width)
        for change in report.levels ?? [] { page.body += levelLines(change) }
        if report.removedEngaged > 0 {
            page.say(say(.importEngaged, "\(report.removedEngaged)"), width: width, tone: .urgent)
        }
        for (places, phrase) in [(report.errors, Phrase.importError), (report.warnings, .importWarning)] {
            page.body += lines(places, phrase)
        }
        return page
    }

    func reloadPage(_ report: ReloadReport) -> Page {
        var page = Page()
        page.say(of(report.sentence), width: width, tone: report.taken ? .heading : .urgent)
        page.body += lines(report.diagnostics, .importError)
        return page
    }

    /// Each with its file, line and column.
    private func lines(_ places: [ProblemDetails.Place], _ phrase: Phrase) -> [Line] {
        places.flatMap { place in
            let position =
                place.line > 0 ? ":\(place.line)" + (place.column > 0 ? ":\(place.column)" : "") : ""
            return wrap(
                say(phrase, shown(place.field) + position, shown(place.message)), to: width, indent: 2
            ).map { Line($0, phrase == .importError ? Tone.urgent : .plain) }
        }
    }

    func playbooksPage(_ view: PlaybooksView) -> Page {
        var page = Page()
        page.say(
            say(.playbooksTitle, "\(view.playbooks.count)", "\(view.edition.number)"), width: width,
            tone: .heading)
        var table = Table(columns: [
            .figure(say(.columnChapter)), .text(say(.columnName), least: 8), .text(say(.columnSlug)),
            .figure(say(.columnVersion)), .figure(say(.columnMinimum)), .text(say(.columnUnit)),
            .text(say(.columnApproved), least: 6),
        ])
        for book in view.playbooks {
            table.add([
                "\(book.chapter)", of(book.title), book.slug, "\(book.version)", "\(book.siteMinimum)",
                book.unit,
                book.draft ? say(.draft) : orDash(book.approvedBy),
            ])
        }
        page.body = table.lines(width: width)
        page.titles = 1
        return page
    }

    func playbookPage(_ book: PlaybookRow) -> Page {
        var page = Page()
        page.say(
            say(.playbookTitle, "\(book.chapter)", of(book.title), book.slug), width: width, tone: .heading)
        let approval = book.draft ? say(.draft) : "\(orDash(book.approvedBy)) \(orDash(book.approvedOn))"
        for line in [
            say(.playbookVersion, "\(book.version)", approval),
            say(.playbookAliases, book.aliases.joined(separator: " ")),
            say(.playbookMinimum, "\(book.siteMinimum)"),
            say(.playbookSkills, orDash(book.requiredSkills.joined(separator: " "))),
            say(.playbookInsurance, say(book.needsInsurance ? .yes : .no), say(book.heavy ? .yes : .no)),
            say(
                .playbookCounters,
                book.counters.map { "\($0.counter) \($0.title)(\($0.unit))" }.joined(separator: "  ")),
        ] {
            page.say(line, width: width, indent: 2)
        }
        return page
    }

    func sitesPage(_ view: SitesView) -> Page {
        var page = Page()
        page.say(
            say(.sitesTitle, "\(view.sites.count)", "\(view.edition.number)"), width: width, tone: .heading)
        var table = Table(columns: [
            .text(say(.columnSite)), .text(say(.columnName), least: 8), .text(say(.columnKind), least: 6),
            .text(say(.columnMusterPoint), least: 8), .text(say(.columnRefuge), least: 8),
            .text(say(.columnIncident)),
        ])
        for site in view.sites {
            table.add([
                site.code, site.name, site.kind, site.musterPoint, site.refuge,
                site.incidents.joined(separator: " "),
            ])
        }
        page.body = table.lines(width: width)
        page.titles = 1
        return page
    }

    func sitePage(_ site: SiteBookRow) -> Page {
        var page = Page()
        page.say("\(site.code)  \(site.name)  \(site.kind)", width: width, tone: .heading)
        for line in [
            say(.siteMusterPoint, site.musterPoint), say(.siteRefuge, site.refuge),
            say(.siteRoad, site.entryRoad),
            say(.siteContact, orDash(site.contactName), orDash(site.contactPhone)),
            say(.sitePosition, "\(site.latitude)", "\(site.longitude)"),
            say(.siteIncidents, orDash(site.incidents.joined(separator: " "))),
        ] {
            page.say(line, width: width, indent: 2)
        }
        return page
    }

    /// Lines of the log, the newest at the end.
    func logPage(_ lines: [LogEntry], code: String) -> Page {
        var page = Page()
        page.say(say(.logTitle, code, "\(lines.count)"), width: width, tone: .heading)
        for line in lines { page.body += logLines(line) }
        return page
    }

    func logLines(_ line: LogEntry) -> [Line] {
        let text = line.text.map { say(.quoted, shown($0)) } ?? ""
        let front = "\(time(line.at))  \(shown(line.actor))  "
        return wrap(front + of(line.sentence) + text, to: width, indent: 7).map { Line($0) }
    }
}
