import AlertIntake
import Foundation
import HTTPAPI
import Logging
import Mobilization
import MobilizationRuntime
import OperationsManual
import Simulation

/// The example centre at work on virtual time: the production driver, the real routes and the real officer's commands,
/// with a phone network of people who do only what a transcript says.
///
/// A request that gives the driver a letter lets it work, at that very moment of virtual time, until the letter is
/// answered; so everything happens in one order, whatever threads the routes run on.
final class LiveCentre: @unchecked Sendable {
    // Unchecked: the routes run on other threads than the transcript, but never while it goes on by itself, and
    // `lock` makes what one did seen by the other.
    let lock = NSRecursiveLock()
    let centre: ExampleCentre
    let world: VirtualWorld
    let zone: ZoneOffsets
    /// The phones of refused texts, and how many are still to be refused.
    var refusals = Refusals()
    var crowd = Crowd()
    /// Officers' terminals: who types, by the word that stands before `musterctl`.
    static let officers: [String: UInt32] = ["": 1000, "leader": 1001, "viewer": 4000]

    static let smsGateway = "sandbox"

    /// `incidentCover`: an insurance for the incident covers people whose own isn't known.
    /// `isAlone`: nobody at the duty phones answers an alarm.
    init(start: Instant, seed: UInt64, incidentCover: Bool, isAlone: Bool) throws {
        centre = try ExampleCentre(seed: seed, incidentCover: incidentCover)
        zone = centre.reference.settings.zone
        var habits = Habits()
        // These people do what the transcript says, and their phones work.
        habits.failedNumbers = 0
        habits.lostReceipts = 0
        habits.unclear = 0
        habits.untidy = 0
        habits.leadersReport = false
        habits.officersAnswer = !isAlone
        world = try VirtualWorld(
            start: start, reference: centre.reference,
            gateways: [
                GatewayDescription(
                    name: Self.smsGateway, channel: .sms, keepsKeys: true, takesDrills: true, credit: 64),
                GatewayDescription(
                    name: "sandbox-voice", channel: .voice, keepsKeys: true, takesDrills: true, credit: 16),
            ],
            network: PhoneNetwork(
                members: [], sites: centre.reference.sites.sites, habits: habits, seed: seed, zone: zone))
        world.gateway.verdict = { [unowned self] message, now in refusals.verdict(message, now) }
    }

    var now: Instant { world.clock.now }
    var state: State { world.state }
    /// With the walk-ins.
    var roster: Roster { world.boards.current?.reference.roster ?? centre.reference.roster }

    /// The number of the incident that the transcript speaks of. nil: the first open one.
    var chosen: IncidentID?
    var incident: Incident? {
        if let chosen { state.incidents[chosen] } else { state.incidents.values.first }
    }

    func run(until instant: Instant) throws {
        try lock.withLock { try world.run(until: instant) }
    }

    /// Gives the driver a letter and lets it work until it is answered.
    @discardableResult
    func post(_ letter: Letter) -> Bool {
        let reception = Held()
        var letter = letter
        let answered = letter.answered
        letter.answered = { reception.value = $0 }
        let isDone = lock.withLock {
            world.post.post(letter)
            return (try? world.run(until: world.clock.now)) != nil
        }
        // Only now, when the board shows it: whoever waits reads the board at once.
        if let value = reception.value { answered?(value) }
        return isDone
    }

    // MARK: - The daemon's doors

    lazy var http = MusterHTTP(
        ports: MusterPorts(
            post: { [unowned self] in post($0) }, boards: world.boards, texts: Reader(centre: self),
            facts: Reader(centre: self), readAlert: { [unowned self] in read($0) },
            readCallback: { _ in .refused }, accounts: { [accounts] in accounts },
            importRoster: { _ in
                .storeUnavailable(StoreFailure(.diskFull, "a transcript's roster stays as it is"))
            },
            takeIn: { [unowned self] in takeIn($0) }),
        logger: Logger(label: "transcript") { _ in SwiftLogNoOpLogHandler() })

