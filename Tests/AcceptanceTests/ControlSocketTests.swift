import ChildPrograms
import Foundation
import MusterAPI
import Testing

extension Acceptance {
    /// The officer's own way in.
    @Suite struct ControlSocketTests {
        @Test(.timeLimit(.minutes(2)))
        func `the officer's verbs work over the control socket, and errors say what to do`() async throws {
            let place = try await Installation()
            let before = try await place.musterctl("status")
            #expect(before.status == 3, "\(before.output)")
            #expect(before.output.contains(place.controlSocket), "\(before.output)")
            try await place.startDaemon()

            let view = try await place.status()
            #expect(view.incidents.isEmpty)
            #expect(view.posture == "normal")
            #expect(view.storeTrouble == nil)
            #expect(view.duty != nil || !view.sentence.en.isEmpty)

            let stop = try await place.musterctl("stop", "C02")
            #expect([1, 2].contains(stop.status), "\(stop.status): \(stop.output)")
            // Who types this at 03:00 must read that nothing is open, and not look for a wrong letter.
            #expect(stop.output.contains("No incident is open"), "\(stop.output)")
            let bare = try await place.musterctl("stop")
            #expect(bare.status == 2, "\(bare.status): \(bare.output)")
            let call = try await place.musterctl("call", "--yes", "10")
            #expect(call.status == 2, "\(call.status): \(call.output)")
            let unknown = try await place.musterctl("dance")
            #expect(unknown.status == 64, "\(unknown.status): \(unknown.output)")
            #expect(try await place.count("select count(*) from incidents") == 0)
        }

        @Test(.enabled(if: Needed.sqlite3 != nil), .timeLimit(.minutes(2)))
        func `a call needs the count that the plan showed, and sends nothing before it`() async throws {
            let place = try await Installation()
            let epoch = "2025-07-08T06:30:00+08:00"
            try await place.startSandbox("--epoch", epoch)
            try await place.startDaemon()
            let opened = try await place.musterctl("open", "积水", "--need", "C02:water-clearing:8")
            #expect(opened.status == 0, "\(opened.output)")
            let planned = try await place.musterctl("plan", "--json")
            try #require(planned.status == 0, "\(planned.output)")
            let plan = try MusterJSON.decode(PlanView.self, from: Data(planned.output.utf8))
            #expect(plan.people >= 8)
            let wrong = try await place.musterctl("call", "--yes", "\(plan.people + 1)")
            #expect(wrong.status == 1, "\(wrong.output)")
            #expect(wrong.output.contains("\(plan.people)"), "\(wrong.output)")
            #expect(try await place.count("select count(*) from attempts where member_id is not null") == 0)
            let right = try await place.musterctl("call", "--yes", "\(plan.people)")
            #expect(right.status == 0, "\(right.output)")
            try await place.eventually("everybody of the plan got a text") {
                Set(try place.phoneLines().filter(\.reachedPhone).compactMap(\.to)).count >= plan.people
            }
            #expect(try await place.count("select count(*) from musters") == plan.people)
        }
    }
}
