import Mobilization
import MobilizationRuntime

/// What people and networks bring: receipts, replies, and texts that nobody asked for.
extension SwarmWorld {
    func take(_ happening: Happening) {
        let gateway = plan.gateways.first?.name ?? "first"
        switch happening.what {
        case .receipt(let key, let reference, let status):
            bring(Receipt(key: key, reference: reference, status: status), gateway)
        case .reply(let text, let id): bring(text, from: happening.phone, id: id, gateway)
        case .setOut, .arrived, .home: break
        }
    }

    private func bring(_ receipt: Receipt, _ gateway: GatewayName) {
        let isBad = !isHealed && peopleDice.happens(plan.badReceipts)
        if isBad, peopleDice.happens(300) { return }
        let delay = isBad ? peopleDice.between(.zero, .minutes(10)) : .zero
        schedule.add(.receipt(receipt, gateway), at: clock.now + delay)
        if isBad, peopleDice.happens(400) {
            schedule.add(.receipt(receipt, gateway), at: clock.now + peopleDice.between(.zero, .minutes(20)))
        }
    }

    /// A provider brings a reply until we have said that we have it.
    private func bring(_ text: String, from phone: String, id: String, _ gateway: GatewayName) {
        let isBad = !isHealed && peopleDice.happens(plan.badReplies)
        let delay = isBad ? peopleDice.between(.zero, .minutes(5)) : .zero
        let input = Input.reply(InboundReply(from: phone, text: text, identifier: id), gateway: gateway)
        hand(in: input, at: clock.now + delay)
        if isBad, peopleDice.happens(500) { hand(in: input, at: clock.now + delay + .seconds(30)) }
    }

    /// Somebody writes of their own accord, perhaps the contrary of what they wrote before.
    func chatter(at now: Instant) {
        guard !isHealed else { return }
        next(.chatter, plan.chatter, &peopleDice)
        let members = reference.roster.members
        let phone =
            peopleDice.happens(30) ? "+8613711112222" : peopleDice.one(of: members)?.address(on: .sms) ?? ""
        let code = peopleDice.one(of: state.incidents.values.map(\.code)) ?? "0417"
        var words = peopleDice.one(of: Self.sayings) ?? "1"
        if peopleDice.happens(200) { words += " " + code }
        lastParcel += 1
        bring(words, from: phone, id: "chatter-\(lastParcel)", plan.gateways.first?.name ?? "first")
    }

    private static let sayings = [
        "0", "1", "1", "2", "3", "4", "5", "6", "7", "8", "8", "9", "9", "救命", "help", "来不了", "好的", "收到",
        "我在路上",
        "到12", "齐5", "袋80", "堵车 20分钟后到", "1 20分钟", "？？", "", "停 触电", "请假3天", "人呢", "stop", "１", "回1",
        "到家了", "不要再发了", "齐99", "到-3", "到999999999999999999999", "🙂", "请问你是谁",
    ]

    /// The next of something that comes so many times an hour.
    func next(_ act: Act, _ perHour: Int, _ dice: inout Dice) {
        guard perHour > 0 else { return }
        let mean = 3_600_000 / Int64(perHour)
        schedule.add(act, at: clock.now + dice.between(.seconds(1), Interval(milliseconds: 2 * mean)))
    }
}
