import Foundation

/// How long something took in several rounds: median, least and most milliseconds.
struct Timing: CustomStringConvertible {
    private var times_ms: [Double]

    /// At least once.
    static func of(_ rounds: Int, _ work: () -> Void) -> Timing {
        var times_ms: [Double] = []
        for _ in 0..<max(rounds, 1) {
            let started = ContinuousClock.now
            work()
            let took = started.duration(to: .now).components
            times_ms.append(Double(took.seconds) * 1e3 + Double(took.attoseconds) / 1e15)
        }
        return Timing(times_ms: times_ms.sorted())
    }

    var description: String {
        [times_ms[times_ms.count / 2], times_ms[0], times_ms[times_ms.count - 1]]
            .map { String(format: "%.2f", $0) }.joined(separator: " ")
    }
}
