import Mobilization

/// Reads a CAP 1.2 or 1.1 alert, always as a warning. Returns nil only with a problem in `findings`.
///
/// `Alert.identifier` is `sender,identifier,sent` with `sent` in UTC (`2025-07-07T22:30:00Z`), so that one
/// moment written with two offsets is one alert; `Alert.references` hold the same form, and never the alert
/// itself. Status and message type are read as the schema spells them, never guessed, and never defaulted.
func readCAPAlert(_ root: XMLElement, receivedAt: Instant, into findings: inout Findings) -> Alert? {
    guard checkIsCAP(root, into: &findings) else { return nil }
    let sender = identifyingText("sender", in: root, into: &findings)
    let number = identifyingText("identifier", in: root, into: &findings)
    let sent = readSent(root, into: &findings)
    let status = choice("status", in: root, of: statuses, into: &findings)
    let declaredType = choice("msgType", in: root, of: messageTypes, into: &findings)
    let account = CAPAccount(of: root.all("info"), into: &findings)
    guard findings.problems.isEmpty, let sender, let number, let sent, let status, let declaredType else {
        return nil
    }
    var messageType = declaredType
    let saysWhat = messageType == .alert || messageType == .update
    if saysWhat, status == .actual || status == .exercise, account.event.isEmpty {
        findings.refuse(
            "the alert has no info with an event; say what is coming", line: root.line, column: root.column)
        return nil
    }
    if saysWhat, let disguise = account.cancelDisguise(messageType) {
        findings.remark(disguise, line: root.line, column: root.column)
        messageType = .cancel
    }
    let identity = CAPIdentity(sender: sender, identifier: number, sent: sent).text
    let references = readReferences(root, into: &findings).filter { $0 != identity }
    return Alert(
        identifier: identity, kind: .warning, status: status, messageType: messageType, event: account.event,
        colour: account.colour, issuedAt: plausible(sent, "sent", receivedAt: receivedAt, into: &findings),
        expiresAt: account.expiresAt, references: references, areas: account.areas,
        headline: account.headline,
        demand: nil)
}

private let namespaces = ["urn:oasis:names:tc:emergency:cap:1.2", "urn:oasis:names:tc:emergency:cap:1.1"]

private let statuses: [(String, AlertStatus)] = [
    ("Actual", .actual), ("Exercise", .exercise), ("System", .system), ("Test", .test), ("Draft", .draft),
]

private let messageTypes: [(String, AlertMessageType)] = [
    ("Alert", .alert), ("Update", .update), ("Cancel", .cancel), ("Ack", .acknowledgement), ("Error", .error),
]

private func checkIsCAP(_ root: XMLElement, into findings: inout Findings) -> Bool {
    guard namespaces.contains(root.namespace) else {
        let found =
            root.namespace.isEmpty ? "in no namespace" : "in namespace \(WireText.line(root.namespace))"
        findings.refuse(
            "the document's element \(WireText.quoted(root.name)) is \(found), which isn't CAP; "
                + "send CAP 1.2 (\(namespaces[0])) or CAP 1.1",
            line: root.line, column: root.column)
        return false
    }
    guard root.name == "alert" else {
        findings.refuse(
            "the document's element is \(WireText.quoted(root.name)); a CAP document begins with alert",
            line: root.line, column: root.column)
        return false
    }
    return true
}

/// The one child of that name, with nothing but text in it. nil comes with a problem: two of them, or an
/// element within the text, could make two readers of the same alert see different things.
private func single(_ name: String, in root: XMLElement, into findings: inout Findings) -> XMLElement? {
    let found = root.all(name)
    guard let element = found.first else {
        findings.refuse("\(name) is missing", line: root.line, column: root.column)
        return nil
    }
    if found.count > 1 {
        findings.refuse(
            "\(name) stands \(found.count) times; keep one", line: found[1].line, column: found[1].column)
        return nil
    }
    if !element.children.isEmpty || element.isCut {
        findings.refuse(
            "\(name) must be a short text and nothing else", line: element.line, column: element.column)
        return nil
    }
    return element
}

private func choice<Choice>(
    _ name: String, in root: XMLElement, of choices: [(String, Choice)], into findings: inout Findings
) -> Choice? {
    guard let element = single(name, in: root, into: &findings) else { return nil }
    // By bytes: Swift's == would also pass another Unicode spelling of the same letters.
    if let match = choices.first(where: { $0.0.utf8.elementsEqual(element.text.utf8) }) { return match.1 }
    let names = choices.map(\.0).joined(separator: ", ")
    // Not by `quoted`: the blank in " Actual " is the fault.
    let shown =
        element.text == WireText.line(element.text) ? WireText.quoted(element.text) : "not spelled exactly"
    findings.refuse(
        "\(name) is \(shown); write one of \(names), with no space around it", line: element.line,
        column: element.column)
    return nil
}

private func identifyingText(_ name: String, in root: XMLElement, into findings: inout Findings) -> String? {
    guard let element = single(name, in: root, into: &findings) else { return nil }
    let text = WireText.trimmed(element.text)
    guard WireText.isIdentifier(text) else {
        findings.refuse(
            "\(name) is empty, longer than \(WireText.identifierLength) characters, or holds characters "
                + "nobody can see",
            line: element.line, column: element.column)
        return nil
    }
    if name == "sender", text.contains(",") {
        // sender,identifier,sent would be read in two ways.
        findings.refuse(
            "sender has a comma in it, which CAP doesn't allow", line: element.line, column: element.column)
        return nil
    }
    return text
}

private func readSent(_ root: XMLElement, into findings: inout Findings) -> Instant? {
    guard let element = single("sent", in: root, into: &findings) else { return nil }
    return readTime(element, into: &findings)
}

/// nil comes with a problem; what CAP's own pattern wouldn't pass gets a remark.
func readTime(_ element: XMLElement, into findings: inout Findings) -> Instant? {
    do throws(WireTime.Fault) {
        let time = try WireTime(element.text)
        for liberty in time.liberties {
            findings.remark(
                "\(element.name) \(WireText.quoted(element.text)) \(liberty.rawValue)", line: element.line,
                column: element.column)
        }
        return time.instant
    } catch {
        findings.refuse(
            "\(element.name) \(WireText.quoted(element.text)) \(error.advice)", line: element.line,
            column: element.column)
        return nil
    }
}

private func readReferences(_ root: XMLElement, into findings: inout Findings) -> [String] {
    var identities: [String] = []
    for element in root.all("references") {
        for item in CAPIdentity.items(in: element.text) {
            if identities.count == CAPLimits.references {
                findings.remark(
                    "references has more than \(CAPLimits.references) items; the rest is left out",
                    line: element.line, column: element.column)
                return identities
            }
            let (text, isWhole) = CAPIdentity.reference(item)
            if !isWhole {
                findings.remark(
                    "references item \(WireText.quoted(item)) isn't sender,identifier,sent; "
                        + "it may match nothing",
                    line: element.line, column: element.column)
            }
            if !text.isEmpty, !identities.contains(text) { identities.append(text) }
        }
    }
    return identities
}
