import AlertIntake
import Mobilization

private let receivedAt = Instant(milliseconds: 1_751_927_400_000)

/// The body of one request.
func examineAlert(_ bytes: [UInt8], contentType: String) {
    let result = readAlert(bytes, contentType: contentType, source: "fuzz", receivedAt: receivedAt)
    require(
        result == readAlert(bytes, contentType: contentType, source: "fuzz", receivedAt: receivedAt),
        "one body, one result")
    switch result {
    case .refused(let problems), .unacceptable(let problems):
        require(!problems.isEmpty, "who is refused is told why")
        requireTame(problems)
    case .alert(let alert, let remarks):
        requireTame(remarks)
        requireSound(alert)
    case .unsupportedMediaType, .tooLarge: require(false, "type and length are in order")
    }
}

private func requireTame(_ diagnostics: [Diagnostic]) {
    require(diagnostics.count <= 100, "nobody reads more than 100")
    for diagnostic in diagnostics {
        require(!diagnostic.message.isEmpty, "a diagnostic says something")
        require(
            isTame(diagnostic.description), "a diagnostic is one line: \(diagnostic.message.debugDescription)"
        )
        require(diagnostic.line >= 0 && diagnostic.column >= 0, "a place is counted from 1")
    }
}

private func requireSound(_ alert: Alert) {
    require(!alert.identifier.isEmpty && isTame(alert.identifier), "an identifier that everybody can see")
    for text in [alert.event, alert.headline] + alert.areas {
        require(isTame(text), "texts are single lines")
    }
    require(alert.headline.unicodeScalars.count <= 500, "a headline is short")
    require(alert.issuedAt <= receivedAt + .hours(24), "no alert of the far future")
    require(alert.kind != .demand || alert.messageType == .cancel || alert.demand != nil, "a demand demands")
    if let demand = alert.demand { requireSound(demand, isCancel: alert.messageType == .cancel) }
    if let home = alert.household {
        require((-90...90).contains(home.position.latitude), "a latitude")
        require((-180...180).contains(home.position.longitude), "a longitude")
        require(!home.community.isEmpty && !home.address.isEmpty, "a home has an address")
        require(isTame(home.community) && isTame(home.address), "an address is one line")
    }
}

private func requireSound(_ demand: Demand, isCancel: Bool) {
    require(isTame(demand.requestedBy), "who asks is one line")
    require(isCancel || !demand.needs.isEmpty, "a demand names a site")
    require(demand.needs.count <= Limits.needsPerDemand, "not too many needs")
    for need in demand.needs {
        require((1...Limits.headcountPerNeed).contains(need.headcount), "\(need.headcount) people")
        require((0...10_000_000).contains(need.workload ?? 0), "a workload in its range")
    }
}
