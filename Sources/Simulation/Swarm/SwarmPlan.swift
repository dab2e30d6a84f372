package import Mobilization

/// What one seed's world is like: how large it is, and which misfortunes it knows.
///
/// Each seed leaves some of them out. A world in which everything fails at once hides the faults that show only
/// while the rest works.
package struct SwarmPlan: Sendable, Equatable, CustomStringConvertible {
    /// What a gateway can do wrong, beside being good for a while.
    package enum Mood: String, Sendable, CaseIterable {
        case good
        /// Takes up to 20 s for a message.
        case slow
        /// Refuses connections: surely not sent.
        case down
        /// Takes messages and never says so: half of them go out, the outcome is unknown.
        case silent
        /// Asks to wait.
        case throttling
        /// Says "account suspended" to everything.
        case broken
        /// Says "accepted" and loses every second one.
        case losing
    }

    package enum StoreFault: String, Sendable, CaseIterable {
        case busy, readOnly, diskFull, ioError
    }

    package var seed: UInt64
    package var start: Instant
    package var pioneers: Int
    package var leaders: Int
    package var reserve: Int
    package var sites: Int
    package var gateways: [GatewayDescription]
    package var moods: [Mood] = []
    package var storeFaults: [StoreFault] = []
    /// The process is killed after so many appends, again and again. nil: never.
    package var killsEvery: Int?
    package var wallSteps = false
    /// Thousandths of receipts that are lost, come twice, and come late.
    package var badReceipts = 0
    /// Thousandths of replies that the network brings twice, or minutes late.
    package var badReplies = 0
    /// Texts that people send without being asked, in an hour.
    package var chatter = 0
    /// Orders that officers give in an hour.
    package var orders = 0
    /// Thousandths of orders that are nonsense.
    package var errors = 0
    /// The sources' demands, warnings and calls in an hour.
    package var alerts = 0
    package var dispatch: DispatchRule
    /// How long things go wrong.
    package var trouble: Interval
    package var habits = Habits()

    package init(seed: UInt64) {
        var dice = Dice(seed: seed, .swarmPlan)
        self.seed = seed
        // Any hour of a July week, so that night, morning and the change of shifts come up.
        start = Instant(seconds: 1_751_904_000 + Int64(dice.below(7 * 24 * 60)) * 60)
        pioneers = dice.from(6...40)
        leaders = dice.from(1...6)
        reserve = dice.happens(500) ? dice.from(1...40) : 0
        sites = dice.from(1...4)
        gateways = Self.gateways(&dice)
        dispatch = DispatchRule(
            small: .automatic, large: dice.happens(700) ? .hold : .officer,
            smallUpTo: dice.from(0...20), hold: .seconds(60))
        trouble = .minutes(Int64(dice.from(25...80)))
        if dice.happens(700) { moods = SwarmPlan.Mood.allCases.filter { $0 == .good || dice.happens(400) } }
        if dice.happens(500) { storeFaults = StoreFault.allCases.filter { _ in dice.happens(400) } }
        if dice.happens(600) { killsEvery = dice.one(of: [3, 20, 100, 400]) }
        wallSteps = dice.happens(200)
        badReceipts = dice.happens(500) ? dice.from(10...300) : 0
        badReplies = dice.happens(400) ? dice.from(10...200) : 0
        chatter = dice.happens(600) ? dice.from(5...80) : 0
        orders = dice.happens(800) ? dice.from(5...120) : 0
        errors = dice.happens(600) ? dice.from(20...300) : 0
        alerts = dice.from(1...6)
        habits.untidy = 0.2
        habits.unclear = dice.happens(500) ? 0.05 : 0.01
        habits.willingness = dice.happens(300) ? 0.4 : 1.2
        habits.officersAnswer = dice.happens(600)
        habits.leadersCount = dice.happens(300)
    }

    private static func gateways(_ dice: inout Dice) -> [GatewayDescription] {
        var all: [GatewayDescription] = []
        for name in ["first", "second"].prefix(dice.from(1...2)) {
            all.append(
                GatewayDescription(
                    name: name, channel: .sms, keepsKeys: dice.happens(500), takesDrills: dice.happens(600),
                    credit: dice.from(1...32)))
        }
        if dice.happens(500) {
            all.append(
                GatewayDescription(
                    name: "voice", channel: .voice, keepsKeys: false, takesDrills: dice.happens(500),
                    credit: dice.from(1...8)))
        }
        return all
    }

    package var description: String {
        let kills = killsEvery.map { ", killed about every \($0) appends" } ?? ""
        let store = storeFaults.isEmpty ? "" : ", store " + storeFaults.map(\.rawValue).joined(separator: "/")
        let wire = moods.isEmpty ? "" : ", gateways " + moods.map(\.rawValue).joined(separator: "/")
        return "seed \(seed): \(pioneers) and \(reserve) people, \(sites) sites, \(gateways.count) gateways, "
            + "\(trouble.wholeMinutes) min of trouble\(kills)\(store)\(wire)"
    }
}

extension HashedChance.Purpose {
    static let swarmPlan = Self("swarm.plan")
    static let swarmTown = Self("swarm.town")
    static let swarmWire = Self("swarm.wire")
    static let swarmPeople = Self("swarm.people")
    static let swarmDesk = Self("swarm.desk")
    static let swarmStore = Self("swarm.store")
}
