/// For each row and column of a table, who of the column is cheapest for the row: the few cheapest are kept, so that when
/// the first of them leaves, the next is known without asking everybody again.
///
/// A person is in one column at a time.
struct CheapestFew {
    private static let kept = 16
    static let never = Int32.max

    private let columns: Int
    /// Words of 64 rows.
    private let words: Int
    /// What the cheapest costs, row by row; `never` where nobody is.
    private(set) var least: [Int32]
    /// Cost and person in one number, so that it sorts as the two do; `kept` for each place.
    private var entries: [Int64]
    private var counts: [UInt8]
    /// Somebody dearer than all who are kept was turned away: an empty list then doesn't mean that nobody is there.
    private var hasMore: [Bool]
    /// By person: one bit for each row where the person is kept.
    private var rows: [UInt64]

    init(rows: Int, columns: Int, people: Int) {
        self.columns = columns
        words = (rows + 63) / 64
        least = [Int32](repeating: Self.never, count: rows * columns)
        entries = [Int64](repeating: 0, count: rows * columns * Self.kept)
        counts = [UInt8](repeating: 0, count: rows * columns)
        hasMore = [Bool](repeating: false, count: rows * columns)
        self.rows = [UInt64](repeating: 0, count: people * words)
    }

    /// The cheapest; of equals the one with the lowest number. Only where `least` isn't `never`.
    func first(_ row: Int, _ column: Int) -> Int {
        Int(entries[(row * columns + column) * Self.kept] & 0xffff_ffff)
    }

    mutating func enter(_ row: Int, _ column: Int, _ person: Int, cost: Int32) {
        let entry = Int64(cost) << 32 | Int64(person)
        let place = row * columns + column
        let start = place * Self.kept
        let count = Int(counts[place])
        // Behind those who are kept there may be cheaper ones among those turned away.
        if count == Self.kept || hasMore[place], count == 0 || entry > entries[start + count - 1] {
            hasMore[place] = true
            return
        }
        var at = start + count
        if count == Self.kept {
            hasMore[place] = true
            at -= 1
            mark(row, Int(entries[at] & 0xffff_ffff), isKept: false)
        } else {
            counts[place] += 1
        }
        while at > start, entry < entries[at - 1] {
            entries[at] = entries[at - 1]
            at -= 1
        }
        entries[at] = entry
        mark(row, person, isKept: true)
        if at == start { least[place] = cost }
    }

    /// - Returns: The rows for which all who are left in the column must enter anew, since none of them is kept.
    mutating func leave(_ column: Int, _ person: Int) -> [Int] {
        var emptied: [Int] = []
        for word in 0..<words {
            var bits = rows[person * words + word]
            rows[person * words + word] = 0
            while bits != 0 {
                let row = word * 64 + bits.trailingZeroBitCount
                bits &= bits - 1
                if remove(person, at: row * columns + column) { emptied.append(row) }
            }
        }
        return emptied
    }

    /// - Returns: Whether the place holds nobody now, though there are people.
    private mutating func remove(_ person: Int, at place: Int) -> Bool {
        let start = place * Self.kept
        let end = start + Int(counts[place])
        guard var at = (start..<end).first(where: { Int(entries[$0] & 0xffff_ffff) == person }) else {
            return false
        }
        while at + 1 < end {
            entries[at] = entries[at + 1]
            at += 1
        }
        counts[place] -= 1
        if counts[place] > 0 {
            least[place] = Int32(entries[start] >> 32)
            return false
        }
        least[place] = Self.never
        defer { hasMore[place] = false }
        return hasMore[place]
    }

    private mutating func mark(_ row: Int, _ person: Int, isKept: Bool) {
        let bit: UInt64 = 1 << UInt64(row % 64)
        if isKept { rows[person * words + row / 64] |= bit } else { rows[person * words + row / 64] &= ~bit }
    }
}
