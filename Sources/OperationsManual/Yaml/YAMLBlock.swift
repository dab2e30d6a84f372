import Mobilization
import Yams

/// A group of keys that is being decoded: remembers which were asked for, so that the rest can be refused.
///
/// Lives for one reading. Every block ends with `finish()`.
final class YAMLBlock {
    let complaints: Complaints
    /// Where the block begins.
    let mark: Place
    private var entries: [(key: String, mark: Place, node: Node)] = []
    private var asked: [String] = []

    /// nil when the node is no group of keys.
    init?(_ node: Node, _ complaints: Complaints) {
        guard case .mapping(let mapping) = node else { return nil }
        self.complaints = complaints
        mark = Place(mapping.mark) ?? Place(line: 1, column: 1)
        for (key, value) in mapping {
            let place = Place(key.mark) ?? mark
            guard case .scalar(let scalar) = key else {
                complaints.error("a key must be a word", line: place.line, column: place.column)
                continue
            }
            entries.append((scalar.string, place, value))
        }
    }

    /// The keys as they stand, for blocks whose keys are free.
    var keys: [(name: String, mark: Place)] { entries.map { ($0.key, $0.mark) } }

    func has(_ key: String) -> Bool {
        asked.append(key)
        return entries.contains { $0.key == key }
    }

    /// Where `key` stands; the block's begin when it is absent.
    func place(of key: String) -> Place {
        entries.first { $0.key == key }?.mark ?? mark
    }

    /// A value that must be there. nil, with a complaint, when it is missing or wrong.
    func required<Value>(_ key: String, _ decode: (Node) throws -> Value) -> Value? {
        guard has(key) else {
            complaints.error("\"\(key)\" is missing", line: mark.line, column: mark.column)
            return nil
        }
        return decoded(key, decode)
    }

    /// A value that may be absent. nil when it is, and, with a complaint, when it is wrong.
    func optional<Value>(_ key: String, _ decode: (Node) throws -> Value) -> Value? {
        has(key) ? decoded(key, decode) : nil
    }

    /// A group of keys below `key`. nil, with a complaint, when it is something else, or required and absent.
    func block(_ key: String, isRequired: Bool = false) -> YAMLBlock? {
        guard has(key) else {
            if isRequired { complaints.error("\"\(key)\" is missing", line: mark.line, column: mark.column) }
            return nil
        }
        return decoded(key) { node in
            guard let block = YAMLBlock(node, complaints) else {
                throw Fault("is \(YAMLValue.describe(node)), not a group of keys")
            }
            return block
        }
    }

    /// A list of groups of keys below `key`; empty when it is absent.
    func blocks(_ key: String) -> [YAMLBlock] {
        guard has(key), let nodes = decoded(key, YAMLValue.list(of: { $0 })) else { return [] }
        return nodes.compactMap { node in
            if let block = YAMLBlock(node, complaints) { return block }
            complaints.error(
                "\"\(key)\" holds an entry that is \(YAMLValue.describe(node)), not a group of keys",
                line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
            return nil
        }
    }

    /// Says that the value of `key` is wrong.
    func error(_ key: String, _ message: String) {
        let place = entries.first { $0.key == key }?.node.place ?? mark
        complaints.error("\"\(key)\" \(message)", line: place.line, column: place.column)
    }

    /// Says that the value of `key` deserves a look.
    func warning(_ key: String, _ message: String) {
        let place = entries.first { $0.key == key }?.node.place ?? mark
        complaints.warning("\"\(key)\" \(message)", line: place.line, column: place.column)
    }

    /// Refuses the keys that nobody asked for.
    func finish() {
        for entry in entries where !asked.contains(entry.key) {
            complaints.error(refusal(of: entry.key), line: entry.mark.line, column: entry.mark.column)
        }
    }

    private func decoded<Value>(_ key: String, _ decode: (Node) throws -> Value) -> Value? {
        guard let entry = entries.first(where: { $0.key == key }) else { return nil }
        do {
            return try decode(entry.node)
        } catch let fault as Fault {
            // An empty value's own mark lies on the next line; the key is where the eye should go.
            let isEmpty = entry.node.scalar.map { YAMLValue.isNull($0) } ?? false
            let place = fault.mark ?? (isEmpty ? entry.mark : entry.node.place ?? entry.mark)
            complaints.error("\"\(key)\" \(fault.message)", line: place.line, column: place.column)
            return nil
        } catch {
            complaints.error("\"\(key)\" can't be read", line: entry.mark.line, column: entry.mark.column)
            return nil
        }
    }

    private func refusal(of key: String) -> String {
        if Self.secretKeys.contains(key) {
            return "\"\(key)\" would put a secret into this file; write the secret into a file of its own and"
                + " name that file with \"\(key)_file\""
        }
        let known = asked.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let near = known.map { (name: $0, distance: editDistance($0, key)) }.min { $0.distance < $1.distance }
        if let near, near.distance <= max(1, near.name.count / 4) {
            return "unknown key \"\(key)\"; did you mean \"\(near.name)\"?"
        }
        return "unknown key \"\(key)\"; known here: \(known.joined(separator: ", "))"
    }

    /// Keys under which people would write a secret itself.
    private static let secretKeys: Set<String> = [
        "token", "secret", "password", "webhook_secret", "callback_token", "key", "api_key", "access_key",
        "access_key_secret", "authorization",
    ]
}

/// How many single letters must be put in, taken out or changed to make one word the other.
func editDistance(_ left: String, _ right: String) -> Int {
    let target = Array(right)
    var previous = Array(0...target.count)
    for (row, letter) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in target.enumerated() {
            current.append(
                min(
                    previous[column] + (letter == other ? 0 : 1), previous[column + 1] + 1,
                    current[column] + 1))
        }
        previous = current
    }
    return previous[target.count]
}
