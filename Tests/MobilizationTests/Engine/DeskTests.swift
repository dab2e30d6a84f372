import Testing

@testable import Mobilization

/// Demands and offers, the duty log, hand-over.
@Suite struct DeskTests {
    private var first: IncidentID { IncidentID(1) }
    private static let next = Account(name: "next", roles: [.officer])

    @Test func `a demand by telephone ends once, with an answer, and cancelled it calls nobody more`() {
        var world = EngineWorld(members: 30)
        world.order(
            .open(
                event: "暴雨内涝", demand: Demand(requestedBy: "社区王主任", needs: [EngineWorld.bags], neededBy: nil),
                isDrill: false))
        world.order(.verifyDemand(first))
        #expect(world.incident.demandVerifiedAt == world.now)
        #expect(world.order(.endDemand(first, .cancelled, answer: "")).answer == .refused(.reasonNeeded))
        world.order(.endDemand(first, .cancelled, answer: "雨停，撤销"))
        #expect(world.incident.demandEnd == .cancelled)
        #expect(world.incident.dispatch == .ended)
        #expect(world.order(.endDemand(first, .met, answer: "好")).answer == .refused(.demandEnded(first)))
        #expect(world.deliverAll().allSatisfy { !$0.order.address.hasPrefix("+86138") })
        #expect(world.replayed == world.engine.state)
    }

    @Test func `an offer is made, used once and taken back`() {
        var world = EngineWorld()
        let made = world.order(.offer(what: "沙袋500个", who: "建材城", site: "F01", until: nil))
        #expect(made.answer == .done(Done(number: 1)))
        world.order(.changeOffer(1, .used, site: "F02"))
        #expect(world.engine.state.offers[1]?.site == "F02")
        #expect(world.order(.changeOffer(1, .used, site: nil)).answer == .refused(.offerNotOpen(1)))
        world.order(.changeOffer(1, .withdrawn, site: nil))
        #expect(world.order(.changeOffer(1, .used, site: nil)).answer == .refused(.unknownOffer(1)))
        #expect(
            world.order(.offer(what: "船", who: "渔业队", site: "X9", until: nil)).answer
                == .refused(.unknownSite("X9")))
        #expect(
            world.order(.offer(what: "船", who: "渔业队", site: nil, until: world.now)).answer
                == .refused(.timeInPast(world.now)))
        #expect(world.replayed == world.engine.state)
    }

    @Test func `what people said and offered stands in texts, not in facts`() {
        var world = EngineWorld()
        world.order(.offer(what: "沙袋500个", who: "建材城王经理13800001111", site: nil, until: nil))
        world.order(
            .dutyNote(DutyEntry(incident: nil, words: "李大爷求送药", source: "花园社区张姐")))
        let facts = world.steps.flatMap(\.facts).map { "\($0)" }.joined()
        for words in ["沙袋", "王经理", "13800001111", "李大爷", "张姐"] { #expect(!facts.contains(words)) }
        #expect(world.texts.values.contains { $0.contains("李大爷") })
    }

    @Test func `an entry with a date stands in the inbox when it comes, once`() {
        var world = EngineWorld()
        let due = world.now + .hours(2)
        world.order(.dutyNote(DutyEntry(incident: nil, words: "九点回访", due: due)))
        world.pass(.hours(1))
        #expect(world.alarms.isEmpty)
        world.pass(.minutes(61))
        #expect(world.alarms == [.followUp])
        world.pass(.hours(5))
        #expect(world.alarms == [.followUp])
        #expect(world.engine.state.followUps.isEmpty)
        #expect(world.deliverAll().isEmpty, "nobody is woken for it")
        #expect(world.replayed == world.engine.state)
    }

    @Test func `an entry corrects one that is there, and its times are possible`() {
        var world = EngineWorld()
        world.order(.dutyNote(DutyEntry(incident: nil, words: "水位 32 厘米")))
        let fixed = world.order(.dutyNote(DutyEntry(incident: nil, words: "水位 23 厘米", corrects: 1)))
        #expect(fixed.answer == .done(Done(number: 2)))
        #expect(
            world.order(.dutyNote(DutyEntry(incident: nil, words: "x", corrects: 7))).answer
                == .refused(.unknownDutyNote(7, last: 2)))
        let later = world.now + .minutes(1)
        #expect(
            world.order(.dutyNote(DutyEntry(incident: nil, words: "x", occurredAt: later))).answer
                == .refused(.timeInFuture(later)))
        #expect(
            world.order(.dutyNote(DutyEntry(incident: nil, words: "x", due: world.now))).answer
                == .refused(.timeInPast(world.now)))
        #expect(
            world.order(.dutyNote(DutyEntry(incident: nil, words: " "))).answer == .refused(.reasonNeeded))
    }

    @Test func `the next officer takes the duty, nobody takes their own, and it is open until then`() {
        var world = EngineWorld()
        #expect(world.order(.takeOver).answer == .refused(.nothingHandedOver))
        world.order(.handOver(note: "库房钥匙在值班桌"))
        #expect(world.alarms == [.handoverOpen])
        #expect(world.order(.takeOver).answer == .refused(.ownHandover))
        #expect(
            world.order(.handOver(note: ""), by: Self.next).answer == .refused(.handoverOpen(from: "officer"))
        )
        world.order(.takeOver, by: Self.next)
        #expect(world.alarms.isEmpty)
        #expect(world.engine.state.handover == nil)
        #expect(world.replayed == world.engine.state)
    }
}
