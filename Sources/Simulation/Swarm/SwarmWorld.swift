import Mobilization
import MobilizationRuntime

/// One seed's world: the production driver and engine, people, gateways, sources and officers, on virtual time.
///
/// One thread; everything that happens follows from the seed. First comes a time of trouble, in which nothing unsafe may
/// happen; then all heals, and everything must come to its end.
final class SwarmWorld: @unchecked Sendable {
    // Unchecked: a simulated world runs on one thread.
    enum Act: Sendable {
        case wire(OutboundMessage, life: Int)
        case outcome(GatewayName, AttemptOutcome, life: Int)
        case probe(GatewayName, life: Int)
        case announce(GatewayName, life: Int)
        case mood(GatewayName)
        case send(Parcel)
        case receipt(Receipt, GatewayName)
        case chatter
        case order
        case alert
    }

    let plan: SwarmPlan
    let town: SwarmTown
    let checks: SwarmChecks
    let clock: VirtualTime
    let post: VirtualPost
    let log: FaultyLog
    let boards = LastBoard()
    var network: PhoneNetwork
    var schedule = Schedule<Act>()
    var lines: [GatewayName: SwarmGateway] = [:]
    /// What was posted, is not answered, and comes again after a crash.
    var open: [Int: Parcel] = [:]
    var lastParcel = 0
    /// Promises that somebody was given: they must be kept whatever happens later.
    var promises: [Promise] = []
    var wireDice: Dice
    var peopleDice: Dice
    var deskDice: Dice
    var demands: [Alert] = []
    var isHealed = false
    /// Counts the processes; what an earlier one had under way means nothing to a later one.
    private(set) var life = 0
    private var driver: Driver<FaultyLog, VirtualPost, SwarmWorld, VirtualTime>?
    private(set) var journal: [String] = []
    /// Every message that a provider took, in order.
    var taken: [Taken] = []

    struct Taken {
        var at: Instant
        var attempt: AttemptID
        var gateway: GatewayName
        var words: String
    }

    init(_ plan: SwarmPlan) throws(StoreFailure) {
        self.plan = plan
        town = SwarmTown(plan)
        checks = SwarmChecks(plan, reserveCeiling: town.reference.rules.budgets.reserveCeiling)
        clock = VirtualTime(plan.start)
        post = VirtualPost(clock: clock, end: plan.start)
        log = FaultyLog(plan, clock: clock, checks: checks)
        wireDice = Dice(seed: plan.seed, .swarmWire)
        peopleDice = Dice(seed: plan.seed, .swarmPeople)
        deskDice = Dice(seed: plan.seed, .swarmDesk)
        let reference = town.reference
        network = PhoneNetwork(
            members: reference.roster.members.compactMap {
                SimulatedMember($0, centre: reference.settings.centre)
            },
            sites: reference.sites.sites, habits: plan.habits, seed: plan.seed, keepsKeys: false)
        for gateway in plan.gateways { lines[gateway.name] = SwarmGateway(gateway) }
        post.nextHappening = { [unowned self] in
            [network.nextAt, schedule.nextAt].compactMap { $0 }.min()
        }
        post.happen = { [unowned self] now in
            happen(until: now)
            return []
        }
        try start()
    }

    var state: State { driver?.state ?? State() }
    var reference: Reference { town.reference }

    // MARK: - Life and death

    private func start() throws(StoreFailure) {
        life += 1
        post.forget()
        for name in plan.gateways.map(\.name) { lines[name]?.beginAnew() }
        let state = try log.recover()
        let born = life
        driver = Driver(
            log: log, mailbox: post, pool: self, clock: clock, holder: boards,
            reference: Reference(settings: town.reference.settings), state: state,
            journal: { [unowned self] in if life == born, !log.isDead { journal.append($0.words) } })
        adopt()
        // Whoever had no answer asks again, under the same key.
        for parcel in open.keys.sorted().compactMap({ open[$0] }) {
            schedule.add(.send(parcel), at: clock.now + peopleDice.between(.seconds(1), .seconds(20)))
        }
    }

    /// The driver holds the world, which is its gateways, too: without this no world would ever be freed. The last call.
    func dissolve() { driver = nil }

