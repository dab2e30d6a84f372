import Mobilization
package import MobilizationRuntime
package import MusterAPI

extension Board {
    /// How ready the team is held, the warnings behind it, and what people said to the standby notices.
    package func postureView() -> PostureView {
        PostureView(
            sequence: sequence, asOf: teamClock.moment(asOf), posture: state.postureNow.wireName,
            postureWords: state.postureNow.words, held: state.postureHeld != nil,
            storms: state.storms.map(stormRow), standby: standbyView())
    }

    func standbyView() -> StandbyView? {
        state.standby.map { standby in
            StandbyView(
                since: teamClock.moment(standby.since), asked: standby.answers.count,
                can: standby.count(.can),
                cannot: standby.count(.cannot), silent: standby.count(.asked))
        }
    }

    private func stormRow(_ storm: Storm) -> StormRow {
        var areas: [String] = []
        for area in storm.warnings.flatMap({ $0.areas ?? [] }) where !areas.contains(area) {
            areas.append(area)
        }
        return StormRow(
            danger: storm.danger, colour: storm.gravest.colour?.wireName,
            colourWords: storm.gravest.colour?.words, posture: storm.posture.words, areas: areas,
            warnings: storm.warnings.map { warning in
                WarningRow(
                    source: warning.key.source, alert: warning.key.identifier, event: warning.event,
                    colourWords: warning.colour?.words, issued: teamClock.moment(warning.issuedAt),
                    expires: teamClock.moment(warning.expiresAt))
            })
    }
}
