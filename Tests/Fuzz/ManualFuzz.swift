import Mobilization
import OperationsManual

private let region = Region(centre: Coordinate(latitude: 31.4660, longitude: 104.7420))

/// `musterd.yaml`. None of the files it names is opened.
func examineConfiguration(_ bytes: [UInt8]) {
    guard let text = text(bytes) else { return }
    examine {
        ConfigurationReader.read(text, file: "musterd.yaml", folder: "/etc/musterd", credentials: nil)
    }
    guard
        let configuration = ConfigurationReader.read(
            text, file: "musterd.yaml", folder: "/etc/musterd", credentials: nil
        ).value
    else { return }
    require((0...65_535).contains(configuration.listen.port), "a port")
    require((-90...90).contains(configuration.centre.position.latitude), "a latitude")
    require((-180...180).contains(configuration.centre.position.longitude), "a longitude")
}

/// One chapter of the playbooks.
func examinePlaybook(_ bytes: [UInt8]) {
    guard let text = text(bytes) else { return }
    examine { PlaybookReader.read(text, file: "1.md") }
}

/// `rules.yaml`.
func examineRules(_ bytes: [UInt8]) {
    guard let text = text(bytes) else { return }
    examine { RuleReader.read(text, file: "rules.yaml") }
}

/// The roster's spreadsheet, as officers may send it.
func examineRoster(_ bytes: [UInt8]) {
    guard let text = text(bytes) else { return }
    let report = RosterReader.read(text, file: "roster.csv", pool: .pioneer, region: region)
    require(
        report == RosterReader.read(text, file: "roster.csv", pool: .pioneer, region: region),
        "one file, one roster")
    requireSaid(report.findings)
    require(report.refused == 0 || !report.findings.errors.isEmpty, "who is refused is told why")
    for row in report.accepted {
        require(!row.name.isEmpty && !row.phones.isEmpty, "a person has a name and a phone")
        for phone in row.phones { requireE164(phone) }
        if let home = row.home {
            require(abs(home.latitude) <= 90 && abs(home.longitude) <= 180, "a home on earth")
        }
        for span in row.hours?.spans ?? [] { require(span.from < span.until, "hours begin before they end") }
    }
}

/// The sites' spreadsheet.
func examineSites(_ bytes: [UInt8]) {
    guard let text = text(bytes) else { return }
    examine { SiteReader.read(text, file: "sites.csv", region: region) }
    for site in SiteReader.read(text, file: "sites.csv", region: region).value?.sites ?? [] {
        require(!site.code.isEmpty && site.code.utf8.allSatisfy { $0 < 0x80 }, "a code is letters and digits")
        require(!site.musterPoint.isEmpty && !site.refuge.isEmpty, "a site has a muster point and a refuge")
    }
}

/// The duty rota.
func examineRota(_ bytes: [UInt8]) {
    guard let text = text(bytes) else { return }
    let zone = ZoneOffsets.fixed(hours: 8)
    examine { RotaReader.read(text, file: "duty.csv", zone: zone, director: nil) }
    guard let rota = RotaReader.read(text, file: "duty.csv", zone: zone, director: nil).value else { return }
    for shift in rota.shifts {
        require(shift.from < shift.until, "a shift begins before it ends")
        requireE164(shift.officer.phone)
        requireE164(shift.leaderInCharge.phone)
    }
    for (shift, next) in zip(rota.shifts, rota.shifts.dropFirst()) {
        require(shift.until <= next.from, "no two shifts at once")
    }
}

/// nil, as `musterd` refuses it, for what isn't UTF-8.
private func text(_ bytes: [UInt8]) -> String? { try? TextFile.text(of: bytes, file: "fuzz") }

private func examine<Value: Equatable>(_ read: () -> Reading<Value>) {
    let reading = read()
    require(reading == read(), "one file, one reading")
    requireSaid(reading.findings)
    require(reading.value != nil || !reading.errors.isEmpty, "what isn't used is told why")
    require(reading.value == nil || reading.errors.isEmpty, "nothing is used beside an error")
}

private func requireSaid(_ findings: [Finding]) {
    for finding in findings {
        require(!finding.diagnostic.message.isEmpty, "a finding says something")
        require(finding.diagnostic.line >= 0 && finding.diagnostic.column >= 0, "a place is counted from 1")
    }
}

private func requireE164(_ phone: String) {
    let digits = phone.utf8.dropFirst()
    require(phone.utf8.first == UInt8(ascii: "+"), "a phone is in E.164")
    require(digits.count >= 3 && digits.allSatisfy { (48...57).contains($0) }, "a phone is digits")
}
