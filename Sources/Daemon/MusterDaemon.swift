import EventStore
import Foundation
import Gateways
import HTTPAPI
import Logging
import Mobilization
import MobilizationRuntime
import OperationsManual
import Routing
import ServiceLifecycle
import ServiceManager
import UnixSignals

/// The composition root: makes every part, joins them, and starts and stops them in order.
///
/// Start: configuration, store and replay, driver, reference data, gateways, an earlier failure of the disk, listeners, READY, warming up. Stop:
/// listeners, gateways, driver, store.
package struct MusterDaemon {
    private let options: ServeOptions
    private let preparation: Preparation
    private let configuration: Configuration
    private let journal: Journal
    private let notifier: ServiceNotifier?
    private let standing: Standing

    /// - Throws: `DaemonFailure` with everything that must be mended first.
    package init(_ options: ServeOptions) throws(DaemonFailure) {
        self.options = options
        preparation = try Preparation(
            configuration: options.configuration, credentials: options.environment.credentialsDirectory,
            today: nil)
        configuration = preparation.library.configuration
        standing = Standing(preparation)
        journal = Journal(showsPriority: options.environment.leadsToJournal(), verbose: options.verbose)
        do {
            notifier = try ServiceNotifier(environment: options.environment)
        } catch {
            throw DaemonFailure(exitCode: 78, description: "\(error)")
        }
        if options.speed > 1, configuration.gateways.contains(where: { !$0.isSandbox }) {
            throw DaemonFailure(
                exitCode: 78,
                description:
                    "--speed \(options.speed) needs sandbox gateways only: real people live at speed 1;"
                    + " mark gateways that lead to a sandbox with `sandbox: true`")
        }
    }

    /// Serves until SIGTERM or SIGINT.
    ///
    /// - Throws: `DaemonFailure` when a part can't start.
    package func run() async throws {
        ignoreBrokenPipes()
        // Until the files can be read again; without this the signal would end the process.
        ignoreHangUps()
        raiseDescriptorLimit()
        report(preparation.findings)
        let log = try openStore()
        let state = try recover(log)
        let clock = try makeClock(state)
        let mailbox = PostBox(clock: clock)
        let boards = BoardShelf()
        let gateways = Gateways(preparation.gateways.gateways) { reports in
            for report in reports { _ = mailbox.post(Letter(report.input)) }
        }
        let router = configuration.routing.map { Router(RouterSettings($0), journal: journal, to: mailbox) }
        let driver = Driver(
            log: log, mailbox: mailbox, pool: gateways, clock: clock, holder: boards,
            reference: Reference(settings: settings), state: state,
            boardEvery: Interval(milliseconds: 50 * clock.speed), journal: { journal.write($0) },
            requestTravelTimes: { router?.request($0) })
        let thread = DriverThread(driver, journal: journal)
        // Before the first commit: the witness waits for a listener only as long as it has written nothing.
        log.tellHead { journal.notice("chain head \($0)") }
        thread.start()
        let follower = try SnapshotFollower(log: log, from: state) { journal.error("no snapshot: \($0)") }

        try await adoptReference(state, log, mailbox)
        gateways.announceAgain()
        let housekeeping = Housekeeping(
            mailbox: mailbox, follower: follower, notifier: notifier, environment: options.environment,
            watchesWall: clock.speed == 1, journal: journal)
        let reloader = Reloader(
            options: options, standing: standing, log: log, mailbox: mailbox, boards: boards,
            journal: journal,
            notifier: notifier)
        let keeper = StoreKeeper(
            log: log, mailbox: mailbox, boards: boards, clock: clock, standing: standing,
            journal: journal)
        await keeper.tellEarlierFailure()
        try await serve(
            makeHTTP(log, mailbox, boards, reloader, keeper), [housekeeping, reloader, keeper],
            then: WarmUp(
                boards: boards, log: log, clock: clock, gateways: preparation.gateways.gateways.count,
                speaksTLS: preparation.certificates != nil))

        try? notifier?.send(.stopping)
        journal.notice("stopping")
        gateways.shutdown()
        router?.shutdownAndWait()
        mailbox.close()
        thread.join()
        try? follower.close()
        try log.close()
    }

    // MARK: - Start

    private func report(_ findings: [Finding]) {
        let refused = findings.errors.count
        let doubtful = findings.warnings.count
        // The findings themselves name people; `musterd check` shows them to the administrator.
        if refused > 0 { journal.error("\(refused) rows of the roster were refused; see `musterd check`") }
        if doubtful > 0 {
            journal.notice("\(doubtful) warnings about the configuration; see `musterd check`")
        }
    }

    private func openStore() throws(DaemonFailure) -> SQLiteEventLog {
        do {
            return try SQLiteEventLog(path: configuration.store)
        } catch {
            throw DaemonFailure(exitCode: error.kind == .busy ? 75 : 74, description: error.description)
        }
    }

    private func recover(_ log: SQLiteEventLog) throws(DaemonFailure) -> State {
        do {
            return try log.recover()
        } catch {
            throw DaemonFailure(exitCode: 74, description: error.description)
        }
    }

    private func makeClock(_ state: State) throws -> EngineClock {
        let wall = EngineClock.wall
        if options.speed > 1 {
            let anchor = try SpeedAnchor.load(
                beside: configuration.store, speed: options.speed, epoch: options.epoch ?? wall, wall: wall)
            return EngineClock(
                start: max(anchor.engineTime(at: wall), state.lastEventAt), speed: options.speed)
        }
        if wall < state.lastEventAt {
            let seconds = (state.lastEventAt - wall).wholeSeconds
            journal.error(
                "the wall clock is \(seconds) s behind the last event; time goes on from that event")
        }
        return EngineClock(start: max(wall, state.lastEventAt))
    }

    private var settings: Settings {
        var settings = Settings(
            zone: configuration.offsets, dutyPhone: configuration.centre.dutyLandline,
            centre: configuration.centre.position,
            seed: configuration.seed ?? freshSeed())
        settings.feeds = configuration.feeds
        return settings
    }

    /// Nobody must be able to guess the keys of a store.
    private func freshSeed() -> UInt64 {
        var entropy = SystemRandomNumberGenerator()
        return UInt64.random(in: 1...UInt64.max, using: &entropy)
    }

    /// Hands the engine its reference data and the gateways, and waits until it has them.
    private func adoptReference(_ state: State, _ log: SQLiteEventLog, _ mailbox: PostBox) async throws {
        let library = preparation.library
        let office = RosterOffice(log: log, standing: standing)
        let roster = try office.adopt(
            library.roster.accepted, version: library.edition(.roster, after: state.editions))
        let changes = library.changes(after: state.editions) + [.roster(roster)]
        for change in changes { try await deliver(.reference(change), to: mailbox) }
        try await deliver(.gatewaysConfigured(preparation.gateways.gateways.map(\.description)), to: mailbox)
    }

    private func deliver(_ input: Input, to mailbox: PostBox) async throws(DaemonFailure) {
        let reception: Reception = await withCheckedContinuation { continuation in
            let isTaken = mailbox.post(Letter(input) { continuation.resume(returning: $0) })
            invariant(isTaken, "a fresh mailbox takes letters")
        }
        if case .storeUnavailable(let failure) = reception {
            throw DaemonFailure(exitCode: 74, description: failure.description)
        }
    }

    // MARK: - Serving

    private func makeHTTP(
        _ log: SQLiteEventLog, _ mailbox: PostBox, _ boards: BoardShelf, _ reloader: Reloader,
        _ keeper: StoreKeeper
    ) -> MusterHTTP {
        let readers = StoreReaders(log: log)
        let standing = standing
        let door = CallbackDoor(preparation.gateways) { gateway, reference in
            (try? log.attempt(gateway: gateway, reference: reference)).flatMap { id in
                boards.current.map { AttemptKey.text(seed: $0.state.seed, attempt: id) }
            }
        }
        let office = RosterOffice(log: log, standing: standing)
        let rates = Throttle(
            perSecond: Double(configuration.limits.sourceRate),
            burst: Double(configuration.limits.sourceRate * 2))
        let unstepped = EngineClock(start: EngineClock.wall)
        return MusterHTTP(
            ports: MusterPorts(
                post: { mailbox.post($0) }, boards: boards, texts: readers, facts: readers,
                readAlert: { delivery in
                    standing.sources.read(
                        delivery, now: EngineClock.wall, unstepped: unstepped.now, rates: rates
                    ) { source, raw in
                        _ = mailbox.post(Letter(.unreadableAlert(source: source, raw: raw)))
                    }
                },
                readCallback: { door.read($0) },
                accounts: { standing.accounts },
                importRoster: { delivery in
                    await office.take(delivery, board: boards.current) { mailbox.post($0) }
                },
                takeIn: { person in
                    await office.takeIn(person, board: boards.current) { mailbox.post($0) }
                },
                closedIncident: { await readers.closedIncident($0) },
                reload: { await reloader.reload(for: $0) }, tell: { journal.notice($0) },
                store: { keeper.figures }),
            logger: logger)
    }

    private var logger: Logger {
        var logger = Logger(label: "musterd") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        return logger
    }

    private func serve(_ http: MusterHTTP, _ upkeep: [any Service], then warmUp: WarmUp) async throws {
        let doors = try listeners()
        let bound = Countdown(doors.count) { places in
            journal.notice("ready: \(preparation.summary)")
            try? notifier?.send(.ready, .status("ready: \(preparation.summary)"))
            Task.detached(priority: .utility) { await warmUp.run(places) }
        }
        var services: [any Service] = doors.map { door in
            ListeningService(
                server: HTTPServerService(
                    http, on: door.listener, limits: door.limits, certificates: door.certificates,
                    logger: logger
                ) { place in
                    if case .inherited(let descriptor) = door.listener { widenQueue(descriptor) }
                    journal.notice("listening on \(place.name)\(door.certificates == nil ? "" : " with TLS")")
                    bound.add(place)
                })
        }
        services += upkeep
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger))
        try await group.run()
    }

    /// As many as the socket units ask for. It fails for no reason that anybody could mend; then 128 wait.
    private func widenQueue(_ descriptor: Int32) {
        do {
            try HandedSocket.queue(4096, at: descriptor)
        } catch {
            journal.error("\(error); more than 128 connections wait for seconds while the daemon restarts")
        }
    }

    private struct Door {
        var listener: Listener
        var limits: ConnectionLimits
        var certificates: TLSCertificates?
    }

    /// The sockets that systemd hands over, or our own where it doesn't. What comes over HTTP can't take the control
    /// socket's connections away.
    private func listeners() throws(DaemonFailure) -> [Door] {
        let http = ConnectionLimits(
            all: min(configuration.limits.connections, max(100, descriptorLimit() - Self.ownDescriptors)),
            perAddress: configuration.limits.perAddress, known: Set(configuration.limits.knownAddresses))
        // A script that forgets to hang up must not shut the other officers out.
        let control = ConnectionLimits(
            all: Self.controlConnections, perAddress: Self.controlConnections / 2, known: ["uid 0"])
        do {
            let handed = try options.environment.handedSockets()
            let tcp = handed.first { $0.family == .tcp }
            let unix = handed.first { $0.family == .unix }
            return [
                Door(
                    listener: tcp.map { .inherited(descriptor: $0.descriptor) }
                        ?? .address(host: configuration.listen.host, port: configuration.listen.port),
                    limits: http, certificates: standing.certificates),
                Door(
                    listener: unix.map { .inherited(descriptor: $0.descriptor) }
                        ?? .unixSocket(path: configuration.controlSocket), limits: control),
            ]
        } catch {
            throw DaemonFailure(exitCode: 78, description: "\(error)")
        }
    }

    /// For the store, the gateways' connections and the control socket, whatever comes over HTTP.
    private static let ownDescriptors = 1_024
    private static let controlConnections = 256
}
