import EventStore
import Foundation
import Mobilization
import MobilizationRuntime
import OperationsManual
import Simulation

/// The production driver over the real store, on virtual time, living through a small demand from the call to the close;
/// the same to the last bit in every run, wherever it begins again.
final class CrashStory {
    let log: SQLiteEventLog
    let driver: Driver<NotingLog, VirtualPost, VirtualGateway, VirtualTime>
    let gateway: VirtualGateway
    private let centre: BenchCentre
    private let members: [Member]
    private let clock: VirtualTime
    private let post: VirtualPost
    private let diary: CrashDiary

    private static let begins = Instant(seconds: 1_751_927_700)
    private static let officer = Account(name: "duty", roles: [.officer])
    /// Few enough that messages wait, so that some are planned and some started at every moment.
    static let channel = GatewayDescription(
        name: "sms", channel: .sms, keepsKeys: false, takesDrills: true, credit: 4)

    init(_ centre: BenchCentre, store: String, diary: CrashDiary) throws {
        self.centre = centre
        self.diary = diary
        log = try SQLiteEventLog(path: store, options: .init(reserveBytes: 64 * 1024))
        let state = try log.recover()
        // Not those of the store: they are random, and all runs must be the same.
        members = zip(centre.rows, 1...).map { $0.member(id: MemberID($1)) }
        clock = VirtualTime(max(Self.begins, state.lastEventAt))
        post = VirtualPost(clock: clock, end: clock.now)
        gateway = VirtualGateway(clock: clock, post: post)
        driver = Driver(
            log: NotingLog(log, diary), mailbox: post, pool: gateway, clock: clock, holder: Boards(),
            reference: Reference(settings: centre.settings), state: state, journal: { _ in })
        gateway.deliver = { message, _ in
            diary.note("send", message.order.attempt.number, message.order.key)
            return "g-\(message.order.attempt.number)"
        }
    }

    /// From the first start to the orderly end.
    func tell(demand: String) throws {
        try arrive()
        try call(demand)
        for place in 0..<8 { try reply(place) }
        try receipts()
        try stopAndResume()
        try note()
        try SnapshotFollower(log: log, from: driver.state, every: .max).close()
        try live(minutes: 6)
        try standDown()
        try log.close()
    }

    /// What a process does before anything else: what was started is lost, nothing is sent.
    func comeUp() throws {
        post.end = clock.now
        _ = try driver.turn()
    }

    /// Reference data and gateways, as the daemon hands them over at every start.
    func arrive() throws {
        try log.storeMembers(members)
        for input in centre.changes(ids: members.map(\.id)) { post.post(Letter(input)) }
        post.post(Letter(.gatewaysConfigured([Self.channel])))
        post.post(Letter(.gatewayReady(Self.channel.name, Self.channel.credit)))
        try live(minutes: 0)
    }

    func live(minutes: Int64) throws {
        post.end = clock.now + .minutes(minutes) + .seconds(1)
        while try driver.turn() {}
    }

    private func call(_ file: String) throws {
        let alert = try centre.demand(file, number: 1, at: clock.now)
        try hand(.alert(alert, source: "district-command", raw: "{\"demand\":1}"), "demand")
    }

    private func reply(_ place: Int) throws {
        guard let incident = driver.state.incidents.values.first, place < incident.callouts.count else {
            return
        }
        let member = incident.callouts.keys[place]
        guard let phone = members.first(where: { $0.id == member })?.address(on: .sms) else { return }
        let text = place % 4 == 3 ? "2" : "1"
        try hand(
            .reply(InboundReply(from: phone, text: text, identifier: "in-\(place)"), gateway: "sms"),
            "reply-\(place)")
    }

    private func receipts() throws {
        for sent in gateway.sent.prefix(6) {
            let receipt = Receipt(key: sent.message.order.key, reference: nil, status: .delivered)
            try hand(.receipt(receipt, gateway: "sms"), "receipt-\(sent.message.order.attempt.number)")
        }
    }

    private func stopAndResume() throws {
        guard let incident = driver.state.incidents.values.first, let site = incident.sites.keys.first else {
            return
        }
        try order(.stop(incident: incident.id, site: site, .lightning, note: "lightning"), "stop")
        try order(.headcount(incident: incident.id, site: site, people: 0), "headcount")
        try order(.resume(incident: incident.id, site: site), "resume")
    }

    private func note() throws {
        for number in 1...3 {
            try order(.note(incident: nil, "the road to the north is free, \(number)"), "note-\(number)")
        }
    }

    private func standDown() throws {
        for incident in driver.state.incidents.keys {
            try order(.standDown(incident: incident, site: nil), "stand-down")
            try order(.close(incident: incident), "close")
        }
    }

    private func order(_ command: Command, _ name: String) throws {
        try hand(
            .command(command, by: Self.officer), name,
            mark: RequestMark(key: name, actor: Self.officer.name, bodyDigest: "00"))
    }

    private func hand(_ input: Input, _ name: String, mark: RequestMark? = nil) throws {
        let (log, diary) = (log, diary)
        post.post(
            Letter(input, mark: mark) { reception in
                switch reception {
                case .answer, .taken: diary.note("ack", log.head.sequence, name)
                default: diary.note("refused", log.head.sequence, name)
                }
            })
        try live(minutes: 0)
    }
}

/// The real event log, with a line in the diary for each commit.
final class NotingLog: EventLog {
    private let store: SQLiteEventLog
    private let diary: CrashDiary

    init(_ store: SQLiteEventLog, _ diary: CrashDiary) {
        self.store = store
        self.diary = diary
    }

    func append(_ batch: Batch, state: State) throws(StoreFailure) {
        try store.append(batch, state: state)
        diary.note("commit", state.sequence)
    }

    func recover() throws(StoreFailure) -> State { try store.recover() }
    func text(_ ref: TextRef) throws(StoreFailure) -> String? { try store.text(ref) }
    func request(key: String, actor: String) throws(StoreFailure) -> RecordedRequest? {
        try store.request(key: key, actor: actor)
    }
    func probe() throws(StoreFailure) { try store.probe() }
    func makeRoom() -> Bool { store.makeRoom() }
    func restoreReserve() -> Bool { store.restoreReserve() }
}

/// Nobody looks.
private final class Boards: BoardHolder {
    let current: Board? = nil

    func publish(_ board: Board) {}
}
