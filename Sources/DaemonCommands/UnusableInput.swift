import Mobilization

/// Files that can't be used: everything that is wrong with them, at once.
struct UnusableInput: Error, CustomStringConvertible {
    var diagnostics: [Diagnostic]

    var description: String {
        (["these files can't be used as they are:"] + diagnostics.prefix(20).map(\.description))
            .joined(separator: "\n")
    }
}
