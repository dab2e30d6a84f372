/// A column that a spreadsheet may have.
struct SpreadsheetColumn {
    /// The header we write, such as 手机.
    var name: String
    /// What others write.
    var aliases: [String]
    var isRequired: Bool

    /// All of them as they are compared.
    private let compared: [String]

    init(_ name: String, _ aliases: [String] = [], required isRequired: Bool = false) {
        self.name = name
        self.aliases = aliases
        self.isRequired = isRequired
        compared = ([name] + aliases).map(CellText.header)
    }

    /// `header` is `CellText.header` of what stands in the file.
    func isMeant(by header: String) -> Bool { compared.contains(header) }
}

/// A spreadsheet with its header found and its rows ready to be asked by column.
struct Spreadsheet {
    struct Row {
        /// Counted from 1.
        var line: Int
        fileprivate var cells: [CSVCell]
        fileprivate var places: [String: Int]

        /// The cleaned text of a column in one line; empty when the row or the file has none.
        subscript(column: String) -> String {
            let text = cell(column).map { CellText.clean($0.text) } ?? ""
            return text.utf8.contains(10) ? String(text.map { $0.isNewline ? " " : $0 }) : text
        }

        /// The words of a column that holds several.
        func list(_ column: String) -> [String] {
            cell(column).map { CellText.list($0.text) } ?? []
        }

        /// The same with full-width digits and letters made plain.
        func narrow(_ column: String) -> String {
            cell(column).map { CellText.narrow($0.text) } ?? ""
        }

        /// The column's place in the line, 1 when the row has no such cell.
        func position(of column: String) -> (line: Int, column: Int) {
            cell(column).map { ($0.line, $0.column) } ?? (line, 1)
        }

        private func cell(_ column: String) -> CSVCell? {
            guard let place = places[column], place < cells.count else { return nil }
            return cells[place]
        }
    }

    /// The line of the header, counted from 1.
    var headerLine: Int
    var rows: [Row]
    private var places: [String: Int]

    func has(_ column: String) -> Bool { places[column] != nil }

    /// Finds the header within the first ten rows that aren't blank, since people put titles above it.
    ///
    /// Headers in `ignored` are known and not read, so that nobody is told of them. nil, with a complaint,
    /// when
    /// there is no header or a required column is missing.
    init?(_ text: String, columns: [SpreadsheetColumn], ignored: [String], _ complaints: Complaints) {
        let records = CSVText.records(of: text, complaints).filter { record in
            record.cells.contains { !CellText.clean($0.text).isEmpty }
        }
        let required = columns.filter(\.isRequired)
        func fit(_ record: CSVRecord) -> Int {
            let headers = record.cells.map { CellText.header($0.text) }
            return required.count { column in headers.contains { column.isMeant(by: $0) } }
        }
        let fits = records.prefix(10).map(fit)
        guard let best = fits.indices.max(by: { fits[$0] < fits[$1] }), fits[best] >= min(2, required.count)
        else {
            complaints.error(Self.headerMissing(required, records.first), line: 1, column: 1)
            return nil
        }
        let header = records[best]
        headerLine = header.line
        let found = Self.places(in: header, columns, ignored, complaints)
        places = found
        let missing = required.filter { found[$0.name] == nil }
        for column in missing {
            complaints.error(
                "the column \"\(column.name)\" is missing" + Self.orAlias(column), line: header.line,
                column: 1)
        }
        if !missing.isEmpty { return nil }
        rows = records[(best + 1)...].filter { !Self.isTotal($0) }.map {
            Row(line: $0.line, cells: $0.cells, places: found)
        }
    }

    private static func places(
        in header: CSVRecord, _ columns: [SpreadsheetColumn], _ ignored: [String], _ complaints: Complaints
    ) -> [String: Int] {
        var places: [String: Int] = [:]
        let unread = Set(ignored.map(CellText.header))
        for (place, cell) in header.cells.enumerated() {
            let name = CellText.header(cell.text)
            guard !name.isEmpty, !unread.contains(name) else { continue }
            guard let column = columns.first(where: { $0.isMeant(by: name) }) else {
                complaints.warning(
                    "the column \"\(CellText.clean(cell.text))\" is not read", line: cell.line,
                    column: cell.column)
                continue
            }
            if let earlier = places[column.name] {
                complaints.warning(
                    "the column \"\(CellText.clean(cell.text))\" says the same as"
                        + " \"\(CellText.clean(header.cells[earlier].text))\"; only the first is read",
                    line: cell.line, column: cell.column)
                continue
            }
            places[column.name] = place
        }
        return places
    }

    /// The row of totals that people put below a table.
    private static func isTotal(_ record: CSVRecord) -> Bool {
        let first = record.cells.lazy.map { CellText.narrow($0.text) }.first { !$0.isEmpty } ?? ""
        return ["合计", "总计", "小计", "共计"].contains { first.hasPrefix($0) }
    }

    private static func headerMissing(_ required: [SpreadsheetColumn], _ first: CSVRecord?) -> String {
        let names = required.map(\.name).joined(separator: ", ")
        var message = "no row has the headers \(names)"
        if let first, first.cells.count == 1, first.cells[0].text.contains(where: { "\t;".contains($0) }) {
            message += "; the columns are separated by tabs or semicolons: save the sheet as CSV with commas"
        }
        return message
    }

    private static func orAlias(_ column: SpreadsheetColumn) -> String {
        column.aliases.isEmpty ? "" : " (also understood: \(column.aliases.joined(separator: ", ")))"
    }
}
