import ChildPrograms
import Foundation
import Testing

extension Acceptance {
    /// The scenarios of Scripts/scenario, whose longer ones `make scenario` plays.
    @Suite struct ScenarioTests {
        @Test(.enabled(if: ScenarioTests.isComplete), .timeLimit(.minutes(5)))
        func
            `an elder's one-key call is played on the programs with musterctl alone, and all that must hold holds`()
            async throws
        {
            let folder = FileManager.default.temporaryDirectory
                .appendingPathComponent("muster-scenario-\(UUID().uuidString.prefix(8))")
            defer { try? FileManager.default.removeItem(at: folder) }
            var environment = ProcessInfo.processInfo.environment
            environment["BIN"] = Installation.programs.path
            environment["SCENARIO_DATA"] = folder.path
            environment["DEMO_PORT"] = "\(try portBeforeAFreeOne())"
            environment["SPEED"] = "120"
            environment["SWIFT_BACKTRACE"] = "enable=no"
            let script = Installation.repository.appendingPathComponent("Scripts/scenario")
            let ended = try await EndedProgram.runApart(script, ["home"], environment: environment)
            #expect(ended.status == 0, "\(ended.output.suffix(4000))")
            #expect(ended.output.contains("home: all holds"), "\(ended.output.suffix(4000))")
            print(ended.output.split(separator: "\n").last ?? "")
        }

        /// What the script uses beside our programs.
        private static let isComplete = ["bash", "curl", "openssl", "sqlite3", "od"].allSatisfy { program in
            if EndedProgram.find(program) != nil { return true }
            print("SKIPPED: the scenario on the programs needs \(program), which is not installed")
            return false
        }

        /// A free port whose follower is free, too: daemon and phone network take one each.
        private func portBeforeAFreeOne() throws -> Int {
            for _ in 0..<50 {
                let port = try Installation.freePort()
                if Installation.isFree(port + 1) { return port }
            }
            throw CocoaError(.featureUnsupported)
        }
    }
}
