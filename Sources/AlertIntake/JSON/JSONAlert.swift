import Mobilization

/// Reads a demand or a warning in Muster's own JSON. Returns nil only with a problem in `findings`.
///
/// | key | demand | warning |
/// |---|---|---|
/// | id, kind, status, issued_at | required | required |
/// | message_type: alert, update, cancel | alert when absent | alert when absent |
/// | event | required, but not to cancel | required, but not to cancel |
/// | requested_by {organisation, name, phone} | required, but not to cancel | |
/// | needs [{site, playbook, headcount, workload}] | required, but not to cancel | |
/// | needed_by | optional | |
/// | colour (or color) | | optional: red, orange, yellow, blue, 红, 橙, 黄, 蓝 |
/// | household {community, address, lat, lon, also_told} | for sos and anomaly, but not to cancel | |
/// | areas, references, expires_at, headline | optional | optional |
///
/// A cancellation carries the id of what it cancels, or names it in `references`.
func readJSONAlert(_ document: JSONValue, receivedAt: Instant, into findings: inout Findings) -> Alert? {
    guard case .object(let members) = document else {
        findings.refuse("the body is \(document.kindName); send an object")
        return nil
    }
    let fields = JSONFields(members: members, path: "")
    let identifier = identifier(of: fields, into: &findings)
    let kind = required(
        "kind", in: fields, of: [AlertKind.demand, .warning, .sos, .anomaly], into: &findings)
    let status = required("status", in: fields, of: AlertStatus.allCases, into: &findings)
    let messageType = messageType(of: fields, into: &findings)
    let issuedAt = requiredTime("issued_at", in: fields, into: &findings)
    let event =
        messageType == .cancel
        ? WireText.line(fields.string("event", into: &findings) ?? "")
        : fields.requiredLine("event", into: &findings)
    let expiresAt = fields.time("expires_at", into: &findings)
    let headline = WireText.line(fields.string("headline", into: &findings) ?? "")
    let areas = fields.lines("areas", atMost: CAPLimits.areas, into: &findings)
    let references = fields.lines("references", atMost: CAPLimits.references, into: &findings)
    var colour: WarningColour?
    var demand: Demand?
    var household: Household?
    switch kind {
    case .warning: colour = readColour(fields, into: &findings)
    case .demand:
        demand = readDemand(fields, messageType: messageType, issuedAt: issuedAt, into: &findings)
    case .sos, .anomaly: household = readHousehold(fields, isCancel: messageType == .cancel, into: &findings)
    case nil: break
    }
    guard findings.problems.isEmpty, let identifier, let kind, let status, let issuedAt, let event else {
        return nil
    }
    var alert = Alert(
        identifier: identifier, kind: kind, status: status, messageType: messageType, event: event,
        colour: colour,
        issuedAt: plausible(issuedAt, "issued_at", receivedAt: receivedAt, into: &findings),
        expiresAt: expiresAt,
        references: references.filter { $0 != identifier }, areas: areas,
        headline: headline.isEmpty ? event : headline,
        demand: demand)
    alert.household = household
    return alert
}

private func identifier(of fields: JSONFields, into findings: inout Findings) -> String? {
    if case .number = fields.value("id") {
        findings.refuse("id is a number; write it as a string, so that leading zeros stay")
        return nil
    }
    guard let text = fields.requiredString("id", into: &findings) else { return nil }
    let identifier = WireText.trimmed(text)
    guard WireText.isIdentifier(identifier) else {
        findings.refuse(
            "id is empty, longer than \(WireText.identifierLength) characters, or holds characters "
                + "nobody can see"
        )
        return nil
    }
    return identifier
}

private func required<Choice: RawRepresentable<String>>(
    _ key: String, in fields: JSONFields, of choices: [Choice], into findings: inout Findings
) -> Choice? {
    if fields.value(key) == nil {
        let names = choices.map(\.rawValue).joined(separator: ", ")
        findings.refuse("\(key) is missing; write one of \(names)")
        return nil
    }
    return fields.choice(key, of: choices, into: &findings)
}

private func messageType(of fields: JSONFields, into findings: inout Findings) -> AlertMessageType {
    // An unknown one is a problem already, so that `alert` here never reaches anybody.
    fields.choice("message_type", of: [AlertMessageType.alert, .update, .cancel], into: &findings) ?? .alert
}

