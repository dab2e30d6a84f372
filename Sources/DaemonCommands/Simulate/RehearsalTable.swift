import Simulation

/// Figures of rehearsals side by side, each with how far its mean may be off.
struct RehearsalTable {
    /// One policy's nights, by its name. The second column's are the same nights as the first's.
    var columns: [(name: String, nights: [RehearsalFigures])]

    private struct Row: Sendable {
        var name: String
        /// nil leaves a night out, such as one that never came to full strength.
        var value: @Sendable (RehearsalFigures) -> Double?
    }

    private static let rows = [
        Row(name: "places filled by T+60") { Double($0.filledInHour) },
        Row(name: "sites ready by T+60") { Double($0.readyInHour) },
        Row(name: "places filled at the end") { Double($0.filled) },
        Row(name: "nights at full strength") { $0.fullAfter_min == nil ? 0 : 1 },
        Row(name: "full after, minutes") { $0.fullAfter_min },
        Row(name: "people called") { Double($0.called) },
        Row(name: "texts") { Double($0.texts) },
        Row(name: "came to a full need") { Double($0.redundant) },
        Row(name: "said yes, sent back") { Double($0.sentBack) },
    ]

    var lines: [String] {
        let names = columns.map(\.name) + (columns.count == 2 ? ["difference"] : [])
        let head = Self.padded("", 26) + names.map { Self.ahead($0, 20) }.joined()
        return [head] + Self.rows.map(line)
    }

    private func line(_ row: Row) -> String {
        var cells = columns.map { Self.cell(Sample($0.nights.compactMap(row.value)), signed: false) }
        if columns.count == 2 {
            let pairs = zip(columns[0].nights, columns[1].nights).compactMap { first, second -> Double? in
                guard let first = row.value(first), let second = row.value(second) else { return nil }
                return first - second
            }
            cells.append(Self.cell(Sample(pairs), signed: true))
        }
        return Self.padded(row.name, 26) + cells.map { Self.ahead($0, 20) }.joined()
    }

    private static func cell(_ sample: Sample, signed: Bool) -> String {
        guard sample.count > 0 else { return "-" }
        let sign = signed && sample.mean > 0 ? "+" : ""
        return sign + tenths(sample.mean) + (sample.halfWidth.map { " ± " + tenths($0) } ?? "")
    }

    /// With one digit behind the point, two below ten.
    private static func tenths(_ value: Double) -> String {
        let places = abs(value) < 10 ? 100.0 : 10.0
        let scaled = (abs(value) * places).rounded()
        let whole = Int(scaled / places)
        let rest = String(Int(scaled) - whole * Int(places))
        let zeros = String(repeating: "0", count: (places == 100 ? 2 : 1) - rest.count)
        return (value < 0 && scaled > 0 ? "-" : "") + "\(whole)." + zeros + rest
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func ahead(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(1, width - text.count)) + text
    }
}
