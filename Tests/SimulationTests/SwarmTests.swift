import Mobilization
import MobilizationRuntime
import Testing

@testable import Simulation

/// The production driver and engine through seeded misfortune. A seed that fails here is played again with
/// `musterd simulate faults --trace --seeds 1 --first-seed N`.
struct SwarmTests {
    /// Other seeds than those that were looked at while the rules were made are played by `make simulate`.
    @Test(arguments: 0..<8)
    func seedsBreakNoPromise(group: Int) throws {
        for seed in 1...25 {
            _ = try SwarmRun(seed: UInt64(group * 25 + seed)).play()
        }
    }

    /// A warning that expires in the last moment of the world has its word on the wire then.
    @Test func whatIsOnTheWireAtTheEndIsWaitedFor() throws {
        _ = try SwarmRun(seed: 9263).play()
    }

    @Test func twoRunsOfASeedAreTheSame() throws {
        for seed: UInt64 in [3, 12, 47] {
            let first = try SwarmRun(seed: seed).play()
            let second = try SwarmRun(seed: seed).play()
            #expect(first.facts == second.facts)
            #expect(first.taken == second.taken)
            #expect(first.journal == second.journal)
        }
    }

    /// Ten thousand worlds that stay behind fill a machine's memory.
    @Test func nothingStaysOfAWorld() throws {
        weak var left: Listener?
        func play() throws {
            let listener = Listener()
            left = listener
            _ = try SwarmRun(seed: 3).play { _ in listener.facts += 1 }
            #expect(listener.facts > 0 && left != nil)
        }
        try play()
        #expect(left == nil)
    }

    private final class Listener {
        var facts = 0
    }

    @Test func seedsAreOfManyKinds() {
        let plans = (1...200).map { SwarmPlan(seed: $0) }
        #expect(plans.contains { $0.killsEvery == nil && $0.storeFaults.isEmpty && $0.moods.isEmpty })
        for mood in SwarmPlan.Mood.allCases { #expect(plans.contains { $0.moods.contains(mood) }) }
        for fault in SwarmPlan.StoreFault.allCases {
            #expect(plans.contains { $0.storeFaults.contains(fault) })
        }
        #expect(plans.count { $0.killsEvery != nil } > 80)
    }
}
