/// A cell of a spreadsheet, where it stands.
struct CSVCell: Equatable {
    var text: String
    /// Counted from 1.
    var line: Int
    /// In characters of the line, counted from 1.
    var column: Int
}

/// A row of a spreadsheet. A quoted cell may reach over several lines; `line` is the first.
struct CSVRecord: Equatable {
    var cells: [CSVCell]
    var line: Int
}

/// Reads comma-separated values as RFC 4180 has them and as Excel and WPS write them.
///
/// Takes a byte order mark, CRLF, LF or CR, quotes with doubled quotes inside, and rows of unequal length.
struct CSVText {
    private let bytes: [UInt8]
    private let complaints: Complaints
    private var position = 0
    private var line = 1
    private var column = 1

    static func records(of text: String, _ complaints: Complaints) -> [CSVRecord] {
        var reader = CSVText(text, complaints)
        return reader.readAll()
    }

    private init(_ text: String, _ complaints: Complaints) {
        var bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        self.bytes = bytes
        self.complaints = complaints
    }

    private mutating func readAll() -> [CSVRecord] {
        var records: [CSVRecord] = []
        while position < bytes.count { records.append(readRecord()) }
        return records
    }

    private mutating func readRecord() -> CSVRecord {
        let firstLine = line
        var cells: [CSVCell] = []
        while true {
            cells.append(readCell())
            guard position < bytes.count else { break }
            if bytes[position] == UInt8(ascii: ",") {
                step()
                continue
            }
            endLine()
            break
        }
        return CSVRecord(cells: cells, line: firstLine)
    }

    private mutating func readCell() -> CSVCell {
        let start = (line: line, column: column)
        var content: [UInt8] = []
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
            readQuoted(into: &content, from: start)
        } else {
            readBare(into: &content)
        }
        return CSVCell(text: String(decoding: content, as: UTF8.self), line: start.line, column: start.column)
    }

    private mutating func readBare(into content: inout [UInt8]) {
        while position < bytes.count, !atCellEnd {
            content.append(bytes[position])
            step()
        }
    }

    private mutating func readQuoted(into content: inout [UInt8], from start: (line: Int, column: Int)) {
        step()
        while position < bytes.count {
            if bytes[position] != UInt8(ascii: "\"") {
                content.append(bytes[position])
                stepThroughText()
            } else if position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "\"") {
                content.append(UInt8(ascii: "\""))
                step()
                step()
            } else {
                step()
                if position < bytes.count, !atCellEnd {
                    complaints.error(
                        "text follows a closing quote; a quote inside a cell is written twice",
                        line: line, column: column)
                    readBare(into: &content)
                }
                return
            }
        }
        complaints.error(
            "a quoted cell begins here and never ends; the rest of the file can't be read",
            line: start.line, column: start.column)
    }

    private var atCellEnd: Bool {
        switch bytes[position] {
        case UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\r"): true
        default: false
        }
    }

    /// One byte on; only the first byte of a character counts as a column.
    private mutating func step() {
        position += 1
        if position >= bytes.count || bytes[position] & 0xC0 != 0x80 { column += 1 }
    }

    private mutating func stepThroughText() {
        let isLineEnd =
            bytes[position] == UInt8(ascii: "\n")
            || (bytes[position] == UInt8(ascii: "\r")
                && (position + 1 == bytes.count || bytes[position + 1] != UInt8(ascii: "\n")))
        step()
        if isLineEnd {
            line += 1
            column = 1
        }
    }

    private mutating func endLine() {
        if bytes[position] == UInt8(ascii: "\r"), position + 1 < bytes.count,
            bytes[position + 1] == UInt8(ascii: "\n")
        {
            position += 1
        }
        position += 1
        line += 1
        column = 1
    }
}
