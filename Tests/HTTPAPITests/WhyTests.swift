import HTTPAPI
import Mobilization
import MobilizationRuntime
import MusterAPI
import Testing

@Suite struct `Why somebody was called, or wasn't` {
    /// By roster place: members 1 to 6, then 8, then 7 of the reserve.
    private static let reasons: [PlanReason] = [
        .chosenLeader, .chosenNearest, .chosenNearest, .chosenNearest, .chosenOnlyHolder, .chosenNearest,
        .insurance, .pool,
    ]
    private static let edition = ReferenceVersion(number: 3, digest: "abc")

    private func incident(_ roster: ReferenceVersion = edition) -> Incident {
        var incident = flood()
        incident.waveReasons = WaveReasons(Self.reasons, roster: roster)
        return incident
    }

    private func why(_ member: Int64, _ incident: Incident) -> WhyView {
        board([incident]).whyView(incident, MemberID(member))
    }

    @Test func `somebody called hears wave, site, task, role, stage and the reason`() {
        let leader = why(1, incident())
        #expect(leader.name == "王**" && leader.reason == "chosenLeader" && leader.wave == 1)
        #expect(leader.part?.stage == "arrived" && leader.part?.site == "F01")
        #expect(leader.standing.zh == "第1轮呼叫：F01 物资搬运，负责人，现在：到场。")
        #expect(leader.standing.en == "Wave 1: F01 Material handling, leader, now: arrived.")
        #expect(leader.sentence == PlanReason.chosenLeader.sentence)
        #expect(why(5, incident()).sentence == PlanReason.chosenOnlyHolder.sentence)
    }

    @Test func `somebody passed over hears what stood in the way`() {
        let uninsured = why(8, incident())
        #expect(uninsured.part == nil && uninsured.reason == "insurance" && uninsured.wave == 1)
        #expect(uninsured.standing.zh == "本事件没有呼叫此人。")
        #expect(uninsured.sentence == PlanReason.insurance.sentence)
        #expect(why(7, incident()).sentence == PlanReason.pool.sentence)
    }

    @Test func `a roster that changed since the wave is said plainly, not guessed over`() {
        let old = why(8, incident(ReferenceVersion(number: 2, digest: "older")))
        #expect(old.reason == nil && old.wave == nil)
        #expect(old.sentence.zh.contains("花名册已更换（当时第2版，现在第3版）"))
        #expect(old.sentence.en.contains("edition 2 then, 3 now"))
        // The same number with other content is another roster.
        #expect(why(8, incident(ReferenceVersion(number: 3, digest: "other"))).reason == nil)
    }

    @Test func `an earlier wave, no wave and a walk-in are no reasons of the last wave`() {
        var second = incident()
        second.waves = 2
        #expect(why(2, second).reason == nil)
        #expect(why(2, second).sentence.en.hasPrefix("The reasons of wave 1 aren't at hand"))
        var none = incident()
        none.callouts = flood().callouts
        none.waves = 0
        none.waveReasons = nil
        #expect(why(8, none).sentence.en == "Nobody has been called yet.")
        var unasked = incident()
        unasked.callouts[MemberID(2)]?.wave = 0
        #expect(why(2, unasked).reason == nil)
        #expect(why(2, unasked).sentence.zh.hasPrefix("不是轮次呼叫"))
        #expect(!why(2, unasked).standing.zh.contains("轮"))
    }

    @Test func `the route finds people by number and name, and is for officers`() async throws {
        let exchange = Exchange(board: board([incident()]))
        func get(_ who: String, token: String = "officer-token") async throws -> Exchange.Answered {
            try await exchange.get("/v1/incidents/0417/members/\(who)/why", token: token)
        }
        #expect(try await get("8").decode(WhyView.self).reason == "insurance")
        #expect(try await get("%E6%9D%8E%E4%B8%BD").decode(WhyView.self).member == 2)
        #expect(try await get("99").code == "unknown_member")
        #expect(try await get("nobody").status == 404)
        #expect(try await get("8", token: "viewer-token").status == 403)
        #expect(try await exchange.get("/v1/incidents/0418/members/8/why").code == "unknown_incident")
    }

    @Test func `each reason has one sentence of its own in both languages`() {
        let sentences = PlanReason.allCases.map(\.sentence)
        #expect(Set(sentences.map(\.zh)).count == PlanReason.allCases.count)
        #expect(Set(sentences.map(\.en)).count == PlanReason.allCases.count)
        for sentence in sentences {
            #expect(sentence.zh.hasSuffix("。") && sentence.en.hasSuffix("."), "\(sentence)")
            #expect(sentence.en.utf8.allSatisfy { $0 < 0x80 }, "\(sentence)")
        }
    }
}
