import Mobilization

/// What makes a CAP alert one of its kind: its sender, identifier and moment of sending.
struct CAPIdentity: Equatable {
    var sender: String
    var identifier: String
    var sent: Instant

    /// `sender,identifier,sent`, as CAP writes references, but with `sent` in UTC. Neither a sender nor a
    /// time has a comma, so that two different alerts never give one text.
    var text: String { "\(sender),\(identifier),\(WireTime.utcText(sent))" }

    /// The items of a `references` list: separated by white space of any kind; one with a space in it is
    /// quoted.
    ///
    /// Two habits of real senders are put right. A time with a space in place of T is joined again, and
    /// triples joined by commas are taken apart.
    static func items(in list: String) -> [String] {
        var items: [String] = []
        for item in words(in: list) {
            if let last = items.last, endsInDate(last), startsWithClock(item) {
                items[items.count - 1] = last + " " + item
            } else {
                items.append(item)
            }
        }
        return items.flatMap(triples)
    }

    /// One item in the form of `text`; `isWhole` is false when it isn't sender, identifier and a time, and
    /// then the item stands as it came, on one line.
    static func reference(_ item: String) -> (text: String, isWhole: Bool) {
        if let first = item.firstIndex(of: ","), let last = item.lastIndex(of: ","), first < last,
            let time = try? WireTime(String(item[item.index(after: last)...]))
        {
            let sender = WireText.trimmed(String(item[..<first]))
            let identifier = WireText.trimmed(String(item[item.index(after: first)..<last]))
            if WireText.isIdentifier(sender), WireText.isIdentifier(identifier) {
                return (CAPIdentity(sender: sender, identifier: identifier, sent: time.instant).text, true)
            }
        }
        return (WireText.line(item, limit: 2 * WireText.identifierLength), false)
    }

    private static func words(in list: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        var isQuoted = false
        for scalar in list.unicodeScalars {
            if scalar == "\"" {
                isQuoted.toggle()
            } else if scalar.properties.isWhitespace, !isQuoted {
                if !word.isEmpty { words.append(String(word)) }
                word = String.UnicodeScalarView()
            } else {
                word.append(scalar)
            }
        }
        if !word.isEmpty { words.append(String(word)) }
        return words
    }

    private static func triples(_ item: String) -> [String] {
        let parts = item.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 3, parts.count % 3 == 0 else { return [item] }
        let starts = stride(from: 0, to: parts.count, by: 3)
        guard starts.allSatisfy({ (try? WireTime(parts[$0 + 2])) != nil }) else { return [item] }
        return starts.map { parts[$0...($0 + 2)].joined(separator: ",") }
    }

    private static func endsInDate(_ item: String) -> Bool {
        let tail = item.suffix(while: { $0 != "," })
        return item.contains(",") && tail.utf8.count == 10 && tail.filter { $0 == "-" }.count == 2
    }

    private static func startsWithClock(_ word: String) -> Bool {
        let bytes = Array(word.utf8.prefix(3))
        return bytes.count == 3 && bytes[2] == UInt8(ascii: ":") && !word.contains(",")
    }
}

extension String {
    /// The longest end of the string whose characters all pass.
    fileprivate func suffix(while passes: (Character) -> Bool) -> Substring {
        self[(lastIndex { !passes($0) }.map(index(after:)) ?? startIndex)...]
    }
}
