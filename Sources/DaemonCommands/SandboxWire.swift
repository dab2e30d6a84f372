import Foundation
import Mobilization
import Simulation

/// The generic send request.
struct SandboxText: Decodable, Sendable {
    var key: String
    /// In E.164.
    var to: String
    var text: String
    /// Where receipts go; replies go to the same address with `/replies` in place of `/receipts`. nil: nowhere.
    var callback: String?
}

struct SandboxSaying: Decodable, Sendable {
    var from: String
    var text: String
}

struct SandboxAccepted: Encodable, Sendable {
    var id: String
}

struct SandboxProblem: Encodable, Sendable {
    var error: String
}

struct SandboxReceipt: Encodable, Sendable {
    var id: String
    var key: String
    var status: String
    var at: String
    var reason: String?
}

struct SandboxReply: Encodable, Sendable {
    var from: String
    var to = "10690000"
    var text: String
    var at: String
    var id: String
}

/// The ledger as `GET /truth` tells it.
struct SandboxTruth: Encodable, Sendable {
    struct Site: Encodable, Sendable {
        var present: Int
        var claimed: Int
        var withdrawn: Int
        var leaderPresent: Bool
        var arrived: Int
        var underWay: Int
        var firstArrivalAt: String?
        var leaderArrivedAt: String?
    }

    struct Callbacks: Encodable, Sendable {
        var waiting: Int
        var delivered: Int
        /// Given up because the daemon kept answering 4xx.
        var refused: Int
    }

    var now: String
    var speed: Int64
    var sites: [String: Site]
    var people: Truth.People
    var gateway: SandboxGate.Counts
    var callbacks: Callbacks

    init(
        _ truth: Truth, clock: SandboxClock, zone: ZoneOffsets, gateway: SandboxGate.Counts,
        callbacks: Callbacks
    ) {
        now = SandboxClock.text(truth.at, in: zone)
        speed = clock.speed
        sites = truth.sites.mapValues { site in
            Site(
                present: site.present, claimed: site.claimed, withdrawn: site.withdrawn,
                leaderPresent: site.leaderPresent, arrived: site.arrived, underWay: site.underWay,
                firstArrivalAt: site.firstArrivalAt.map { SandboxClock.text($0, in: zone) },
                leaderArrivedAt: site.leaderArrivedAt.map { SandboxClock.text($0, in: zone) })
        }
        people = truth.people
        self.gateway = gateway
        self.callbacks = callbacks
    }
}

/// One phone as `GET /truth/members` tells it.
struct SandboxPhone: Encodable, Sendable {
    struct Line: Encodable, Sendable {
        var at: String
        var key: String?
        var text: String?
    }

    var phone: String
    var place: String
    var site: String?
    var leads: Bool
    var arrivedAt: String?
    var arrivedSite: String?
    var homeAt: String?
    var texts: [Line]
    var said: [Line]

    init(_ truth: PhoneTruth, zone: ZoneOffsets) {
        func time(_ instant: Instant) -> String { SandboxClock.text(instant, in: zone) }
        phone = truth.phone
        place = truth.place
        site = truth.site
        leads = truth.leads
        arrivedAt = truth.arrivedAt.map(time)
        arrivedSite = truth.arrivedSite
        homeAt = truth.homeAt.map(time)
        texts = truth.texts.map { Line(at: time($0.at), key: $0.key) }
        said = truth.said.map { Line(at: time($0.at), text: $0.text) }
    }
}

enum SandboxJSON {
    /// Field names in snake case, sorted, slashes as they are.
    static func bytes(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }
}
