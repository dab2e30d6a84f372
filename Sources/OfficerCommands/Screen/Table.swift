/// Rows under one another, aligned by display width.
struct Table: Sendable {
    /// One column.
    struct Column: Sendable {
        var title: String
        /// Figures stand at the right.
        var isFigure = false
        /// The fewest columns of the terminal that it keeps when the table is too wide; nil: it is never cut.
        var least: Int?

        static func text(_ title: String, least: Int? = nil) -> Column { Column(title: title, least: least) }
        static func figure(_ title: String) -> Column { Column(title: title, isFigure: true) }
    }

    /// One row; its tone says what stands in words in one of its cells.
    struct Row: Sendable {
        var cells: [String]
        var tone = Tone.plain
    }

    var columns: [Column]
    var rows: [Row] = []
    /// Spaces between two columns.
    var gap = 2

    mutating func add(_ cells: [String], tone: Tone = .plain) {
        rows.append(Row(cells: cells.map(shown), tone: tone))
    }

    /// The header and the rows, none wider than `width`.
    ///
    /// Too wide, the widest column that may be cut gives way first, and at last the end of the line. Columns without
    /// any content go.
    func lines(width: Int) -> [Line] {
        let used = columns.indices.filter { index in rows.contains { !$0.cells[index].isEmpty } }
        let kept = rows.isEmpty ? Array(columns.indices) : used
        let widths = fittedWidths(kept, width: width)
        let line = { (cells: [String]) in cut(join(cells, kept, widths), to: width) }
        return [Line(line(columns.map(\.title)), .heading)] + rows.map { Line(line($0.cells), $0.tone) }
    }

    private func fittedWidths(_ kept: [Int], width: Int) -> [Int] {
        var widths = kept.map { index in
            rows.reduce(displayWidth(columns[index].title)) { max($0, displayWidth($1.cells[index])) }
        }
        var excess = widths.reduce(0, +) + gap * max(0, kept.count - 1) - width
        while excess > 0 {
            let shrinkable = widths.indices.filter { place in
                columns[kept[place]].least.map { widths[place] > $0 } ?? false
            }
            guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private func join(_ cells: [String], _ kept: [Int], _ widths: [Int]) -> String {
        let padded = zip(kept, widths).map { index, width in
            pad(cells[index], to: width, trailing: columns[index].isFigure)
        }
        return trimEnd(padded.joined(separator: String(repeating: " ", count: gap)))
    }
}