    private func adopt() {
        let changes: [ReferenceChange] = [
            .manual(reference.manual), .sites(reference.sites), .rules(reference.rules),
            .rota(reference.rota), .roster(reference.roster),
        ]
        for change in changes { post.post(Letter(.reference(change))) }
        post.post(Letter(.gatewaysConfigured(plan.gateways)))
        for gateway in plan.gateways { announce(gateway.name) }
    }

    /// Lets the world go on until then.
    func run(until end: Instant) throws {
        post.end = end
        var idle = 0
        while checks.violation == nil {
            let before = clock.now
            checks.now = before
            do {
                guard let driver, try driver.turn() else { break }
            } catch {
                invariant(error.kind == .ioError, "only a death ends the driver")
            }
            if log.isDead { try rise() }
            idle = clock.now == before ? idle + 1 : 0
            checks.check(idle < 20_000, "the driver doesn't spin", "\(idle) turns at one moment")
        }
        if let violation = checks.violation { throw violation }
    }

    /// The service manager starts the process again, at once or after a while.
    private func rise() throws(StoreFailure) {
        let pause =
            wireDice.happens(800) ? Interval(milliseconds: 300) : wireDice.between(.seconds(1), .minutes(40))
        let up = clock.now + pause
        // The world goes on while nobody listens.
        while let next = post.nextHappening(), next < up {
            clock.advance(to: next)
            happen(until: next)
            post.forget()
        }
        clock.advance(to: up)
        try start()
        if plan.wallSteps, !isHealed, wireDice.happens(300) {
            post.post(Letter(.clockStepped(by: wireDice.between(.hours(-1), .hours(1)))))
        }
    }

    private func happen(until now: Instant) {
        while let next = [network.nextAt, schedule.nextAt].compactMap({ $0 }).min(), next <= now {
            for happening in network.happenings(until: next) { take(happening) }
            while let (at, act) = schedule.popFirst(until: next) { perform(act, at: at) }
        }
    }

    private func perform(_ act: Act, at now: Instant) {
        switch act {
        case .wire(let message, let life): provide(message, at: now, life: life)
        case .outcome(let name, let outcome, let life): report(outcome, of: name, life: life)
        case .probe(let name, let life): probe(name, life: life)
        case .announce(let name, let life): if life == self.life { announce(name) }
        case .mood(let name): changeMood(of: name, at: now)
        case .send(let parcel): send(parcel)
        case .receipt(let receipt, let gateway): post.post(Letter(.receipt(receipt, gateway: gateway)))
        case .chatter: chatter(at: now)
        case .order: order(at: now)
        case .alert: alert(at: now)
        }
    }

    // MARK: - Letters that somebody waits for

    /// Something that is sent until it was answered.
    struct Parcel: Sendable {
        var number: Int
        var input: Input
        var mark: RequestMark?
        /// It must be refused, whatever else is going on.
        var isNonsense = false
    }

    /// What an answer promised.
    struct Promise {
        var parcel: Parcel
        var answer: Answer?
    }

    func hand(in input: Input, mark: RequestMark? = nil, isNonsense: Bool = false, at instant: Instant) {
        lastParcel += 1
        let parcel = Parcel(number: lastParcel, input: input, mark: mark, isNonsense: isNonsense)
        open[parcel.number] = parcel
        schedule.add(.send(parcel), at: instant)
    }

    private func send(_ parcel: Parcel) {
        guard open[parcel.number] != nil else { return }
        let sentIn = life
        post.post(
            Letter(parcel.input, mark: parcel.mark) { [unowned self] reception in
                guard sentIn == life, !log.isDead else { return }
                received(reception, for: parcel)
            })
    }

    private func received(_ reception: Reception, for parcel: Parcel) {
        switch reception {
        case .storeUnavailable, .busy:
            schedule.add(.send(parcel), at: clock.now + peopleDice.between(.seconds(5), .seconds(40)))
        case .keyReused: checks.fail("a key of its own is never refused", "parcel \(parcel.number)")
        case .taken: keep(parcel, nil)
        case .answer(let answer): keep(parcel, answer)
        }
    }

    private func keep(_ parcel: Parcel, _ answer: Answer?) {
        open[parcel.number] = nil
        promises.append(Promise(parcel: parcel, answer: answer))
        if parcel.isNonsense, case .done? = answer {
            checks.fail("a wrong count or name changes nothing", "parcel \(parcel.number)")
        }
    }
}
