import Mobilization
import MobilizationRuntime

/// What the alert sources send: demands, other figures, cancels, repeats, exercises, warnings, calls from homes.
extension SwarmWorld {
    func alert(at now: Instant) {
        guard !isHealed else { return }
        next(.alert, plan.alerts, &deskDice)
        switch deskDice.below(12) {
        case 0: raise(old: .cancel)
        case 1: raise(old: .update)
        case 2: repeatLast()
        case 3: raise(warning(now))
        case 4: raise(warning(now))
        case 5: raise(homeCall(.sos, now))
        case 6: raise(homeCall(.anomaly, now))
        case 7: raise(demandAlert(now, .exercise))
        case 8: raise(demandAlert(now, deskDice.one(of: AlertStatus.allCases) ?? .test))
        case 9: hand(in: .unreadableAlert(source: "command", raw: "{"), at: now)
        default: raise(demandAlert(now, .actual))
        }
    }

    func raise(_ alert: Alert) {
        if alert.demand != nil { demands.append(alert) }
        hand(in: .alert(alert, source: "command", raw: SwarmTown.requester), at: clock.now)
    }

    /// The same alert once more, as a source does that had no answer.
    private func repeatLast() {
        guard let alert = demands.last else { return }
        hand(in: .alert(alert, source: "command", raw: "{}"), at: clock.now)
    }

    private func raise(old type: AlertMessageType) {
        guard var alert = deskDice.one(of: demands) else { return }
        alert.messageType = type
        if type == .update { alert.demand = demand() }
        hand(in: .alert(alert, source: "command", raw: "{}"), at: clock.now)
    }

    func demandAlert(_ now: Instant, _ status: AlertStatus) -> Alert {
        lastParcel += 1
        return Alert(
            identifier: "D\(lastParcel)", kind: .demand, status: status, messageType: .alert, event: "暴雨内涝",
            colour: nil, issuedAt: now, expiresAt: nil, references: [], areas: [], headline: "",
            demand: demand())
    }

    private func warning(_ now: Instant) -> Alert {
        lastParcel += 1
        return Alert(
            identifier: "W\(lastParcel)", kind: .warning, status: .actual, messageType: .alert,
            event: deskDice.one(of: ["暴雨", "大风", "山洪"]) ?? "暴雨",
            colour: deskDice.one(of: WarningColour.allCases), issuedAt: now,
            expiresAt: now + deskDice.between(.minutes(20), .hours(6)), references: [], areas: ["涪城区"],
            headline: "", demand: nil)
    }

    private func homeCall(_ kind: AlertKind, _ now: Instant) -> Alert {
        lastParcel += 1
        var alert = Alert(
            identifier: "H\(lastParcel)", kind: kind, status: .actual, messageType: .alert, event: "一键呼叫",
            colour: nil, issuedAt: now, expiresAt: nil, references: [], areas: [], headline: "", demand: nil)
        alert.household = Household(
            community: "花园社区", address: SwarmTown.household,
            position: deskDice.one(of: reference.roster.members)?.home ?? reference.settings.centre,
            alsoTold: [])
        return alert
    }
}
