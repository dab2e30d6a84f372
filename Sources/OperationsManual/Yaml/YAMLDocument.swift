import Mobilization
import Yams

/// Turns YAML text into nodes, and the parser's complaints into diagnostics.
enum YAMLDocument {
    /// The one mapping that the text holds; nil, with a complaint, when it holds something else.
    static func root(of text: String, _ complaints: Complaints) -> YAMLBlock? {
        do {
            guard let node = try Yams.compose(yaml: text) else {
                complaints.error("the file is empty", line: 1, column: 1)
                return nil
            }
            guard let block = YAMLBlock(node, complaints) else {
                complaints.error(
                    "expected lines of the form \"key: value\", not \(YAMLValue.describe(node))",
                    line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
                return nil
            }
            return block
        } catch let error as YamlError {
            report(error, in: text, complaints)
        } catch {
            complaints.error("can't be read as YAML")
        }
        return nil
    }

    private static func report(_ error: YamlError, in text: String, _ complaints: Complaints) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let where_ = context.map { "; \($0.text) that began in line \($0.mark.line)" } ?? ""
            complaints.error("broken YAML: \(problem)\(where_)", line: mark.line, column: mark.column)
        case .duplicatedKeysInMapping(let keys, let context):
            // Keys that are lists or mappings have no order, nor have equal words with different tags; among them the
            // parser's list and its place differ each time.
            let plain = Set(keys).subtracting(["<uncovertable>"]).sorted()
            let names = plain.map { "\"\($0)\"" }.joined(separator: ", ")
            let isOrdered = plain.count == keys.count
            complaints.error(
                "\(plain.isEmpty ? "a key that is a list or a mapping" : names)"
                    + " \(plain.count > 1 ? "stand" : "stands") more than once; keep one",
                line: isOrdered ? context.mark.line : 0, column: isOrdered ? context.mark.column : 0)
        case .reader(let problem, _, _, _):
            complaints.error("broken YAML: \(problem)", line: lineOfControlCharacter(in: text))
        default:
            complaints.error("can't be read as YAML")
        }
    }

    /// The parser names no line for a character it can't take; this finds the first one. 0 when there is
    /// none.
    private static func lineOfControlCharacter(in text: String) -> Int {
        var line = 1
        for scalar in text.unicodeScalars {
            if scalar == "\n" { line += 1 }
            if scalar.value < 0x20, scalar != "\n", scalar != "\r", scalar != "\t" { return line }
        }
        return 0
    }
}
