package import Mobilization
package import MobilizationRuntime

/// The production driver and engine among simulated people, on virtual time: hours in a second.
///
/// One thread; deterministic for the same reference data, people, seed and script.
package final class VirtualWorld {
    package let clock: VirtualTime
    package let post: VirtualPost
    package let log = MemoryEventLog()
    package let gateway: VirtualGateway
    package let boards = LastBoard()
    package var network: PhoneNetwork
    private var driver: Driver<MemoryEventLog, VirtualPost, VirtualGateway, VirtualTime>
    private let reference: Reference
    private let gateways: [GatewayDescription]
    private var script: [(at: Instant, act: (VirtualWorld) -> Void)] = []

    /// `reference` is complete; the engine gets it as input, as in the daemon. All `gateways` are served by
    /// the phone network.
    package init(
        start: Instant, reference: Reference, gateways: [GatewayDescription], network: PhoneNetwork
    ) throws(StoreFailure) {
        clock = VirtualTime(start)
        post = VirtualPost(clock: clock, end: start)
        gateway = VirtualGateway(clock: clock, post: post)
        self.network = network
        self.reference = reference
        self.gateways = gateways
        let lines = Lines()
        driver = Driver(
            log: log, mailbox: post, pool: gateway, clock: clock, holder: boards,
            reference: Reference(settings: reference.settings), state: try log.recover(),
            journal: { lines.add($0) })
        journal = lines
        join()
        adopt()
    }

    /// The process is killed and comes up again: what waited in its mailbox is lost, and the state is made of the log.
    package func restart() throws(StoreFailure) {
        post.forget()
        let lines = journal
        driver = Driver(
            log: log, mailbox: post, pool: gateway, clock: clock, holder: boards,
            reference: Reference(settings: reference.settings), state: try log.recover(),
            journal: { lines.add($0) })
        adopt()
    }

    private let journal: Lines
    package var journalLines: [LogLine] { journal.lines }
    package var state: State { driver.state }

    /// Does something at a point of time, such as an officer's command.
    package func at(_ instant: Instant, _ act: @escaping (VirtualWorld) -> Void) {
        let place = script.firstIndex { $0.at > instant } ?? script.count
        script.insert((instant, act), at: place)
    }

    /// Lets the world go on until then. Whoever looks at the board afterwards sees it as it is at that moment.
    package func run(until instant: Instant) throws(StoreFailure) {
        post.end = instant
        try driver.run()
    }

    /// An officer's command; the answer comes to `answered`.
    package func order(
        _ command: Command, by name: String = "officer",
        answered: @escaping @Sendable (Reception) -> Void = { _ in }
    ) {
        post.post(Letter(.command(command, by: Account(name: name, roles: [.officer])), answered: answered))
    }

    // MARK: - Joining the parts

    private func join() {
        gateway.deliver = { [unowned self] message, now in
            network.deliver(
                text: message.words, to: message.order.address, key: message.order.key, at: now,
                channel: message.order.channel
            ).reference
        }
        post.nextHappening = { [unowned self] in
            [network.nextAt, script.first?.at].compactMap { $0 }.min()
        }
        post.happen = { [unowned self] now in
            while let next = script.first, next.at <= now {
                script.removeFirst()
                next.act(self)
            }
            return network.happenings(until: now).compactMap(letter)
        }
    }

    private func letter(_ happening: Happening) -> Letter? {
        let source = gateways.first?.name ?? "network"
        return switch happening.what {
        case .receipt(let key, let reference, let status):
            Letter(.receipt(Receipt(key: key, reference: reference, status: status), gateway: source))
        case .reply(let text, let id):
            Letter(
                .reply(InboundReply(from: happening.phone, text: text, identifier: id), gateway: source))
        case .setOut, .arrived, .home: nil
        }
    }

    private func adopt() {
        let changes: [ReferenceChange] = [
            .manual(reference.manual), .sites(reference.sites), .rules(reference.rules),
            .rota(reference.rota),
            .roster(reference.roster),
        ]
        for change in changes { post.post(Letter(.reference(change))) }
        post.post(Letter(.gatewaysConfigured(gateways)))
        for gateway in gateways { post.post(Letter(.gatewayReady(gateway.name, gateway.credit))) }
    }
}

/// Keeps what the driver wrote to the journal.
private final class Lines {
    private(set) var lines: [LogLine] = []
    func add(_ line: LogLine) { lines.append(line) }
}

/// Holds the newest board.
package final class LastBoard: BoardHolder, @unchecked Sendable {
    // Unchecked: a simulated world runs on one thread.
    package private(set) var current: Board?

    package func publish(_ board: Board) { current = board }
}
