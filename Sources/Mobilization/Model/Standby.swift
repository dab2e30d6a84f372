/// Who was asked to stand by since the posture rose, and what they said.
package struct Standby: Sendable, Equatable, Codable {
    package enum Answer: Int, Sendable, Codable {
        case asked, can, cannot
    }

    package var since: Instant
    /// In the order in which they were asked.
    package var answers = Ordered<MemberID, Answer>()

    package init(since: Instant) {
        self.since = since
    }

    package func count(_ answer: Answer) -> Int { answers.values.count { $0 == answer } }
}

/// What one warning asks of the team, apart from its words: all of them are looked at whenever one comes or goes.
package struct WarningInForce: Sendable, Equatable, Codable {
    package var colour: WarningColour?
    package var posture: Posture
    package var notify: NoticeScope
    /// nil: until it is taken back.
    package var expiresAt: Instant?

    init(_ record: AlertRecord) {
        colour = record.colour
        posture = record.posture ?? .normal
        notify = record.notify ?? .nobody
        expiresAt = record.expiresAt
    }
}

/// One storm: warnings of the same danger from district, city and province, of which the gravest counts.
package struct Storm: Sendable, Equatable {
    /// The danger without colour and form, such as 暴雨.
    package var danger: String
    /// The gravest first; of equals the newest.
    package var warnings: [AlertRecord]

    package var gravest: AlertRecord { warnings[0] }
    package var posture: Posture { warnings.map { $0.posture ?? .normal }.max() ?? .normal }
    package var notify: NoticeScope { warnings.map { $0.notify ?? .nobody }.max() ?? .nobody }

    /// The gravest storm first.
    static func grouped(_ warnings: [AlertRecord]) -> [Storm] {
        var places = Ordered<String, [Int]>()
        // Many warnings have few names, and reading a name costs more than all the rest.
        var dangers: [String: String] = [:]
        for (place, warning) in warnings.enumerated() {
            let danger = dangers[warning.event] ?? danger(of: warning.event)
            dangers[warning.event] = danger
            if places[danger] == nil { places[danger] = [] }
            places.update(danger) { $0.append(place) }
        }
        return zip(places.keys, places.values).map { danger, places in
            Storm(
                danger: danger, warnings: places.map { warnings[$0] }.sorted { $0.gravity > $1.gravity })
        }.sorted { $0.gravest.gravity > $1.gravest.gravity }
    }

    /// 暴雨橙色预警信号 and "Rainstorm RED warning" without what says how grave it is and that it is a warning.
    ///
    /// Names that differ otherwise, such as 暴雨 and 山洪, are two dangers, and both count.
    package static func danger(of event: String) -> String {
        var rest = event.lowercased()
        for word in Self.formWords {
            while let range = rest.firstRange(of: word) { rest.removeSubrange(range) }
        }
        let bare = rest.filter { !" -_（）()、".contains($0) }
        return bare.isEmpty ? event : bare
    }

    private static let formWords = [
        "预警信号", "预警", "信号", "发布", "升级", "红色", "橙色", "黄色", "蓝色", "warning", "alert", "signal", "orange",
        "yellow", "blue", "red",
    ]
}

extension AlertRecord {
    fileprivate var gravity: (Int, Int, Instant) {
        (colour?.rawValue ?? 0, posture?.rawValue ?? 0, issuedAt)
    }
}

private func > (left: (Int, Int, Instant), right: (Int, Int, Instant)) -> Bool {
    if left.0 != right.0 { return left.0 > right.0 }
    if left.1 != right.1 { return left.1 > right.1 }
    return left.2 > right.2
}
