/// Rows as spreadsheet programs read them: commas, CRLF, and a mark at the head that says UTF-8.
enum Sheet {
    static func text(_ rows: [[String]]) -> String {
        "\u{FEFF}" + rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func cell(_ text: String) -> String {
        // A cell that begins like a formula would be one.
        let safe = text.first.map { "=+-@".contains($0) } == true ? "'" + text : text
        return safe.contains { ",\"\r\n".contains($0) }
            ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
    }
}
