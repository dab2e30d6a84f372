/// What a call-out aims at, and what it may cost people: the weights of planning, in one place.
///
/// Costs are thousandths of a call that is in vain: 1000 is one person woken for nothing.
///
/// | weight | value | why |
/// |---|---|---|
/// | travel | 2 a minute | of two who come equally surely, the nearer one; half an hour is worth 6 % of a chance |
/// | reserve | 2000 | a volunteer who promised nothing is called when no pioneer is left |
/// | acting leader | 400 | middle level leads only where no high one can, even one who comes 30 min later |
/// | acting deputy | 100 | the second leader called for a site may well be of middle level |
/// | high level on a worker's seat | 200 | leaders are few; one is kept free while others can carry |
/// | scarce skill on another's seat | 120 | the same for first-aiders and counsellors |
/// | preferred skill | -60 | decides between people who are else alike, and no more |
/// | text in the last day | 15 | eight texts in a day weigh as much as 12 % of a chance: the burden is shared |
/// | price of a call | 20 | where a target is out of reach, fewer than one in fifty such calls would fill a seat |
package struct PlanningPolicy: Sendable, Equatable {
    /// Each site is to be ready to work by the end of the circle with this probability.
    package var readyTarget = 0.95
    /// Each need is to be full by its `neededBy` with this probability.
    package var fullTarget = 0.90
    /// People are called for a full need as long as the arrivals expected stay within so many percent of it. Minimum
    /// strength isn't bounded by it: a site that can't start wastes everybody who came.
    package var overArrivalPercent = 120
    /// People called in one wave; the next one follows at the next review.
    package var mostInvited = Limits.members
    /// People are released when what is needed is met without them with this probability.
    package var releaseCertainty = 0.995

    package var travelMinute = 2
    package var reserve = 2000
    package var actingLeader = 400
    package var actingDeputy = 100
    package var spareLeader = 200
    package var spareSkill = 120
    package var preferredSkill = 60
    package var recentText = 15
    /// The least chance, in thousandths, that a call fills a seat which would else stay empty, where no set of people
    /// reaches the target.
    package var priceOfCall = 20
    /// A leader may lead two sites that are at most this far apart on foot: eight minutes.
    package var nearSites_m = Double(BudgetRule.shipped.nearSites_m)

    package init() {}

    package static let shipped = PlanningPolicy()
}
