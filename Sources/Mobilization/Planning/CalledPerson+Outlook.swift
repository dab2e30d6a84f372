extension CalledPerson {
    /// Somebody of an outlook, as far as planning asks. nil: was released, so that no place is kept for them.
    ///
    /// `circleEnd` and `neededBy` are the times that the plan is made for. Silence has already spoken: the chance to
    /// come is that of the forecast.
    init?(_ person: Outlook.Person, of callout: Callout, circleEnd: Instant, neededBy: Instant) {
        guard person.stage != .released, person.stage != .returning else { return nil }
        self.init(
            member: person.member, role: person.role, stage: person.stage, calledAt: callout.calledAt,
            expectedAt: callout.comingAt,
            comes: person.arrival.turnout(accept: person.arrival.turnout.accept),
            inCircle: person.arrival.share(by: circleEnd), inTime: person.arrival.share(by: neededBy),
            group: person.arrival.isOpen ? person.group : nil)
    }
}