private func requiredTime(_ key: String, in fields: JSONFields, into findings: inout Findings) -> Instant? {
    if fields.value(key) == nil {
        findings.refuse("\(key) is missing; write a time such as 2025-07-08T06:30:00+08:00")
        return nil
    }
    return fields.time(key, into: &findings)
}

private func readColour(_ fields: JSONFields, into findings: inout Findings) -> WarningColour? {
    // A warning that lost its colour to American spelling would set no posture at all.
    let key = fields.value("colour") == nil ? "color" : "colour"
    guard let text = fields.string(key, into: &findings) else { return nil }
    if let colour = WarningColour(word: text) { return colour }
    findings.refuse(
        "\(key) is \(WireText.quoted(text)); write one of red, orange, yellow, blue or 红, 橙, 黄, 蓝")
    return nil
}

private func readDemand(
    _ fields: JSONFields, messageType: AlertMessageType, issuedAt: Instant?, into findings: inout Findings
) -> Demand {
    let isCancel = messageType == .cancel
    let requestedBy = readRequester(fields, isRequired: !isCancel, into: &findings)
    if !isCancel, fields.value("needs") == nil { findings.refuse("needs is missing; name at least one site") }
    let elements = fields.list("needs", atMost: Limits.needsPerDemand, into: &findings)
    if !isCancel, elements.isEmpty, fields.value("needs") == .array([]) {
        findings.refuse("needs is empty; name at least one site")
    }
    var needs: [DemandedNeed] = []
    for (index, element) in elements.enumerated() {
        let path = "needs[\(index)]"
        guard let need = readNeed(element, path: path, into: &findings) else { continue }
        // Whether the figures are to be added or one replaces the other, only the sender knows.
        if needs.contains(where: { $0.site == need.site && $0.playbook == need.playbook }) {
            findings.refuse("\(path) repeats a site and playbook; write one need with the whole headcount")
        }
        needs.append(need)
    }
    let neededBy = fields.time("needed_by", into: &findings)
    if let neededBy, let issuedAt, neededBy < issuedAt {
        findings.refuse("needed_by lies before issued_at; say by when the people must be there")
    }
    return Demand(requestedBy: requestedBy, needs: needs, neededBy: neededBy)
}

/// `区防指 张主任 0816-5550199`: one line; personal data, so it never goes into a diagnostic.
private func readRequester(_ fields: JSONFields, isRequired: Bool, into findings: inout Findings) -> String {
    guard let value = fields.value("requested_by") else {
        if isRequired {
            findings.refuse("requested_by is missing; say which organisation asks, who, and a phone")
        }
        return ""
    }
    guard case .object(let members) = value else {
        findings.refuse(
            "requested_by is \(value.kindName); write an object with organisation, name and phone")
        return ""
    }
    let requester = JSONFields(members: members, path: "requested_by")
    let parts = ["organisation", "name", "phone"].map { key in
        WireText.line(requester.string(key, into: &findings) ?? "", limit: 100)
    }
    if isRequired, parts[0].isEmpty, parts[1].isEmpty {
        findings.refuse("requested_by names nobody; say which organisation asks, who, and a phone")
    }
    return parts.filter { !$0.isEmpty }.joined(separator: " ")
}

private func readNeed(_ element: JSONValue, path: String, into findings: inout Findings) -> DemandedNeed? {
    guard case .object(let members) = element else {
        findings.refuse("\(path) is \(element.kindName); write an object with site, playbook and headcount")
        return nil
    }
    let fields = JSONFields(members: members, path: path)
    let site = fields.requiredLine("site", limit: 64, into: &findings)
    let playbook = fields.requiredLine("playbook", limit: 64, into: &findings)
    if fields.value("headcount") == nil {
        findings.refuse("\(path).headcount is missing; say how many people")
    }
    let headcount = fields.integer("headcount", in: 1...Limits.headcountPerNeed, into: &findings)
    let workload = fields.integer("workload", in: 0...10_000_000, into: &findings)
    guard let site, let playbook, let headcount else { return nil }
    return DemandedNeed(site: site, playbook: playbook, headcount: headcount, workload: workload)
}
