import Mobilization
import MobilizationRuntime
import Simulation

extension LiveCentre {
    /// Begins the replay: the first wave's answers now, the reserve's as it is called.
    func startFlood() throws -> [String] {
        guard let incident else { throw TranscriptMistake("no incident is open") }
        var script = try FloodScript()
        let called = incident.callouts.values.filter { $0.pool == .pioneer }
        try script.seatPioneers(called.filter(isReachable), of: incident)
        for callout in called { script.seen.insert(callout.member) }
        let coming = script.seats.filter { $0.taker != nil }
        crowd.flood = script
        for (place, seat) in coming.enumerated() {
            guard let member = seat.taker else { continue }
            // F07's leader hears nothing; the officer has to ring.
            let isSilent = seat.leads && seat.site == "F07"
            let answer = answerTime(place, of: coming.count, before: seat, incident)
            come(seat, member, of: incident, answering: isSilent ? nil : answer)
        }
        let others = called.filter { callout in
            isReachable(callout) && !coming.contains { $0.taker == callout.member }
        }
        let noShows = unreliable(others, incident)
        for (place, callout) in noShows.enumerated() {
            say("1", callout.member, at: now + .seconds(Int64(90 + place * 15)))
            say("0", callout.member, at: now + .minutes(22) + .seconds(Int64(place * 50)))
        }
        let rest = others.filter { callout in !noShows.contains { $0.member == callout.member } }
        let decliners = rest.prefix(48)
        for (place, callout) in decliners.enumerated() {
            say("0", callout.member, at: now + .seconds(Int64(60 + place * 9)))
        }
        watchReserve(incident.id)
        return [
            "\(called.count) pioneers called: \(coming.count) will come"
                + " (\(script.moving.count) to another site than they were called to),"
                + " \(noShows.count) will say yes and not come,"
                + " \(decliners.count) will decline, the others are silent"
        ]
    }

    /// At most 24, and at most a tenth of a need, so that nobody who comes is turned away for them.
    private func unreliable(_ others: [Callout], _ incident: Incident) -> [Callout] {
        var room: [NeedID: Int] = [:]
        for need in incident.needs { room[need.id] = need.headcount / 10 }
        var chosen: [Callout] = []
        for callout in others where chosen.count < 24 && room[callout.need, default: 0] > 0 {
            room[callout.need, default: 0] -= 1
            chosen.append(callout)
        }
        return chosen
    }

    /// A quarter of them within three minutes, the last after eight; always in time for the way.
    private func answerTime(
        _ place: Int, of count: Int, before seat: FloodScript.Seat, _ incident: Incident
    ) -> Instant {
        let part = Int64(place) * 1000 / Int64(max(count, 1))
        let seconds = part < 250 ? 20 + part * 160 / 250 : 180 + (part - 250) * 300 / 750
        let latest = incident.openedAt + .minutes(Int64(seat.minute)) - .minutes(3)
        return min(now + .seconds(seconds), max(latest, now + .seconds(5)))
    }

    /// Says yes at `answer`, sets out, arrives to the minute, and is counted. `answer` is nil for somebody for whom the
    /// officer answers.
    private func come(
        _ seat: FloodScript.Seat, _ member: MemberID, of incident: Incident, answering answer: Instant?
    ) {
        let arrival = incident.openedAt + .minutes(Int64(seat.minute))
        crowd.busyUntil[member] = arrival
        if let answer {
            let minutes = (arrival - answer).wholeMinutes
            // Who comes after the hour says when.
            say(seat.minute > 60 ? "1 \(minutes)分钟" : "1", member, at: answer)
        }
        let ready = answer.map { $0 + .seconds(60) } ?? arrival - .minutes(20)
        say("2", member, at: max(ready, arrival - .minutes(20)))
        say("3", member, at: arrival - .seconds(30))
        rollCall(at: seat.site, of: incident.id, at: arrival - .seconds(5))
    }

    /// Looks every half minute whom the engine has called of the reserve since.
    private func watchReserve(_ id: IncidentID) {
        world.at(now + .seconds(30)) { [unowned self] world in
            guard let incident = world.state.incidents[id], now - incident.openedAt < .minutes(178) else {
                return
            }
            let fresh = incident.callouts.values.filter {
                $0.pool == .reserve && $0.stage == .called && !(crowd.flood?.seen.contains($0.member) ?? true)
                    && isReachable($0)
            }
            for (place, callout) in fresh.enumerated() { answerForReserve(callout, place, of: incident) }
            let minute = Int((now - incident.openedAt).wholeMinutes)
            for (seat, isMoved) in crowd.flood?.seatSpare(at: minute, of: incident) ?? [] {
                guard let member = seat.taker else { continue }
                come(seat, member, of: incident, answering: now + .seconds(20))
                guard isMoved else { continue }
                world.at(now + .seconds(40)) {
                    $0.order(.move(incident: id, members: [member], site: seat.site, playbook: nil))
                }
            }
            watchReserve(id)
        }
    }

    private func answerForReserve(_ callout: Callout, _ place: Int, of incident: Incident) {
        crowd.flood?.seen.insert(callout.member)
        let earliest = Int((now - incident.openedAt).wholeMinutes) + 6
        let answer = now + .seconds(Int64(15 + place % 40 * 4))
        if let seat = crowd.flood?.seatReserve(callout, from: earliest) {
            come(seat, callout.member, of: incident, answering: answer)
        } else if place % 5 == 0 {
            say("0", callout.member, at: answer + .seconds(60))
        }
    }

    /// The leaders' figures of the example, each at its minute.
    func scheduleCounts() throws -> [String] {
        guard let incident else { throw TranscriptMistake("no incident is open") }
        let rows = try FloodScript.rows("Examples/flood/counters.csv")
        for row in rows {
            let minute = try FloodScript.number(row[0])
            let site = row[1]
            let title = incident.needs.flatMap(\.rule.counters).first { $0.slug == row[2] }?.title ?? row[2]
            let due = incident.openedAt + .minutes(Int64(minute)) - .seconds(10)
            let id = incident.id
            world.at(due) { [unowned self] world in
                guard let leader = world.state.incidents[id]?.leader(at: site) else { return }
                say(title + row[3], leader.member, at: world.clock.now)
            }
        }
        return ["\(rows.count) figures"]
    }
}
