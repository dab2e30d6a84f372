package import ArgumentParser
import Foundation
import Mobilization
import OperationsManual
import Simulation

/// `musterd sandbox`: a phone network on loopback, with the people of a roster at its phones.
package struct SandboxCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "sandbox", abstract: "Run a phone network on loopback that answers as people would.",
        discussion: """
            Takes the generic send request at POST /send and calls at POST /voice, and sends receipts and \
            replies to the callback that stands in the request. GET /truth tells what really happened. No \
            text leaves this machine.
            """)

    enum KeyMemory: String, EnumerableFlag {
        case keepsKeys, forgetsKeys
    }

    @Option(help: "Loopback address and port; port 0 takes a free one, which is printed.")
    var listen = "127.0.0.1:8471"
    @Option(
        name: .customLong("roster"),
        help: ArgumentHelp(
            "Roster spreadsheet: first the team's, then those of the reserve. A column 队伍池 beats the order.",
            valueName: "csv"))
    var rosters: [String] = []
    @Option(help: ArgumentHelp("Site spreadsheet.", valueName: "csv"))
    var sites: String
    @Option(help: "Another seed, other people.")
    var seed: UInt64 = 20_250_708
    @Option(help: "How many times as fast as real time people live, 1 to 10000.")
    var speed: Int64 = 1
    @Option(help: "Their time at the start, such as 2025-07-08T06:30:00+08:00. Default: now.")
    var epoch: String?
    @Option(help: "Their time zone.")
    var zone = "Asia/Shanghai"
    @Option(help: "Where people without coordinates live: latitude,longitude.")
    var centre = "31.4660,104.7420"
    @Option(help: "A JSON line for every text, reply, receipt, arrival and home-coming goes here.")
    var log: String?
    @Option(help: "Texts taken in a real second; more are answered 429. Default: no limit.")
    var rate: Int?
    @Option(
        name: .customLong("delay"),
        help: ArgumentHelp(
            "Real milliseconds that pass at most before a text is taken and answered. Default: 0.",
            valueName: "ms"))
    var delay_ms = 0
    @Flag(help: "Whether a repeated key is one text or two.")
    var keyMemory = KeyMemory.keepsKeys
    @Option(help: "Share of requests answered 500, their text not taken.")
    var errorShare = 0.0
    @Option(help: "Share of requests whose connection closes unanswered; half of their texts are taken.")
    var dropShare = 0.0
    @Option(help: "Share of numbers that the network refuses with 422.")
    var refuseShare = 0.0
    @Option(help: "Multiplies the share of people who accept.")
    var willingness = 1.0
    @Flag(inversion: .prefixedNo, help: "Site leaders send 到12 and 齐16.")
    var leadersReport = true
    @Flag(help: "Site leaders also send 袋80 where there are sandbags.")
    var leadersCount = false
    @Flag(help: "Phones on no roster answer an alarm to the duty officer with 5.")
    var officersAnswer = false

    package init() {}

    package func validate() throws {
        _ = try address()
        guard !rosters.isEmpty else { throw ValidationError("give at least one --roster FILE") }
        guard (1...10_000).contains(speed) else {
            throw ValidationError("--speed is \(speed); it must lie between 1 and 10000")
        }
        if let rate, rate < 1 {
            throw ValidationError("--rate is \(rate); at least 1 text a second must be taken")
        }
        guard (0...60_000).contains(delay_ms) else {
            throw ValidationError("--delay is \(delay_ms); it must lie between 0 and 60000 ms")
        }
        for (name, share) in [
            ("--error-share", errorShare), ("--drop-share", dropShare), ("--refuse-share", refuseShare),
        ] where !(0...1).contains(share) {
            throw ValidationError("\(name) is \(share); a share lies between 0 and 1")
        }
        guard willingness >= 0, willingness <= 10 else {
            throw ValidationError("--willingness is \(willingness); it must lie between 0 and 10")
        }
    }

    package func run() async throws {
        guard let offsets = ZoneTable.offsets(of: zone) else {
            throw ValidationError("--zone \"\(zone)\" is not known here; give a name such as Asia/Shanghai")
        }
        let (host, port) = try address()
        let server = SandboxServer(
            host: host, port: port,
            exchange: try SandboxExchange(
                network: try network(zone: offsets),
                clock: SandboxClock(epoch: try epochInstant(), speed: speed),
                zone: offsets, log: log.map { try SandboxLog(path: $0) },
                gate: SandboxGate(
                    seed: seed, rate: rate, delay_ms: delay_ms, errorShare: errorShare, dropShare: dropShare,
                    refuseShare: refuseShare)))
        try await server.run { port in
            // Scripts read the port from here; stdout isn't flushed by itself when it is a pipe.
            try? FileHandle.standardOutput.write(
                contentsOf: Data("sandbox listening on \(host):\(port)\n".utf8))
        }
    }

    private func network(zone: ZoneOffsets) throws -> PhoneNetwork {
        let region = Region(centre: try centreCoordinate())
        let reports = try rosters.enumerated().map { place, path in
            let file = try TextFile.read(path)
            return RosterReader.read(
                file.text, file: file.file, pool: place == 0 ? .pioneer : .reserve, region: region)
        }
        let roster = RosterReport.joined(reports)
        let siteFile = try TextFile.read(sites)
        let book = SiteReader.read(siteFile.text, file: siteFile.file, region: region)
        guard let sites = book.value?.sites, !roster.accepted.isEmpty else {
            throw UnusableInput(diagnostics: book.errors + roster.errors)
        }
        var habits = Habits()
        habits.willingness = willingness
        habits.leadersReport = leadersReport
        habits.leadersCount = leadersCount
        habits.officersAnswer = officersAnswer
        let members = roster.accepted.flatMap { row in
            // Every number of a person is a phone that a text may come to.
            row.phones.compactMap { phone -> SimulatedMember? in
                var member = SimulatedMember(row.member(id: MemberID(0)), centre: region.centre)
                member?.phone = phone
                return member
            }
        }
        return PhoneNetwork(
            members: members, sites: sites, habits: habits, seed: seed, zone: zone,
            keepsKeys: keyMemory == .keepsKeys)
    }

    private func address() throws -> (host: String, port: Int) {
        let parts = listen.split(separator: ":")
        guard parts.count == 2, let port = Int(parts[1]), (0...65_535).contains(port) else {
            throw ValidationError("--listen is \"\(listen)\"; give an address such as 127.0.0.1:8471")
        }
        guard SandboxGate.isLoopback(String(parts[0])) else {
            throw ValidationError(
                "--listen \(listen) is not on loopback; the sandbox serves this machine only")
        }
        return (String(parts[0]), port)
    }

    private func centreCoordinate() throws -> Coordinate {
        let parts = centre.split(separator: ",").compactMap { Double($0) }
        guard parts.count == 2, (-90...90).contains(parts[0]), (-180...180).contains(parts[1]) else {
            throw ValidationError(
                "--centre is \"\(centre)\"; give latitude,longitude such as 31.4660,104.7420")
        }
        return Coordinate(latitude: parts[0], longitude: parts[1])
    }

    private func epochInstant() throws -> Instant {
        guard let epoch else { return SandboxClock.wall }
        guard let date = ISO8601DateFormatter().date(from: epoch) else {
            throw ValidationError("--epoch is \"\(epoch)\"; give a time such as 2025-07-08T06:30:00+08:00")
        }
        return Instant(milliseconds: Int64(date.timeIntervalSince1970 * 1000))
    }
}
