import Mobilization
import Testing

@testable import Simulation

struct PhoneNetworkTests {
    private let start = People.morning
    private let phones = (0..<2000).map(People.phone)

    private func mobilized(
        _ count: Int, at start: Instant = People.morning, seed: UInt64 = 7,
        habits: (inout Habits) -> Void = { _ in }
    ) -> Correspondent {
        var correspondent = Correspondent(People.network(count, seed: seed, habits: habits))
        correspondent.send(
            People.text("callout.material-handling"), to: phones.prefix(count), at: start)
        return correspondent
    }

    @Test func `the same seed and texts give the same happenings`() {
        var first = mobilized(300)
        var second = mobilized(300)
        first.run(until: start + .hours(4))
        second.run(until: start + .hours(4))
        #expect(first.happened == second.happened)
        #expect(!first.happened.isEmpty)
        var other = mobilized(300, seed: 8)
        other.run(until: start + .hours(4))
        #expect(other.happened != first.happened)
    }

    @Test func `happenings come in order of time however often one asks`() {
        var inOneGo = People.network(200)
        var bitByBit = People.network(200)
        for (number, phone) in phones.prefix(200).enumerated() {
            let words = People.text("callout.first-aid")
            inOneGo.deliver(text: words, to: phone, key: "k\(number)", at: start)
            bitByBit.deliver(text: words, to: phone, key: "k\(number)", at: start)
        }
        let whole = inOneGo.happenings(until: start + .hours(3))
        var parts: [Happening] = []
        for minute in 0...180 { parts += bitByBit.happenings(until: start + .minutes(Int64(minute))) }
        #expect(parts == whole)
        #expect(zip(whole, whole.dropFirst()).allSatisfy { $0.at <= $1.at })
    }

    @Test func `nobody writes or moves before a text came`() {
        var network = People.network(300)
        #expect(network.nextAt == nil)
        #expect(network.happenings(until: start + .hours(24)).isEmpty)
        network.deliver(text: People.text("callout.first-aid"), to: phones[0], key: "k", at: start)
        let happened = network.happenings(until: start + .hours(24))
        #expect(happened.allSatisfy { $0.phone == phones[0] && $0.at >= start + .seconds(3) })
    }

