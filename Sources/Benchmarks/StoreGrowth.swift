import EventStore
import Foundation
import Mobilization
import MobilizationRuntime
import OperationsManual
import Simulation

/// The production driver over the real store, on virtual time: everybody is called and hears, some answer, and all
/// are stood down, over and over, a step at a time.
final class StoreGrowth {
    let log: CountingLog
    private let centre: BenchCentre
    private let demandFile: String
    private let clock: VirtualTime
    private let post: VirtualPost
    private let gateway: VirtualGateway
    private let driver: Driver<CountingLog, VirtualPost, VirtualGateway, VirtualTime>
    private var steps: [Chapter] = []
    private var incidents = 0
    /// Messages of `gateway.sent` that have their receipts.
    private var receipted = 0

    private enum Chapter: CaseIterable {
        case call
        case receipts
        case replies
        case moreReceipts
        case closing
    }

    var state: State { driver.state }

    /// So long before now the first incident opens; the next ones a day apart, so that nobody has had too many
    /// texts.
    private static let past = Interval.hours(144)
    private static let officer = Account(name: "bench", roles: [.officer])

    init(_ centre: BenchCentre, demand: String) throws {
        self.centre = centre
        demandFile = demand
        let store = try SQLiteEventLog(path: centre.configuration.store)
        log = CountingLog(store)
        let wall = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        clock = VirtualTime(wall - Self.past - .minutes(10))
        post = VirtualPost(clock: clock, end: clock.now)
        gateway = VirtualGateway(clock: clock, post: post)
        driver = Driver(
            log: log, mailbox: post, pool: gateway, clock: clock, holder: NoBoard(),
            reference: Reference(settings: centre.settings), state: try log.recover(), journal: { _ in })
        gateway.deliver = { message, _ in "g-\(message.order.attempt.number)" }
        let ids = try store.memberIDs(
            for: centre.rows.map { MemberIdentity(volunteerNumber: $0.volunteerNumber, phone: $0.phone) })
        try store.storeMembers(zip(centre.rows, ids).map { $0.member(id: $1) })
        for input in centre.changes(ids: ids) { post.post(Letter(input)) }
        let description = GatewayDescription(
            name: "bench", channel: .sms, keepsKeys: true, takesDrills: true, credit: 256)
        post.post(Letter(.gatewaysConfigured([description])))
        post.post(Letter(.gatewayReady(description.name, description.credit)))
        try settle()
    }

    /// Lets the next thing happen to everybody.
    func liveOn() throws {
        if steps.isEmpty { steps = Chapter.allCases }
        switch steps.removeFirst() {
        case .call: try call()
        case .receipts, .moreReceipts: sendReceipts()
        // A tenth of them: an answer costs far more time than the facts it leaves.
        case .replies: for place in stride(from: 0, to: centre.rows.count, by: 10) { reply(place) }
        case .closing: close()
        }
        try settle()
    }

    /// Stores a snapshot of all that has happened so far.
    func takeSnapshot() throws {
        try SnapshotFollower(log: log.store, from: state, every: .max).close()
    }

    private func call() throws {
        if incidents > 0 { clock.advance(to: clock.now + .hours(24)) }
        incidents += 1
        let alert = try centre.demand(demandFile, number: incidents, at: clock.now)
        post.post(Letter(.alert(alert, source: "district-command", raw: "{}")))
    }

    private func sendReceipts() {
        for sent in gateway.sent[receipted...] {
            let receipt = Receipt(key: sent.message.order.key, reference: nil, status: .delivered)
            post.post(Letter(.receipt(receipt, gateway: "bench")))
        }
        receipted = gateway.sent.count
    }

    private func reply(_ place: Int) {
        let reply = InboundReply(
            from: centre.rows[place].phone, text: "1", identifier: "bench-\(incidents)-\(place)")
        post.post(Letter(.reply(reply, gateway: "bench")))
    }

    private func close() {
        for incident in state.incidents.keys {
            post.post(Letter(.command(.standDown(incident: incident, site: nil), by: Self.officer)))
            post.post(Letter(.command(.close(incident: incident), by: Self.officer)))
        }
    }

    /// Works until nothing waits; a second of virtual time is enough, since the gateway answers at once.
    private func settle() throws {
        post.end = clock.now + .seconds(1)
        while try driver.turn() {}
    }
}

/// Nobody looks at the boards of a store that only grows.
private final class NoBoard: BoardHolder {
    let current: Board? = nil

    func publish(_ board: Board) {}
}
