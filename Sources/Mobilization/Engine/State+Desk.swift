/// How what the officer keeps at the desk changes: approvals, demands, offers, the duty log, hand-over.
extension State {
    mutating func applyDesk(_ fact: Fact) {
        switch fact.event {
        case .glassBroken(let id, let note):
            keepTextNumber(note)
            guard let confirmation = confirmations.first(where: { $0.id == id }) else { return }
            incidents.update(confirmation.incident) { $0.glassBroken = ($0.glassBroken ?? 0) + 1 }
        case .envelopeApproved(let id, let envelope): incidents.update(id) { $0.envelope = envelope }
        case .incidentClassified(let id, let level, let grade):
            incidents.update(id) { incident in
                incident.responseLevel = level
                incident.eventGrade = grade
            }
        case .demandVerified(let id): incidents.update(id) { $0.demandVerifiedAt = fact.at }
        case .demandEnded(let id, let end, let note):
            incidents.update(id) { $0.demandEnd = end }
            keepTextNumber(note)
        case .offerMade(let offer):
            offers[offer.number] = offer
            next.offer = max(next.offer, offer.number + 1)
            keepTextNumber(offer.what)
            keepTextNumber(offer.who)
        case .offerChanged(let number, .withdrawn, _): offers[number] = nil
        case .offerChanged(let number, let state, let site):
            offers.update(number) { offer in
                offer.state = state
                offer.site = site ?? offer.site
            }
        default: applyDutyLog(fact)
        }
    }

    private mutating func applyDutyLog(_ fact: Fact) {
        switch fact.event {
        case .dutyHandedOver(let handover):
            self.handover = handover
            next.handover = max(next.handover, handover.number + 1)
            keepTextNumber(handover.note)
        case .dutyTaken: handover = nil
        case .dutyNoted(let note):
            next.note = max(next.note, note.number + 1)
            keepTextNumber(note.text)
            keepTextNumber(note.source)
            if note.due != nil { followUps.append(note) }
        case .followUpDue(let number): followUps.removeAll { $0.number == number }
        default: break
        }
    }

    mutating func keepTextNumber(_ text: TextRef?) {
        if let text { next.text = max(next.text, text.number + 1) }
    }
}
