/// Two waits of chance length, one after the other, seen while the first may still be going on.
///
/// Read off a table in steps of half a minute, so that a look-up costs no more than four readings. The
/// first wait is followed for 60 minutes, both together for 150; what is longer counts as never.
struct TwoWaits: Sendable {
    static let step_ms: Int64 = 30_000
    private static let rows = 120
    private static let columns = 300

    /// For each row: the chance that the first wait is longer than so many steps.
    private let longer: [Double]
    /// For each row the columns: the chance that the first is longer than the row and both end by the column.
    private let both: [Double]

    /// The chance that each ends within so many minutes.
    init(first: (Double) -> Double, second: (Double) -> Double) {
        let step_min = Double(Self.step_ms) / 60_000
        let width = Self.columns + 1
        let ends = (0...Self.rows).map { first(Double($0) * step_min) }
        // Within its step the first wait ends in the middle.
        let later = (0...Self.columns).map { second((Double($0) - 0.5) * step_min) }
        var both = [Double](repeating: 0, count: (Self.rows + 1) * width)
        for row in stride(from: Self.rows - 1, through: 0, by: -1) {
            let ending = ends[row + 1] - ends[row]
            for column in 0...Self.columns {
                let after = column > row ? ending * later[column - row] : 0
                both[row * width + column] = both[(row + 1) * width + column] + after
            }
        }
        self.both = both
        longer = ends.map { 1 - $0 }
    }

    /// The chance that the first wait is longer than `wait`.
    func isLonger(than wait: Interval) -> Double {
        let (row, part) = Self.place(wait, most: Self.rows)
        return Self.between(longer, row, part, most: Self.rows)
    }

    /// The chance that the first wait is longer than `wait`, and both are over within `limit` of their
    /// beginning.
    func areOver(within limit: Interval, longerThan wait: Interval) -> Double {
        guard limit > wait, limit.milliseconds > 0 else { return 0 }
        let (row, down) = Self.place(wait, most: Self.rows)
        let (column, along) = Self.place(limit, most: Self.columns)
        let width = Self.columns + 1
        let here = row * width + column
        let right = column < Self.columns ? 1 : 0
        let below = row < Self.rows ? width : 0
        let upper = both[here] + (both[here + right] - both[here]) * along
        let lower = both[here + below] + (both[here + below + right] - both[here + below]) * along
        return upper + (lower - upper) * down
    }

    private static func place(_ interval: Interval, most: Int) -> (Int, Double) {
        guard interval.milliseconds > 0 else { return (0, 0) }
        let place = Int(interval.milliseconds / step_ms)
        guard place < most else { return (most, 0) }
        return (place, Double(interval.milliseconds % step_ms) / Double(step_ms))
    }

    private static func between(_ values: [Double], _ place: Int, _ part: Double, most: Int) -> Double {
        place < most ? values[place] + (values[place + 1] - values[place]) * part : values[most]
    }
}
