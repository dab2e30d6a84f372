import ChildPrograms
import Foundation
import Testing

extension Acceptance {
    /// The planner alone, checked from outside.
    @Suite struct PlanTests {
        @Test(.timeLimit(.minutes(1)))
        func `the chosen set comes out with reasons, the same each time`() async throws {
            let people = (1...20).map { Self.person("m\($0)", turnout: 0.45, travel: 800 + $0) }
            let ended = try await Self.plan(Self.problem(required: 3, people: people))
            #expect(ended.status == 0, "\(ended.output)")
            let plan = try Self.answer(ended)
            let need = try #require(plan.needs.first)
            #expect(need.state == "reached" && need.probability >= 0.95 && need.missing.isEmpty)
            #expect(plan.invited.count > 3 && plan.invited.count < 20)
            // The role is the only one, so that no skill is scarce.
            #expect(plan.invited.allSatisfy { $0.reason == "chosenNearest" && $0.role == "worker" })
            // One person more for nothing is one too many: without the last, the target is missed.
            let fewer = try await Self.plan(
                Self.problem(required: 3, people: people, mostInvited: plan.invited.count - 1))
            #expect(try #require(Self.answer(fewer).needs.first).probability < 0.95)
            #expect(plan.passedOver.count == 20 - plan.invited.count)
            #expect(plan.passedOver.allSatisfy { $0.reason == "notNeeded" })
            let again = try await Self.plan(Self.problem(required: 3, people: people))
            #expect(again.output == ended.output)
        }

        @Test(.timeLimit(.minutes(1)))
        func `certain people are counted as certain, and those who never come aren't counted on`()
            async throws
        {
            let sure = try Self.answer(
                try await Self.plan(
                    Self.problem(
                        required: 2,
                        people: (1...4).map { Self.person("m\($0)", turnout: 1, sigma: 0, travel: 600) })))
            #expect(sure.invited.count == 2 && sure.needs.map(\.probability) == [1])
            let never = try Self.answer(
                try await Self.plan(
                    Self.problem(
                        required: 2, people: (1...4).map { Self.person("m\($0)", turnout: 0, travel: 600) })))
            let need = try #require(never.needs.first)
            #expect(need.probability == 0 && need.state != "reached" && !need.missing.isEmpty)
        }

        @Test(.timeLimit(.minutes(1)))
        func `a quota larger than the roster and nobody qualified are said, with what is missing`()
            async throws
        {
            let few = try Self.answer(
                try await Self.plan(
                    Self.problem(
                        required: 35, people: (1...5).map { Self.person("m\($0)", turnout: 0.9, travel: 600) }
                    )))
            let need = try #require(few.needs.first)
            #expect(need.probability == 0 && need.state != "reached")
            #expect(need.missing.reduce(0) { $0 + $1.people } >= 30)
            let nobody = try Self.answer(
                try await Self.plan(
                    Self.problem(
                        required: 1,
                        people: [Self.person("m1", roles: #"["cook"]"#, turnout: 0.9, travel: 600)])))
            #expect(nobody.invited.isEmpty && nobody.passedOver.map(\.reason) == ["skill"])
            #expect(nobody.needs.map(\.state) == ["nobodyLeft"])
            #expect(nobody.needs.first?.missing.isEmpty == false)
            let empty = try Self.answer(try await Self.plan(Self.problem(required: 1, people: [])))
            #expect(empty.needs.map(\.state) == ["nobodyLeft"] && empty.needs.first?.missing.isEmpty == false)
        }

        @Test(.timeLimit(.minutes(1)))
        func `all mistakes of a file are named at once, each with its place`() async throws {
            let bad = Self.problem(
                required: 0, latitude: "104.7286", longitude: "31.4912",
                people: [
                    Self.person("m1", turnout: 1.5, travel: 600), Self.person("m1", turnout: 0.5, travel: -1),
                ])
            let ended = try await Self.plan(bad)
            #expect(ended.status == 65)
            for place in [
                "sites[0]: lat 104.7286 and lon 31.4912 seem to be swapped", "needs[0].required: is 0",
                "people[1].id: is \"m1\" for a second time",
                "people[0].turnout: is 1.5; a probability is 0 to 1", "people[1].travel.F01: is -1",
            ] {
                #expect(ended.output.contains(place), "\(ended.output)")
            }
            let atZero = try await Self.plan(
                Self.problem(required: 1, latitude: "0", longitude: "0", people: []))
            #expect(atZero.status == 65 && atZero.output.contains("sites[0]: lies at 0, 0"))
            let torn = try await Self.plan(#"{"now":0,"sites":[]"#)
            #expect(torn.status == 65 && !torn.output.isEmpty)
            let wrong = try await Self.plan(#"{"now":0,"sites":[{"id":7}],"needs":[],"people":[]}"#)
            #expect(wrong.status == 65 && wrong.output.contains("sites[0].id: has another type"))
        }

        // MARK: - Problems and answers

        private struct Answer: Decodable {
            struct Invited: Decodable {
                var id: String
                var role: String
                var reason: String
            }
            struct Missing: Decodable { var people: Int }
            struct Need: Decodable {
                var probability: Double
                var state: String
                var missing: [Missing]
            }
            struct PassedOver: Decodable { var reason: String }

            var invited: [Invited]
            var needs: [Need]
            var passedOver: [PassedOver]
        }

        private static func person(
            _ id: String, roles: String = #"["worker"]"#, turnout: Double, sigma: Double = 0.8, travel: Int
        ) -> String {
            #"{"id":"\#(id)","roles":\#(roles),"turnout":\#(turnout),"reaction_median":180,"#
                + #""reaction_sigma":\#(sigma),"preparation":600,"travel":{"F01":\#(travel)}}"#
        }

        private static func problem(
            required: Int, latitude: String = "31.4912", longitude: String = "104.7286", people: [String],
            mostInvited: Int = 386
        ) -> String {
            #"{"now":0,"sites":[{"id":"F01","lat":\#(latitude),"lon":\#(longitude)}],"#
                + #""needs":[{"id":"n1","site":"F01","role":"worker","required":\#(required),"by":7200}],"#
                + #""people":[\#(people.joined(separator: ","))],"#
                + #""policy":{"target":0.95,"max_invited":\#(mostInvited)}}"#
        }

        private static func plan(_ problem: String) async throws -> EndedProgram {
            let file = FileManager.default.temporaryDirectory
                .appendingPathComponent("muster-plan-\(UUID().uuidString).json")
            try Data(problem.utf8).write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            return try await EndedProgram.runApart(
                Installation.programs.appendingPathComponent("musterd"), ["plan", "--problem", file.path],
                environment: ProcessInfo.processInfo.environment)
        }

        private static func answer(_ ended: EndedProgram) throws -> Answer {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(Answer.self, from: Data(ended.output.utf8))
        }
    }
}
