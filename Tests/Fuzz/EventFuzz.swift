import Foundation
import Mobilization

/// An event as the log holds it: JSON.
///
/// What a stranger wrote may hold more than we would write; once written by us it must come back as it was.
func examineEvent(_ bytes: [UInt8]) {
    guard let event = try? JSONDecoder().decode(Event.self, from: Data(bytes)) else { return }
    guard let ours = throughJSON(event) else {
        return require(false, "an event that was read can be written")
    }
    require(throughJSON(ours) == ours, "an event comes back from JSON as it was written")
    let packed = try? CompactDecoder().decode(Event.self, from: CompactEncoder().encode(ours))
    require(packed == ours, "an event comes back from a snapshot's form as it was written")
}

/// An event in the form in which snapshots are written.
func examineCompact(_ bytes: [UInt8]) {
    // A state needs nearly all of its fields, so that most bytes end early; an event shows the values themselves.
    _ = try? CompactDecoder().decode(State.self, from: Data(bytes))
    guard let event = try? CompactDecoder().decode(Event.self, from: Data(bytes)) else { return }
    // JSON has no infinity, which the compact form can hold; no event of ours does.
    guard let ours = throughJSON(event) else { return }
    let packed = try? CompactDecoder().decode(Event.self, from: CompactEncoder().encode(ours))
    require(packed == ours, "an event comes back from a snapshot's form as it was written")
}

private func throughJSON(_ event: Event) -> Event? {
    guard let json = try? JSONEncoder().encode(event) else { return nil }
    return try? JSONDecoder().decode(Event.self, from: json)
}

/// Events of many shapes, invented: the seeds of `event` and `compact`.
private let samples: [(name: String, event: Event)] = [
    ("founded", .storeFounded(seed: 7)),
    ("adopted", .referenceAdopted(.roster, ReferenceVersion(number: 3, digest: "abc"))),
    ("down", .gatewayWentDown("sms", reason: "HTTP 503")),
    ("clock", .clockStepped(by: .seconds(-30))),
    ("purged", .textsPurged(PackedNumbers([1, 2, 300, 70_000, -1]))),
    ("started", .attemptsStarted("sms", PackedNumbers([1, 2, 3]))),
    (
        "settled",
        .attemptsSettled(
            "sms",
            SettledAttempts(
                accepted: PackedNumbers([1, 2]), references: ["ref-1", "ref-2"],
                others: [
                    .init(attempt: AttemptID(3), outcome: .refused(reason: "no such number"), notBefore: nil),
                    .init(
                        attempt: AttemptID(4), outcome: .throttled(retryAfter: .seconds(5)),
                        notBefore: Instant(milliseconds: 1_751_927_600_000)),
                ]))
    ),
    (
        "planned",
        .attemptsPlanned(
            PlannedAttempts(
                firstID: AttemptID(1), incident: IncidentID(1), channel: .sms, template: "callout",
                urgency: .callout, notAfter: Instant(milliseconds: 1_751_934_600_000),
                members: PackedNumbers([1, 2]), duty: nil, texts: PackedNumbers([2, 3])))
    ),
    (
        "wave",
        .waveSent(
            IncidentID(1), wave: 1,
            Wave(
                [
                    Invited(
                        member: MemberID(1), need: NeedID(1), site: "F01", role: .leader, pool: .pioneer,
                        expectedAt: Instant(milliseconds: 1_751_930_000_000), chance: 600)
                ],
                reasons: WaveReasons(
                    [.chosenNearest, .tooFar, .tooFar], roster: ReferenceVersion(number: 3, digest: "abc"))))
    ),
    ("reply", .replyCame(MemberID(1), .coming, TextRef(8), gateway: "sms", identifier: "in-1")),
    (
        "count",
        .replyCame(
            nil, .leaderCount(counterWord: "袋", 80), TextRef(9), gateway: "sms", identifier: nil)
    ),
    ("stated", .arrivalStated(IncidentID(1), MemberID(1), at: Instant(milliseconds: 1_751_930_000_000))),
    ("reported", .leaderReported(IncidentID(1), "F01", people: 12)),
    ("posture", .postureHeld(.standby, note: TextRef(4))),
]

func writeEventSeeds(to folder: String) throws {
    for (name, event) in samples {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        for (target, bytes) in [
            ("event", try encoder.encode(event)), ("compact", try CompactEncoder().encode(event)),
        ] {
            let place = URL(fileURLWithPath: folder).appending(path: target)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            try bytes.write(to: place.appending(path: name))
        }
    }
}
