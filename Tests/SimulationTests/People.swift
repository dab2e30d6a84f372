import Mobilization

@testable import Simulation

/// Invented people and sites, and somebody who writes to them as the daemon does.
enum People {
    static let sites = [
        Site(
            code: "F01", name: "北郊桥头低洼段", kind: "易涝点",
            position: Coordinate(latitude: 31.4912, longitude: 104.7286), musterPoint: "北郊桥东停车场",
            refuge: "北郊小学操场"),
        Site(
            code: "F06", name: "科创园下穿隧道", kind: "易涝点",
            position: Coordinate(latitude: 31.4702, longitude: 104.6883), musterPoint: "科创园北门",
            refuge: "科创园办公楼"),
    ]
    /// 2025-07-08 10:00 in China, a Tuesday in working hours.
    static let morning = Instant(seconds: 1_751_940_000)
    static let saturday = morning + .hours(24 * 4)

    static func members(_ count: Int, pool: Pool = .pioneer, seed: UInt64 = 1) -> [SimulatedMember] {
        let chance = HashedChance(seed: seed)
        return (0..<count).map { number in
            let id = Int64(number)
            let modes: [TransportMode] = [.car, .ebike, .walking]
            return SimulatedMember(
                phone: phone(number), pool: pool,
                home: Coordinate(
                    latitude: 31.466 + 0.015 * chance.normal(.home, id),
                    longitude: 104.742 + 0.015 * chance.normal(.home, id, 1)),
                transport: modes[chance.below(3, .home, id, 2)])
        }
    }

    static func phone(_ number: Int) -> String {
        "+861380000" + String(String(10_000 + number).suffix(4))
    }

    static func network(
        _ count: Int, pool: Pool = .pioneer, seed: UInt64 = 7, keepsKeys: Bool = true,
        habits change: (inout Habits) -> Void = { _ in }
    ) -> PhoneNetwork {
        var habits = Habits()
        change(&habits)
        return PhoneNetwork(
            members: members(count, pool: pool), sites: sites, habits: habits, seed: seed,
            keepsKeys: keepsKeys)
    }

    static func text(
        _ template: String, site: Int = 0, at time: String = "11:00", code: String = "0417",
        language: Language = .chinese
    ) -> String {
        "【先锋应急队】"
            + TextTemplates.fitted(
                template, language: language,
                values: [
                    "event": "暴雨内涝", "muster": sites[site].musterPoint, "site": sites[site].name,
                    "refuge": sites[site].refuge, "from": sites[1 - site].musterPoint, "t": time,
                    "code": code,
                    "n": "12", "lead": "王建国", "k": "2", "duty": "0816-1234567", "task": "搬沙袋",
                    "community": "花园社区", "dist": "800", "what": "求助1条", "name": "张三", "mate": "李建国",
                    "addr": "三号楼",
                ])
    }
}

extension HashedChance.Purpose {
    static let home = Self("test.home")
}

extension Happening {
    var replied: String? {
        if case .reply(let text, _) = what { text } else { nil }
    }

    var receipt: ReceiptStatus? {
        if case .receipt(_, _, let status) = what { status } else { nil }
    }
}

/// Assigns everybody who accepts, as the daemon does, and keeps all that happened.
struct Correspondent {
    var network: PhoneNetwork
    var happened: [Happening] = []
    private var sent = 0
    private var assigned: Set<String> = []

    init(_ network: PhoneNetwork) {
        self.network = network
    }

    mutating func send(_ words: String, to phones: some Sequence<String>, at now: Instant) {
        for phone in phones {
            sent += 1
            network.deliver(text: words, to: phone, key: "key-\(sent)", at: now)
        }
    }

    /// Lets time run, happening by happening.
    mutating func run(until end: Instant) {
        while let next = network.nextAt, next <= end {
            for happening in network.happenings(until: next) {
                happened.append(happening)
                guard let reply = happening.replied else { continue }
                let meaning = ReplyGrammar.parse(reply).meaning
                if meaning == .coming || meaning == .comingLate, assigned.insert(happening.phone).inserted {
                    send(People.text("assigned"), to: [happening.phone], at: happening.at)
                }
            }
        }
    }

    func meanings(after instant: Instant) -> [ReplyMeaning] {
        happened.filter { $0.at > instant }.compactMap(\.replied).map { ReplyGrammar.parse($0).meaning }
    }
}
