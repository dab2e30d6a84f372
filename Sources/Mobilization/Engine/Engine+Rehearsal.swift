extension Engine {
    /// What a demand for people at every site would come to, decided on a copy: nothing of it happens.
    ///
    /// A process that has gone through it once reads no table, makes no type and loads no page for the first time when
    /// the first alert comes: that takes as long as the work itself.
    package func rehearsal(at instant: Instant) -> Step {
        var copy = self
        let needs = reference.sites.sites.prefix(Self.rehearsedSites).flatMap { site in
            reference.manual.playbooks.prefix(3).map {
                DemandedNeed(site: site.code, playbook: $0.slug, headcount: 10, workload: nil)
            }
        }
        copy.reference.rules.rules = [
            ResponseRule(
                name: "rehearsal", kind: .demand, sources: [], event: nil, atLeast: nil,
                action: .callOut(
                    DispatchRule(small: .automatic, large: .automatic, smallUpTo: 0, hold: .zero)))
        ]
        let alert = Alert(
            identifier: "rehearsal", kind: .demand, status: .actual, messageType: .alert, event: "演习",
            colour: nil, issuedAt: instant, expiresAt: nil, references: [], areas: [], headline: "",
            demand: Demand(requestedBy: "rehearsal", needs: needs, neededBy: nil))
        return copy.handle(.alert(alert, source: "rehearsal", raw: "{}"), at: instant)
    }

    private static let rehearsedSites = 20
}