    private lazy var accounts: AccountBook = {
        var book = AccountBook()
        for (uid, officer) in centre.configuration.officers {
            book.add(
                uid: UInt32(uid),
                account: Account(
                    name: officer.name,
                    roles: officer.roles.map { role in
                        switch role {
                        case .officer: .officer
                        case .viewer: .viewer
                        case .administrator: .administrator
                        }
                    }))
        }
        return book
    }()

    /// A walk-in gets the next number.
    private func takeIn(_ person: WalkInPerson) -> WalkInReading {
        guard let phone = PhoneText.dictated(person.phone) else { return .badPhone }
        let roster = roster
        if let known = roster.member(phone: phone) { return .member(known.id) }
        let member = person.member(
            id: MemberID(Int64(roster.members.count + 1)), phone: phone, today: zone.local(now).day)
        let version = ReferenceVersion(number: roster.version.number + 1, digest: "roster+\(member.id)")
        post(Letter(.reference(.roster(Roster(version: version, members: roster.members + [member])))))
        return .member(member.id)
    }

    /// The daemon's own reading of alerts; who sends them is taken as proven.
    private func read(_ delivery: AlertDelivery) -> AlertReading {
        let kinds = centre.configuration.sources.first { $0.name == delivery.source }?.kinds
        guard let kinds else { return .unauthorised }
        let type = delivery.contentType.isEmpty ? nil : delivery.contentType
        switch readAlert(delivery.body, contentType: type, source: delivery.source, receivedAt: now) {
        case .alert(let alert, _):
            guard kinds.contains(alert.kind) else { return .forbidden("kind") }
            return .alert(alert, source: delivery.source, raw: String(decoding: delivery.body, as: UTF8.self))
        case .refused(let problems): return .malformed(problems)
        case .unacceptable(let problems): return .unacceptable(problems)
        case .unsupportedMediaType: return .unsupported(accepts: IntakeFormat.mediaTypes)
        case .tooLarge: return .malformed([])
        }
    }
}

/// An answer on its way from the driver's turn to whoever waits for it, under the centre's lock.
private final class Held: @unchecked Sendable {
    var value: Reception?
}

/// Reads the memory log as the daemon reads its store.
private struct Reader: TextReader, FactReader {
    unowned let centre: LiveCentre

    func words(_ ref: TextRef) -> String? {
        centre.lock.withLock { centre.world.log.texts[ref.number]?.words }
    }

    func facts(of incident: IncidentID?, after sequence: Int64, limit: Int) async throws -> [NumberedFact] {
        centre.lock.withLock {
            Array(
                zip(Int64(1)..., centre.world.log.facts).lazy.map { NumberedFact(sequence: $0, fact: $1) }
                    .filter {
                        $0.sequence > sequence && (incident == nil || $0.fact.event.incident == incident)
                    }.prefix(limit))
        }
    }
}

/// Phones that the gateway refuses.
struct Refusals {
    /// Of the call-outs that come now, so many are refused: every `stride`th, so that all sites are hit.
    var left = 0
    var stride = 1
    private(set) var phones: [String] = []
    private var seen = 0
    /// Texts that the SMS gateway takes in a minute; nil: as many as come.
    var pace: Int?
    private var minute = Instant(milliseconds: 0)
    private var takenThisMinute = 0

    mutating func verdict(_ message: OutboundMessage, _ now: Instant) -> Outcome? {
        if let pace, message.order.channel == .sms {
            if now - minute >= .minutes(1) {
                minute = now
                takenThisMinute = 0
            }
            if takenThisMinute == pace { return .throttled(retryAfter: minute + .minutes(1) - now) }
            takenThisMinute += 1
        }
        guard left > 0, message.order.channel == .sms, message.order.urgency == .callout else { return nil }
        seen += 1
        guard seen % stride == 0 else { return nil }
        left -= 1
        phones.append(message.order.address)
        return .refused(reason: "number out of service")
    }
}
