import Foundation
import Testing

@testable import Mobilization

/// Whether what is said to come with 80 % comes in 80 of 100 cases.
///
/// A few hundred incidents here; the environment variable that `Calibration.count` reads asks for more,
/// such as the 4,000 of the documentation's table.
struct CalibrationTests {
    @Test func `of what is foretold with 50, 80 and 95 % so many come true, at T+10 and at T+30`() {
        let table = Calibration(incidents: Calibration.count, DrawnIncident.Deviation())
        print(table.text("people as the model has them"))
        for row in table.rows where row.cases >= 100 {
            #expect(row.deviation <= row.tolerance, "\(row.text)")
        }
        #expect(table.rows.allSatisfy { $0.cases >= 100 })
    }

    /// No mark to pass: what a wrong belief costs is printed beside the right one.
    @Test func `wrong rates and a shock that the model doesn't know are measured`() {
        let deviations: [(String, DrawnIncident.Deviation)] = [
            ("30 % fewer accept", DrawnIncident.Deviation(acceptance: 0.7)),
            ("30 % more accept", DrawnIncident.Deviation(acceptance: 1.3)),
            ("one incident in four has half the acceptances", DrawnIncident.Deviation(shock: 0.5)),
        ]
        for (name, deviation) in deviations {
            let table = Calibration(incidents: Calibration.count / 4, deviation)
            print(table.text(name))
            #expect(table.rows.reduce(0) { $0 + $1.cases } > 0)
        }
    }
}

/// Forecasts of many drawn incidents beside what came of them.
struct Calibration {
    struct Row {
        var observedAt_min: Int64
        /// The middle of the bin.
        var bin: Double
        var cases = 0
        var foretold = 0.0
        var cameTrue = 0.0

        var deviation: Double { cases > 0 ? (cameTrue - foretold).magnitude / Double(cases) : 0 }
        /// Three points with 4,000 incidents. Of fewer it is that and twice the standard error; sites of
        /// one incident go together, so that a third of the cases is counted.
        var tolerance: Double {
            let error = Mathematics.sqrt(bin * (1 - bin) * 3 / Double(max(cases, 1)))
            return 0.03 + (Calibration.count >= 4000 ? 0 : 2 * error)
        }

        var text: String {
            func percent(_ sum: Double) -> String {
                let tenths = Int((sum * 1000 / Double(max(cases, 1))).rounded())
                return "\(tenths / 10).\(tenths % 10) %"
            }
            return
                "T+\(observedAt_min)  bin \(Int(bin * 100)) %  cases \(cases)  foretold \(percent(foretold))"
                + "  came true \(percent(cameTrue))"
        }
    }

    /// How many incidents are drawn; MUSTER_CALIBRATION=4000 asks for another number.
    static var count: Int {
        ProcessInfo.processInfo.environment["MUSTER_CALIBRATION"].flatMap { Int($0) } ?? 600
    }

    /// The bins' ends.
    private static let bins = [(0.5, 0.4...0.6), (0.8, 0.72...0.88), (0.95, 0.91...0.99)]
    private(set) var rows: [Row] = []

    init(incidents: Int, _ deviation: DrawnIncident.Deviation) {
        for minutes in [10, 30] as [Int64] {
            rows += Self.bins.map { Row(observedAt_min: minutes, bin: $0.0) }
        }
        for seed in 0..<incidents {
            let drawn = DrawnIncident(HashedChance(seed: UInt64(seed)), deviation)
            for (place, minutes) in ([10, 30] as [Int64]).enumerated() {
                note(drawn, now: DrawnIncident.start + .minutes(minutes), firstRow: place * Self.bins.count)
            }
        }
    }

    private mutating func note(_ drawn: DrawnIncident, now: Instant, firstRow: Int) {
        let state = drawn.state(at: now)
        guard let incident = state.incidents[drawn.incident.id] else { return }
        let outlook = Outlook(incident, state: state, reference: drawn.reference, now: now)
        let circle = ForecastAt(outlook, time: outlook.circleEnd)
        let deadline = ForecastAt(outlook, time: outlook.deadline)
        for site in DrawnIncident.sites {
            note(
                outlook.grid.mean { circle.ready(site)[$0] }, drawn.wasReady(site, by: outlook.circleEnd),
                firstRow)
        }
        for need in drawn.incident.needs {
            let full = deadline.chances(of: need).full
            note(outlook.grid.mean { full[$0] }, drawn.wasFull(need, by: outlook.deadline), firstRow)
        }
    }

    private mutating func note(_ chance: Double, _ cameTrue: Bool, _ firstRow: Int) {
        for (place, bin) in Self.bins.enumerated() where bin.1.contains(chance) {
            rows[firstRow + place].cases += 1
            rows[firstRow + place].foretold += chance
            rows[firstRow + place].cameTrue += cameTrue ? 1 : 0
        }
    }

    func text(_ name: String) -> String {
        (["calibration: \(name)"] + rows.map { "  " + $0.text }).joined(separator: "\n")
    }
}
