import Mobilization
import MobilizationRuntime
import MusterAPI

extension Route {
    /// How ready the team is held.
    static var posture: [Route] {
        [
            query(
                "/v1/posture", PostureView.self,
                "The posture, its warnings, and the answers to standby notices."
            ) {
                _, http in .json(try http.board().postureView())
            },
            command(
                "/v1/posture", PostureBody.self,
                "Holds the posture by hand; without one the warnings decide again."
            ) { body, scope in
                .hold(try body.posture.map { try postureNamed($0) }, note: scope.note(body.note))
            },
        ]
    }

    private static func postureNamed(_ name: String) throws(ProblemDetails) -> Posture {
        // Only a call-out deploys.
        let known = Posture.allCases.filter { $0 != .deployed }
        guard let posture = known.first(where: { $0.wireName == name }) else {
            throw Problem.unacceptable([
                .init(
                    field: "posture",
                    message: "must be one of " + known.map(\.wireName).joined(separator: ", "))
            ])
        }
        return posture
    }
}
