package import Mobilization
package import MobilizationRuntime

/// One demand played among people drawn from the model: the production driver and engine on virtual time.
///
/// Another seed is another night with other people; the same seed is the same night, to the last text, so that two
/// ways of calling can be compared person by person.
package struct Rehearsal: Sendable {
    /// Roster, manual, sites, rules and rota, complete.
    package var reference: Reference
    /// Comes in at T+0.
    package var alert: Alert
    /// The demand's source, by its configured name.
    package var source: String
    package var start: Instant
    package var habits = Habits()
    /// When officer and leader in charge first allow as many of the reserve as would fill the places nobody has promised to
    /// take; they look again every ten minutes. nil: never.
    package var reserveAfter: Interval? = .minutes(20)
    /// How long it is followed.
    package var length: Interval = .hours(3)

    package init(reference: Reference, alert: Alert, source: String, start: Instant) {
        self.reference = reference
        self.alert = alert
        self.source = source
        self.start = start
    }

    /// Plays it once.
    ///
    /// - Returns: nil when the demand opened no incident: a rule, a site or the ids are wrong.
    package func play(seed: UInt64) throws(StoreFailure) -> RehearsalFigures? {
        var reference = reference
        reference.settings.seed = seed
        let world = try VirtualWorld(
            start: start, reference: reference,
            gateways: [
                GatewayDescription(
                    name: "network", channel: .sms, keepsKeys: true, takesDrills: true, credit: 64)
            ],
            network: network(seed: seed))
        world.at(start) { [self] in $0.post.post(Letter(.alert(alert, source: source, raw: ""))) }
        world.at(start + Self.wordAfter) { world in
            guard let incident = world.state.incidents.values.first else { return }
            world.order(.gates(.allowActing(incident: incident.id)))
        }
        if let reserveAfter {
            for later in stride(from: reserveAfter.milliseconds, to: length.milliseconds, by: 600_000) {
                let at = start + Interval(milliseconds: later)
                world.at(at) { world in Self.allowReserve(world) }
                world.at(at + .seconds(30)) { world in
                    for asked in world.state.confirmations { world.order(.confirm(asked.id), by: "leader") }
                }
            }
        }
        try world.run(until: start + length)
        guard let incident = world.state.incidents.values.first else { return nil }
        return RehearsalFigures(
            incident, circle: reference.rules.timers.circle, truth: world.network.truth(at: world.clock.now))
    }

    /// The officer, woken at T+0, allows acting leaders then.
    private static let wordAfter = Interval.minutes(5)

    /// The same for all ways of calling, and by what the wall board shows.
    private static func allowReserve(_ world: VirtualWorld) {
        guard let incident = world.state.incidents.values.first else { return }
        let missing = incident.needs.reduce(0) { sum, need in
            sum + max(0, need.headcount - incident.callouts.promised(need.id))
        }
        let arrive = TurnoutRate.prior(.reserve, .workingDay).arrive
        let people =
            (missing * 1000 + arrive - 1) / arrive - (incident.reserveAllowed - incident.reserveCalled)
        guard people > 0 else { return }
        world.order(.call(incident: incident.id, reserve: people, confirmed: people))
    }

    private func network(seed: UInt64) -> PhoneNetwork {
        PhoneNetwork(
            members: reference.roster.members.compactMap {
                SimulatedMember($0, centre: reference.settings.centre)
            },
            sites: reference.sites.sites, habits: habits, seed: seed, zone: reference.settings.zone)
    }
}
