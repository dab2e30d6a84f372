import ChildPrograms
import Foundation
import Testing

extension Acceptance {
    /// Faults from outside, each a few times only; `make chaos` does all of them in full.
    @Suite struct ChaosTests {
        @Test(.timeLimit(.minutes(5)), arguments: ["systemd", "busy", "dns"])
        func `what must hold under a fault holds`(fault: String) async throws {
            var environment = ProcessInfo.processInfo.environment
            environment["BIN"] = Installation.programs.path
            environment["CHAOS_PORT"] = "\(try Self.freePorts())"
            let ended = try await EndedProgram.runApart(
                Installation.repository.appendingPathComponent("Scripts/chaos"), ["--quick", fault],
                environment: environment)
            // What this machine doesn't allow is counted where all skipped tests are.
            for line in ended.output.split(separator: "\n") where line.hasPrefix("SKIPPED: ") { print(line) }
            #expect(ended.status == 0, "\(ended.output)")
        }

        /// The first of two ports of 127.0.0.1 on which nothing listens.
        private static func freePorts() throws -> Int {
            for _ in 0..<100 {
                let port = try Installation.freePort()
                if Installation.isFree(port + 1) { return port }
            }
            throw CocoaError(.featureUnsupported)
        }
    }
}