    @Test func `a reply never comes before the receipt of the text it answers`() {
        var correspondent = mobilized(500) { $0.lostReceipts = 0 }
        correspondent.run(until: start + .hours(1))
        var received: Set<String> = []
        for happening in correspondent.happened {
            if happening.receipt == .delivered { received.insert(happening.phone) }
            if happening.replied != nil { #expect(received.contains(happening.phone)) }
        }
    }

    @Test func `a number that fails is reported and stays silent`() {
        var correspondent = mobilized(400) { $0.failedNumbers = 0.3 }
        correspondent.run(until: start + .hours(6))
        let failed = Set(correspondent.happened.filter { $0.receipt == .failed }.map(\.phone))
        #expect((60...180).contains(failed.count))
        #expect(correspondent.happened.allSatisfy { !failed.contains($0.phone) || $0.receipt == .failed })
        #expect(correspondent.network.truth(at: start).people.called == 400 - failed.count)
    }

    @Test(arguments: [
        (People.morning, Pool.pioneer, 0.55, 0.45), (People.saturday, .pioneer, 0.70, 0.60),
        (People.morning, .reserve, 0.235, 0.185),
    ])
    func `shares of acceptance and arrival are near the planning values`(
        start: Instant, pool: Pool, accept: Double, arrive: Double
    ) {
        var correspondent = Correspondent(People.network(2000, pool: pool) { $0.failedNumbers = 0 })
        correspondent.send(People.text("callout.material-handling"), to: phones, at: start)
        correspondent.run(until: start + .hours(10))
        let people = correspondent.network.truth(at: start + .hours(10)).people
        #expect(people.called == 2000)
        #expect(abs(Double(people.accepted) / 2000 - accept) < 0.05)
        #expect(abs(Double(people.arrived) / 2000 - arrive) < 0.05)
    }

    @Test func `the willing accept more often`() {
        var correspondent = mobilized(1000) { $0.willingness = 1.3 }
        correspondent.run(until: start + .hours(10))
        #expect(correspondent.network.truth(at: start).people.accepted > 650)
    }

    @Test func `who declines or keeps silent doesn't come`() {
        var correspondent = mobilized(500)
        correspondent.run(until: start + .hours(10))
        for phone in phones.prefix(500) {
            let truth = correspondent.network.truth(of: phone)
            if truth?.arrivedAt != nil { #expect(truth?.said.isEmpty == false) }
        }
    }

    @Test func `a repeated key is one text where keys are kept`() {
        var network = People.network(10) { $0.failedNumbers = 0 }
        let first = network.deliver(text: "一", to: phones[0], key: "k", at: start)
        let second = network.deliver(text: "一", to: phones[0], key: "k", at: start + .seconds(1))
        #expect(second == Acceptance(reference: first.reference, isRepeat: true))
        _ = network.happenings(until: start + .hours(1))
        let people = network.truth(at: start).people
        #expect(people.textsTotal == 1 && people.repeatedKeys == 1 && people.duplicates == 0)
    }

    @Test func `a repeated key is a second text where keys are forgotten`() {
        var network = People.network(10, keepsKeys: false) { $0.failedNumbers = 0 }
        network.deliver(text: "一", to: phones[0], key: "k", at: start)
        #expect(!network.deliver(text: "一", to: phones[0], key: "k", at: start + .seconds(1)).isRepeat)
        _ = network.happenings(until: start + .hours(1))
        let people = network.truth(at: start).people
        #expect(people.textsTotal == 2 && people.repeatedKeys == 1 && people.duplicates == 1)
    }

    @Test func `a phone on no roster gets its text and keeps silent`() {
        var network = People.network(1)
        network.deliver(text: People.text("callout.first-aid"), to: "+8613999999999", key: "k", at: start)
        let happened = network.happenings(until: start + .hours(5))
        #expect(happened.compactMap(\.receipt) == [.delivered])
        #expect(happened.count == 1)
    }

    @Test func `a person called by phone presses a key or lets it ring`() {
        var network = People.network(300) { $0.failedNumbers = 0 }
        for (number, phone) in phones.prefix(300).enumerated() {
            network.deliver(
                text: People.text("voice.callout"), to: phone, key: "k\(number)", at: start, channel: .voice)
        }
        let happened = network.happenings(until: start + .minutes(3))
        let unanswered = Set(happened.filter { $0.receipt == .failed }.map(\.phone))
        #expect((30...140).contains(unanswered.count))
        let pressed = happened.filter { $0.replied != nil }
        #expect(pressed.count > 100)
        #expect(pressed.allSatisfy { !unanswered.contains($0.phone) && $0.replied?.count == 1 })
    }

    @Test func `a call after the text changes no answer and presses no other key`() {
        var correspondent = mobilized(300) { $0.unclear = 0 }
        correspondent.run(until: start + .hours(2))
        let accepted = correspondent.network.truth(at: start).people.accepted
        for (number, phone) in phones.prefix(300).enumerated() {
            correspondent.network.deliver(
                text: People.text("voice.callout"), to: phone, key: "call-\(number)", at: start + .hours(2),
                channel: .voice)
        }
        correspondent.run(until: start + .hours(2) + .minutes(3))
        #expect(correspondent.network.truth(at: start).people.accepted == accepted)
        for phone in phones.prefix(300) {
            let said =
                correspondent.network.truth(of: phone)?.said.map { ReplyGrammar.parse($0.text).meaning } ?? []
            let declined = said.first == .cannot
            #expect(!declined || !said.contains(.coming), "\(said)")
        }
    }

    @Test func `who was sent back may be called again`() {
        var correspondent = mobilized(300)
        correspondent.run(until: start + .minutes(8))
        correspondent.send(People.text("full"), to: phones.prefix(300), at: start + .minutes(8))
        correspondent.run(until: start + .hours(1))
        let before = correspondent.network.truth(at: start).people.arrived
        correspondent.send(People.text("remind"), to: phones.prefix(300), at: start + .hours(1))
        correspondent.run(until: start + .hours(5))
        #expect(correspondent.network.truth(at: start).people.arrived > before + 20)
    }
}
