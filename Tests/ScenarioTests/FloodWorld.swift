import Foundation
import Mobilization
import MobilizationRuntime
import Simulation
import Testing

/// The example centre on the morning of the flood, among simulated people.
struct FloodWorld {
    /// 2025-07-08 06:30 in China.
    static let start = Instant(seconds: 1_751_927_400)
    static let incident = IncidentID(1)
    let world: VirtualWorld
    let reference: Reference

    /// Another `seed`, other people.
    init(seed: UInt64 = 20_250_708) throws {
        let centre = try ExampleCentre(seed: seed)
        let reference = centre.reference
        let settings = reference.settings
        let people = reference.roster.members.compactMap {
            SimulatedMember($0, centre: settings.centre)
        }
        var habits = Habits()
        habits.leadersReport = true
        let network = PhoneNetwork(
            members: people, sites: reference.sites.sites, habits: habits, seed: seed,
            zone: settings.zone)
        world = try VirtualWorld(
            start: Self.start, reference: reference,
            gateways: [
                GatewayDescription(
                    name: "network", channel: .sms, keepsKeys: true, takesDrills: true, credit: 64)
            ],
            network: network)
        self.reference = reference
    }

    /// The needs of `Examples/alerts/flood-demand.json`.
    func needs() throws -> [DemandedNeed] {
        let data = Data(try ExampleCentre.text("Examples/alerts/flood-demand.json").utf8)
        struct File: Decodable { var needs: [DemandedNeed] }
        return try JSONDecoder().decode(File.self, from: data).needs
    }

    /// Posts the demand at T+0 and lets the officer allow acting leaders and open the reserve when asked.
    func begin() throws {
        let demand = Demand(requestedBy: "区防指", needs: try needs(), neededBy: Self.start + .hours(3))
        let alert = Alert(
            identifier: "FZ-2025-0708-01", kind: .demand, status: .actual, messageType: .alert, event: "暴雨内涝",
            colour: nil, issuedAt: Self.start, expiresAt: nil, references: [], areas: [], headline: "",
            demand: demand)
        world.at(Self.start) { $0.post.post(Letter(.alert(alert, source: "district-command", raw: "{}"))) }
        world.at(Self.start + .minutes(5)) { world in
            world.order(.gates(.allowActing(incident: Self.incident)))
        }
        world.at(Self.start + .minutes(20)) { world in
            world.order(.call(incident: Self.incident, reserve: 1500, confirmed: 1500))
            world.order(.confirm(1), by: "leader")
        }
    }

    var open: Incident? { world.state.incidents[Self.incident] }

    /// The officer accounts for everybody that the truth knows to be at home.
    func vouch() {
        guard let incident = open else { return }
        for callout in incident.callouts.values where callout.stage.isUnaccounted {
            world.order(.safe(incident: Self.incident, member: callout.member, vouchedBy: "家属"))
        }
    }
}
