/// One emergency, from activation until everybody is accounted for.
package struct Incident: Sendable, Equatable, Codable {
    package var id: IncidentID
    /// Four digits that stand in the texts, so that `1 0417` names this incident. Unique among open ones.
    package var code: String
    /// 暴雨内涝
    package var event: String
    /// A drill is marked in every text; the mark can't change after opening.
    package var isDrill: Bool
    /// T+0: the moment of activation, not the alert's issue time and not the first send.
    package var openedAt: Instant
    /// The source's demand id, empty when the officer opened the incident.
    package var demand: String
    /// The source that sent the demand, empty when the officer opened the incident.
    package var source: String
    /// Who asked; the words are in the store.
    package var requestedBy: TextRef?
    /// Full strength is due then.
    package var neededBy: Instant
    package var dispatch: DispatchState
    @RulesOnce package var needs: [Need] = []
    /// Everybody ever called for this incident.
    package var callouts = Callouts()
    package var sites = Ordered<SiteCode, SiteState>()
    package var counters: [CounterReading] = []
    /// Call-out waves so far.
    package var waves = 0
    /// Why everybody was called in the last wave, or wasn't; nil before the first.
    package var waveReasons: WaveReasons?
    /// Reserve-pool people called so far, and allowed so far by the officer or the ceiling.
    package var reserveCalled = 0
    package var reserveAllowed = 0
    /// The circle's figures at T+60, once that moment has passed.
    package var circle: CircleFigures?
    package var closedAt: Instant?
    /// When the officer took the call back as a mistake. nil: it stands.
    package var recalledAt: Instant?
    /// 响应级别: the government's emergency response, 1 (Ⅰ) to 4. nil: none declared.
    package var responseLevel: Int?
    /// 事件等级: how grave the event is, 1 (particularly grave) to 4. nil: not judged.
    package var eventGrade: Int?
    /// When the first message left for a gateway. Apart from T+0 and from when the alert was issued.
    package var firstSentAt: Instant?
    /// Which drill it is. nil: none of the four, or no drill.
    package var drillKind: DrillKind?
    /// The real incident that ended this drill. nil: none did.
    package var preemptedBy: IncidentID?
    /// Set for a call from one home. nil: an incident with sites.
    package var micro: MicroCall?
    /// How far waves go by themselves. nil: the pioneers without limit, the reserve as allowed.
    package var envelope: Envelope?
    /// When the demand by telephone was dialled back and found true. nil: it wasn't, or needn't be.
    package var demandVerifiedAt: Instant?
    /// What became of the demand. nil: it stands.
    package var demandEnd: DemandEnd?
    /// Calls of the reserve that one officer allowed alone, by breaking the glass.
    package var glassBroken: Int?
    /// Tools that were lent to sites. nil: none so far.
    package var tools: [ToolCount]?
    /// The editions of the reference data that the incident was opened with.
    package var manual: ReferenceVersion
    package var rules: ReferenceVersion
    /// What those rules said of times and budgets. nil: it was stored before they were kept with it.
    package var pinnedRules: PinnedRules?
    /// nil: the officer opened none. Read and changed through `gates`; optional, because incidents that were stored
    /// before don't have it.
    var openedGates: IncidentGates?

    package init(
        id: IncidentID, code: String, event: String, isDrill: Bool, openedAt: Instant, demand: String,
        source: String, requestedBy: TextRef?, neededBy: Instant, dispatch: DispatchState,
        manual: ReferenceVersion, rules: ReferenceVersion
    ) {
        self.id = id
        self.code = code
        self.event = event
        self.isDrill = isDrill
        self.openedAt = openedAt
        self.demand = demand
        self.source = source
        self.requestedBy = requestedBy
        self.neededBy = neededBy
        self.dispatch = dispatch
        self.manual = manual
        self.rules = rules
    }

    package var isOpen: Bool { closedAt == nil }
    package var headcount: Int { needs.reduce(0) { $0 + $1.headcount } }

    package func need(_ id: NeedID) -> Need? { needs.first { $0.id == id } }
}

/// Whether the incident calls people now.
package enum DispatchState: Sendable, Equatable, Codable {
    /// Waves go out as they are needed.
    case running
    /// Waves begin then, unless the officer says otherwise before.
    case held(until: Instant)
    /// Nothing goes out before the officer's word.
    case awaitingOfficer
    /// No more waves: stood down, or the officer ended the calling.
    case ended
}

/// So many people at one site for one task.
package struct Need: Sendable, Equatable, Codable {
    package var id: NeedID
    package var site: SiteCode
    package var rule: NeedRule
    /// People asked for, the site leader included where this need carries the seat.
    package var headcount: Int
    /// How many of them lead the site: 1 on the first need of a site, else 0.
    package var leaderSeats: Int
    /// In the playbook's unit; nil when not said.
    package var workload: Int?
    /// People more who come to relieve others; goes down as the relieved sign out. nil: none.
    package var relief: Int?

    /// Seats that are to be filled now: the headcount, and those who come to relieve others.
    package var seats: Int { headcount + (relief ?? 0) }

    package init(
        id: NeedID, site: SiteCode, rule: NeedRule, headcount: Int, leaderSeats: Int, workload: Int?
    ) {
        self.id = id
        self.site = site
        self.rule = rule
        self.headcount = headcount
        self.leaderSeats = leaderSeats
        self.workload = workload
    }
}

