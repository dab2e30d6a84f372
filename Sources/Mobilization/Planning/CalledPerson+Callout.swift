extension CalledPerson {
    /// What may be expected of somebody who was called, from what they have said so far.
    ///
    /// The chance to come at all is that of `ExpectedArrivals`; of the silent it falls with every minute that no answer
    /// comes. nil: has declined, was released, or has left.
    ///
    /// Nothing was heard until `now`. `reaction` is how answers come at this time of day, with its median; `group` is the
    /// factor shared with others of the pool, which moves only the silent.
    init?(
        _ callout: Callout, circleEnd: Instant, neededBy: Instant, now: Instant,
        reaction: (curve: ArrivalCurve, median: Interval), group: Int?
    ) {
        let usual = Double(ExpectedArrivals.thousandths(callout)) / 1000
        guard usual > 0 else { return nil }
        let late: Interval = callout.isLate ? .hours(1) : .zero
        var comes = usual
        var shares = [1.0, 1.0]
        if callout.stage == .called {
            let silent = 1 - reaction.curve.share(after: (now - callout.calledAt).milliseconds)
            comes = usual * silent / max(1 - usual * (1 - silent), 1e-9)
            shares = [circleEnd, neededBy].map { deadline in
                let slack = deadline - callout.expectedAt + reaction.median
                let answered = reaction.curve.share(after: slack.milliseconds)
                return silent > 0 ? max(0, 1 - (1 - answered) / silent) : 0
            }
        } else if !callout.stage.isPresent {
            let expected = max(callout.expectedAt, now) + late
            shares = [circleEnd, neededBy].map { $0 >= expected ? 1 : 0 }
        }
        self.init(
            member: callout.member, role: callout.role, stage: callout.stage, calledAt: callout.calledAt,
            expectedAt: callout.expectedAt, comes: comes, inCircle: shares[0], inTime: shares[1],
            group: callout.stage == .called ? group : nil)
    }
}
