/// What is wrong in something a person or another system wrote: where, what, and what to do.
package struct Diagnostic: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file, or the source of the bytes; empty when there is none.
    package var file: String
    /// Counted from 1; 0 when the place is not a line.
    package var line: Int
    /// Counted from 1; 0 when the place is not a column.
    package var column: Int
    /// `"site minimum" is 0; at least 2 people are needed where nobody works alone`
    package var message: String

    package init(file: String, line: Int = 0, column: Int = 0, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    /// `Playbooks/evacuation.md:14:5: "site minimum" is 0; ...`
    package var description: String {
        var place = file
        if line > 0 { place += ":\(line)" }
        if line > 0, column > 0 { place += ":\(column)" }
        return place.isEmpty ? message : place + ": " + message
    }
}
