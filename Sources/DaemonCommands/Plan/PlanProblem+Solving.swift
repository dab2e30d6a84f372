import Mobilization

extension PlanProblem {
    /// The plan. The problem has no mistakes.
    func solved() -> PlanAnswer {
        let roster = Roster(version: .none, members: people.enumerated().map(member))
        let plan = CallOutPlanner().plan(planningProblem, roster: roster)
        let needIDs = needs.map(\.id)
        let invited = plan.invitations.map { invitation in
            let place = Int(invitation.member.number) - 1
            return PlanAnswer.Invited(
                id: people[place].id, need: needIDs[Int(invitation.need.number) - 1],
                site: invitation.site,
                role: needs[Int(invitation.need.number) - 1].role,
                expectedAt: Double(invitation.expectedAt.milliseconds) / 1000 + now,
                reason: "\(shown(plan.reasons[place]))")
        }
        let called = Set(plan.invitations.map(\.member.number))
        let passed = people.indices.filter { !called.contains(Int64($0 + 1)) }.map { place in
            PlanAnswer.PassedOver(
                id: people[place].id,
                reason: "\(plan.reasons.isEmpty ? PlanReason.notNeeded : plan.reasons[place])")
        }
        return PlanAnswer(
            invited: invited,
            needs: plan.needs.map { outlook in
                let need = needs[Int(outlook.need.number) - 1]
                return PlanAnswer.Reached(
                    id: need.id, probability: Double(outlook.full) / 1000,
                    expected: Double(outlook.expected) / 1000, state: outlook.state.rawValue,
                    missing: outlook.lacks.map { PlanAnswer.Missing(role: need.role, people: $0.people) })
            }, passedOver: passed)
    }

    /// To the planner a role is a skill that a seat asks for. Where all workers have the same, it isn't scarce.
    private func shown(_ reason: PlanReason) -> PlanReason {
        reason == .chosenScarceSkill && workerRoles.count == 1 ? .chosenNearest : reason
    }

    private func member(_ place: Int, _ person: Person) -> Member {
        Member(
            id: MemberID(Int64(place + 1)), name: person.id, pool: .pioneer,
            level: person.roles.contains("leader") ? .high : .basic,
            skills: workerRoles.enumerated().filter { person.roles.contains($0.element) }
                .map { Self.roleMarks[$0.offset] },
            bornOn: nil, insuredUntil: nil, firstAidUntil: nil, home: nil, transport: .ebike,
            addresses: [Address(channel: .sms, value: person.id)])
    }

    private var planningProblem: PlanningProblem {
        let start = Instant(seconds: 0)
        let latest = needs.map { $0.by - now }.max() ?? 0
        var problem = PlanningProblem(
            now: start, zone: .fixed(hours: 0), conditions: RoadConditions(weather: .dry),
            needs: needs.enumerated().map { place, need in
                PlanningNeed(
                    id: NeedID(Int64(place + 1)), site: need.site, position: position(need.site),
                    rule: rule(need), headcount: need.required,
                    leaderSeats: need.role == "leader" ? need.required : 0,
                    neededBy: start + seconds(need.by - now))
            },
            excluded: [], mayInvite: [.pioneer: people.count], circleEnd: start + seconds(latest),
            incidentCover: true, grid: TurnoutGrid(groups: 1, spread: policy?.spread ?? 0),
            habits: people.map { person in
                ArrivalHabit(
                    turnout: person.turnout,
                    waits: ArrivalHabit.Waits(
                        reactionMedian_ms: seconds(person.reactionMedian ?? 0).milliseconds,
                        reactionSigma: person.reactionSigma ?? 0,
                        preparation: seconds(person.preparation ?? 0)))
            },
            travel: .known(
                sites: sites.map(\.id),
                milliseconds: people.flatMap { person in
                    sites.map { site in person.travel[site.id].map { seconds($0).milliseconds } ?? -1 }
                }))
        problem.checkIn = .zero
        problem.policy.readyTarget = policy?.target ?? 0.95
        problem.policy.fullTarget = policy?.target ?? 0.95
        problem.policy.mostInvited = policy?.maxInvited ?? .max
        problem.policy.overArrivalPercent = policy?.overArrivalPercent ?? 1_000_000
        return problem
    }

    private func seconds(_ seconds: Double) -> Interval {
        Interval(milliseconds: Int64((seconds * 1000).rounded()))
    }

    private func position(_ id: String) -> Coordinate {
        let site = sites.first { $0.id == id }
        return Coordinate(latitude: site?.lat ?? 0, longitude: site?.lon ?? 0)
    }

    /// No gate but the role: a role of the file is a skill of the roster, whatever it is called.
    private func rule(_ need: Need) -> NeedRule {
        let role = workerRoles.firstIndex(of: need.role).map { Self.roleMarks[$0] }
        return NeedRule(
            Playbook(
                slug: "plan", chapter: 1, title: need.role, titleEnglish: need.role, aliases: [], version: 1,
                approvedBy: nil, approvedOn: nil, siteMinimum: 0,
                levels: LevelRule(worker: .basic, group: .basic, lead: .high),
                requiredSkills: role.map { [$0] } ?? [], preferredSkills: [], youngest: 0,
                oldest: 99, needsInsurance: false, isHeavy: false, maximumShiftHours: 12,
                firstAidersAlong: 0, orderKeepersAlong: 0, ratePerPersonHour: nil, unit: "", counters: []))
    }
}
