import ChildPrograms
import Foundation
import Testing

extension Acceptance {
    /// The planner alone, from a file to an answer.
    @Suite struct PlanTests {
        private struct Answer: Decodable {
            struct Invited: Decodable {
                var id: String
                var need: String
                var reason: String
                var expected_at: Double
            }
            struct Need: Decodable {
                struct Missing: Decodable { var people: Int }
                var id: String
                var probability: Double
                var expected: Double
                var state: String
                var missing: [Missing]
            }
            struct PassedOver: Decodable {
                var id: String
                var reason: String
            }
            var invited: [Invited]
            var needs: [Need]
            var passed_over: [PassedOver]
        }

        private func plan(_ problem: String) async throws -> EndedProgram {
            let file = FileManager.default.temporaryDirectory
                .appendingPathComponent("muster-plan-\(UUID().uuidString.prefix(8)).json")
            try problem.write(to: file, atomically: true, encoding: .utf8)
            defer { try? FileManager.default.removeItem(at: file) }
            return try await EndedProgram.runApart(
                Installation.programs.appendingPathComponent("musterd"), ["plan", "--problem", file.path])
        }

        private func answer(_ problem: String) async throws -> Answer {
            let ended = try await plan(problem)
            try #require(ended.status == 0, "\(ended.output)")
            return try JSONDecoder().decode(Answer.self, from: Data(ended.output.utf8))
        }

        /// Need `n` of so many workers at site `s` within the hour, and people `p1`, `p2` ... who each are ten minutes away.
        private func problem(
            required: Int, turnouts: [Double], roles: [String] = [], travel: [Double] = [],
            target: Double = 0.9
        ) -> String {
            let people = turnouts.enumerated().map { place, turnout in
                let role = roles.isEmpty ? "worker" : roles[place]
                let way = travel.isEmpty ? 600 : travel[place]
                return """
                    {"id":"p\(place + 1)","roles":["\(role)"],"turnout":\(turnout),"travel":{"s":\(way)}}
                    """
            }
            return """
                {"now":0,"sites":[{"id":"s","lat":31.47,"lon":104.74}],
                 "needs":[{"id":"n","site":"s","role":"worker","required":\(required),"by":3600}],
                 "people":[\(people.joined(separator: ","))],"policy":{"target":\(target)}}
                """
        }

        @Test(.timeLimit(.minutes(2)))
        func `as many are called as the target takes, the nearest first, and each has a reason`() async throws
        {
            // 1 - 0.5^4 = 0.9375 is the first that reaches 0.9.
            let answer = try await answer(
                problem(
                    required: 1, turnouts: [0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
                    travel: [1_200, 300, 600, 900, 1_500, 4_000]))
            #expect(answer.invited.map(\.id).sorted() == ["p1", "p2", "p3", "p4"])
            #expect(answer.invited.first?.id == "p2" && answer.invited.first?.expected_at == 300)
            #expect(answer.invited.allSatisfy { $0.need == "n" && $0.reason == "chosenNearest" })
            #expect(answer.needs.first?.probability == 0.937 && answer.needs.first?.state == "reached")
            #expect(answer.needs.first?.missing.isEmpty == true)
            let passed = Dictionary(uniqueKeysWithValues: answer.passed_over.map { ($0.id, $0.reason) })
            #expect(
                passed == ["p5": "notNeeded", "p6": "notNeeded"])
        }

        @Test(.timeLimit(.minutes(2)))
        func `who never comes is not called, and who surely comes suffices`() async throws {
            let answer = try await answer(problem(required: 1, turnouts: [0, 1, 0.9]))
            #expect(answer.invited.map(\.id) == ["p2"])
            #expect(answer.needs.first?.probability == 1)
        }

        @Test(.timeLimit(.minutes(2)))
        func `a need larger than the roster says what is reached and how many are missing`() async throws {
            let answer = try await answer(problem(required: 5, turnouts: [1, 0.8, 0.8]))
            #expect(answer.invited.count == 3)
            let need = try #require(answer.needs.first)
            #expect(need.probability == 0 && need.expected == 2.6 && need.state == "nobodyLeft")
            #expect((need.missing.first?.people ?? 0) >= 3)
        }

        @Test(.timeLimit(.minutes(2)))
        func `where nobody is qualified, that is said, and nobody is called`() async throws {
            let answer = try await answer(
                problem(required: 2, turnouts: [0.9, 0.9], roles: ["leader", "leader"]))
            #expect(answer.invited.isEmpty)
            let need = try #require(answer.needs.first)
            #expect(need.probability == 0 && need.state == "nobodyLeft")
            #expect((need.missing.first?.people ?? 0) >= 2)
            #expect(answer.passed_over.map(\.reason) == ["skill", "skill"])
        }

        @Test(.timeLimit(.minutes(2)))
        func `all mistakes of a file are named at once, with their place`() async throws {
            let text = problem(required: 1, turnouts: [1.5, 0.5])
                .replacing("\"travel\":{\"s\":600.0}}]", with: "\"travel\":{\"t\":600.0}}]")
                .replacing("\"target\":0.9", with: "\"target\":2")
            let ended = try await plan(text)
            #expect(ended.status == 65)
            #expect(ended.output.contains("people[0].turnout: is 1.5"), "\(ended.output)")
            #expect(ended.output.contains("people[1].travel: names \"t\""), "\(ended.output)")
            #expect(ended.output.contains("policy.target: is 2.0"), "\(ended.output)")
            let cut = try await plan("{\"now\":0}")
            #expect(cut.status == 65 && cut.output.contains("sites: missing"), "\(cut.output)")
        }
    }
}
