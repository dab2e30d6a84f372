import ChildPrograms
import Foundation
import Testing

extension Acceptance {
    /// A seed is only worth its number if every process plays the same world from it.
    @Suite struct SeededWorldTests {
        @Test(.timeLimit(.minutes(2)))
        func `two processes play the same worlds, to the last event and line`() async throws {
            let first = try await Self.play(seeds: 8, from: 1)
            let second = try await Self.play(seeds: 8, from: 1)
            #expect(first.status == 0, "\(first.output)")
            #expect(first.output.contains("digest ") && first.output == second.output)
            let other = try await Self.play(seeds: 8, from: 2)
            #expect(other.output != first.output)
        }

        private static func play(seeds: Int, from seed: Int) async throws -> EndedProgram {
            try await EndedProgram.runApart(
                Installation.programs.appendingPathComponent("musterd"),
                ["simulate", "faults", "--digest", "--seeds", "\(seeds)", "--first-seed", "\(seed)"])
        }
    }
}
