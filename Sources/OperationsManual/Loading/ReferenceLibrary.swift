package import Mobilization

/// Everything that stands in files: the configuration and the reference data it names.
package struct ReferenceLibrary: Sendable {
    /// The pieces of reference data whose editions are counted apart.
    package enum Piece: String, Sendable, CaseIterable {
        case playbooks, roster, sites, rules, rota
    }

    package var configuration: Configuration
    package var manual: ManualText
    /// Its members still lack their ids: see `RosterRow.member(id:)`.
    package var roster: RosterReport
    package var sites: SiteBook
    package var rules: RuleBook
    package var rota: Rota
    /// The texts each piece was read from, in a fixed order: what a digest is made of.
    package var texts: [Piece: [NamedText]]

    /// Reads the configuration and all that it names, and checks what holds between the files.
    ///
    /// `musterd check` and `musterd serve` both come through here.
    ///
    /// - Parameters:
    ///   - path: Of the configuration file.
    ///   - credentials: systemd's $CREDENTIALS_DIRECTORY; nil when there is none.
    ///   - today: The local day for expiry dates and the rota. nil: those aren't checked.
    /// - Returns: Without a value when a file as a whole can't be used. Refused rows of the roster are
    ///   errors among the
    ///   findings, but leave the value standing: the caller decides.
    package static func load(
        configuration path: String, credentials: String?, today: CalendarDay?
    ) -> Reading<ReferenceLibrary> {
        var shelf = Shelf()
        guard let text = shelf.open(path) else { return Reading(value: nil, findings: shelf.findings) }
        let reading = ConfigurationReader.read(
            text.text, file: path, folder: folder(of: path), credentials: credentials)
        shelf.findings += reading.findings
        guard let configuration = reading.value else { return Reading(value: nil, findings: shelf.findings) }
        return load(configuration, today: today, shelf)
    }

    private static func load(
        _ configuration: Configuration, today: CalendarDay?, _ shelf: Shelf
    ) -> Reading<ReferenceLibrary> {
        var shelf = shelf
        let files = configuration.files
        let manual = shelf.manual(in: files.playbooks)
        let roster = shelf.roster(configuration)
        let sites = shelf.read(.sites, files.sites) {
            SiteReader.read($0.text, file: $0.file, region: configuration.region)
        }
        let rules: RuleBook? =
            if let path = files.rules {
                shelf.read(.rules, path) { RuleReader.read($0.text, file: $0.file) }
            } else { .shipped }
        let rota = shelf.read(.rota, files.rota) {
            RotaReader.read(
                $0.text, file: $0.file, zone: configuration.offsets, director: configuration.director)
        }
        guard let manual, let roster, let sites, let rules, let rota else {
            return Reading(value: nil, findings: shelf.findings)
        }
        let library = ReferenceLibrary(
            configuration: configuration, manual: manual, roster: roster, sites: sites, rules: rules,
            rota: rota,
            texts: shelf.texts)
        shelf.findings += ReferenceCheck.diagnostics(
            manual: manual.manual, roster: roster.accepted, sites: sites, rota: rota, rules: rules,
            configuration: configuration, today: today)
        return Reading(value: library, findings: shelf.findings)
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

/// What was opened so far, and what there is to say about it.
private struct Shelf {
    var findings: [Finding] = []
    var texts: [ReferenceLibrary.Piece: [NamedText]] = [:]

    mutating func open(_ path: String) -> NamedText? {
        do {
            return try TextFile.read(path)
        } catch {
            findings.append(Finding(.error, error))
            return nil
        }
    }

    mutating func read<Value>(
        _ piece: ReferenceLibrary.Piece, _ path: String, _ reader: (NamedText) -> Reading<Value>
    ) -> Value? {
        guard let text = open(path) else { return nil }
        texts[piece] = [text]
        let reading = reader(text)
        findings += reading.findings
        return reading.value
    }

    mutating func manual(in folder: String) -> ManualText? {
        do {
            let chapters = try TextFile.chapters(in: folder)
            texts[.playbooks] = chapters
            let reading = ManualReader.read(chapters, folder: folder)
            findings += reading.findings
            return reading.value
        } catch {
            findings.append(Finding(.error, error))
            return nil
        }
    }

    /// The file of the pioneers: the one that an officer imported, unless the configured one was changed since.
    private mutating func pioneerRoster(_ configuration: Configuration) -> String {
        let written = configuration.files.pioneerRoster
        let imported = configuration.importedRoster
        guard let importedAt = TextFile.changedAt(imported) else { return written }
        let isNewer = TextFile.changedAt(written).map { importedAt > $0 } ?? true
        findings.append(
            Finding(
                .warning,
                isNewer
                    ? Diagnostic(
                        file: written,
                        message:
                            "isn't used: an officer imported a newer roster, \"\(imported)\". Remove that one, or"
                            + " save this one again, to go back")
                    : Diagnostic(
                        file: imported,
                        message:
                            "an officer imported this roster, but \"\(written)\" was changed since and is used;"
                            + " remove this one when its changes aren't needed any more")))
        return isNewer ? imported : written
    }

    /// nil when a file can't be opened; rows refused leave the rest standing.
    mutating func roster(_ configuration: Configuration) -> RosterReport? {
        let files = configuration.files
        var sources: [(String, Pool)] = [(pioneerRoster(configuration), .pioneer)]
        if let reserve = files.reserveRoster { sources.append((reserve, .reserve)) }
        var reports: [RosterReport] = []
        for (path, pool) in sources {
            guard let text = open(path) else { continue }
            texts[.roster, default: []].append(text)
            reports.append(RosterReader.read(text.text, file: path, pool: pool, region: configuration.region))
        }
        let joined = RosterReport.joined(reports)
        findings += joined.findings
        return reports.count == sources.count ? joined : nil
    }
}