/// What the manual said of a task when the incident first needed it: a later edition doesn't change a running incident.
package struct NeedRule: Sendable, Equatable, Codable {
    package var playbook: PlaybookSlug
    package var title: String
    package var titleEnglish: String
    package var siteMinimum: Int
    package var workerLevel: Level
    package var requiredSkills: [Skill]
    package var preferredSkills: [Skill]
    package var youngest: Int
    package var oldest: Int
    package var needsInsurance: Bool
    package var isHeavy: Bool
    package var maximumShiftHours: Int
    package var counters: [CounterDefinition]

    package init(_ playbook: Playbook) {
        self.playbook = playbook.slug
        title = playbook.title
        titleEnglish = playbook.titleEnglish
        siteMinimum = playbook.siteMinimum
        workerLevel = playbook.levels.worker
        requiredSkills = playbook.requiredSkills
        preferredSkills = playbook.preferredSkills
        youngest = playbook.youngest
        oldest = playbook.oldest
        needsInsurance = playbook.needsInsurance
        isHeavy = playbook.isHeavy
        maximumShiftHours = playbook.maximumShiftHours
        counters = playbook.counters
    }

    /// A valid first-aid certificate is the gate of this task.
    package var needsFirstAidCertificate: Bool { requiredSkills.contains(.firstAid) }
}

/// What is known of a site within an incident.
package struct SiteState: Sendable, Equatable, Codable {
    /// Work is stopped there, since when and why. nil: it runs.
    package var stop: Stop?
    /// Stand-down was ordered then.
    package var stoodDownAt: Instant?
    /// When leader, minimum headcount and first aid were first all there.
    package var readyAt: Instant?
    /// The leader's last total, with its time. nil: none yet.
    package var leaderTotal: LeaderTotal?

    package init() {}
}

package struct Stop: Sendable, Equatable, Codable {
    package var hazard: Hazard
    package var at: Instant
    /// The leader's or officer's headcount after the stop. nil: still due.
    package var headcount: Int?

    package init(hazard: Hazard, at: Instant, headcount: Int?) {
        self.hazard = hazard
        self.at = at
        self.headcount = headcount
    }
}

package struct LeaderTotal: Sendable, Equatable, Codable {
    package var people: Int
    package var at: Instant

    package init(people: Int, at: Instant) {
        self.people = people
        self.at = at
    }
}

/// Each has its own words, because "withdraw to high ground" kills in lightning.
package enum Hazard: String, Sendable, Codable, CaseIterable {
    case water, power, lightning, other
}

/// A figure somebody reported; a correction is a new reading.
package struct CounterReading: Sendable, Equatable, Codable {
    package var site: SiteCode
    /// The counter's slug, such as `bags`.
    package var counter: String
    /// Added since the last reading; negative only in a correction.
    package var added: Int
    /// When it was counted.
    package var at: Instant
    /// The number of the reading that this one corrects, from 1 in the incident. nil: it is a reading of its own.
    package var corrects: Int?

    package init(site: SiteCode, counter: String, added: Int, at: Instant, corrects: Int? = nil) {
        self.site = site
        self.counter = counter
        self.added = added
        self.at = at
        self.corrects = corrects
    }
}

/// How many of a tool are out at a site.
package struct ToolCount: Sendable, Equatable, Codable {
    package var site: SiteCode
    /// Its name as the centre's people say it, such as 铁锹.
    package var tool: String
    /// Lent so far, and come back.
    package var lent: Int
    package var returned: Int

    package var isOut: Int { lent - returned }
}

extension Incident {
    /// What a reading stands at after its corrections; nil when there is no reading of its own with this number.
    package func reading(_ number: Int) -> CounterReading? {
        guard counters.indices.contains(number - 1), counters[number - 1].corrects == nil else { return nil }
        var reading = counters[number - 1]
        for correction in counters where correction.corrects == number { reading.added += correction.added }
        return reading
    }

    /// How many of `tool` are out at `site`.
    package func toolsOut(_ tool: String, at site: SiteCode) -> Int {
        tools?.first { $0.tool == tool && $0.site == site }?.isOut ?? 0
    }

    mutating func move(_ tool: String, at site: SiteCode, by change: Int) {
        var counts = tools ?? []
        let place = counts.firstIndex { $0.tool == tool && $0.site == site } ?? counts.endIndex
        if place == counts.endIndex {
            counts.append(ToolCount(site: site, tool: tool, lent: 0, returned: 0))
        }
        if change >= 0 { counts[place].lent += change } else { counts[place].returned -= change }
        tools = counts
    }
}

/// How far the one-hour circle was filled when the hour was over: *known at T+60*, and then frozen.
package struct CircleFigures: Sendable, Equatable, Codable {
    package var required: Int
    package var arrived: Int
    package var sites: Int
    package var sitesReady: Int

    package init(required: Int, arrived: Int, sites: Int, sitesReady: Int) {
        self.required = required
        self.arrived = arrived
        self.sites = sites
        self.sitesReady = sitesReady
    }
}
