import Foundation
import Mobilization
import OperationsManual

/// The centre that a configuration describes, as the daemon would read it.
struct BenchCentre {
    let configuration: Configuration
    let rows: [RosterRow]
    private let library: ReferenceLibrary

    /// - Throws: `BenchFailure` with what is wrong with the files.
    init(configuration path: String) throws {
        let reading = ReferenceLibrary.load(configuration: path, credentials: nil, today: nil)
        guard let library = reading.value else {
            throw BenchFailure(reading.errors.map(\.description).joined(separator: "\n"))
        }
        self.library = library
        configuration = library.configuration
        rows = library.roster.accepted
    }

    var settings: Settings {
        Settings(
            zone: configuration.offsets, dutyPhone: configuration.centre.dutyLandline,
            centre: configuration.centre.position, seed: configuration.seed ?? 1)
    }

    /// The reference data as inputs, in the order of the daemon; `ids` belong to `rows`, one each.
    func changes(ids: [MemberID]) -> [Input] {
        let roster = Roster(
            version: ReferenceVersion(number: 1, digest: "bench"),
            members: zip(rows, ids).map { $0.member(id: $1) })
        return [
            .reference(.manual(library.manual.manual)), .reference(.sites(library.sites)),
            .reference(.rules(library.rules)), .reference(.rota(library.rota)), .reference(.roster(roster)),
        ]
    }

    /// The needs of a demand file, as a demand of that number.
    func demand(_ file: String, number: Int, at now: Instant) throws -> Alert {
        struct File: Decodable { var needs: [DemandedNeed] }
        let data = try Data(contentsOf: URL(fileURLWithPath: file))
        let needs = try JSONDecoder().decode(File.self, from: data).needs
        return Alert(
            identifier: "bench-\(number)", kind: .demand, status: .actual, messageType: .alert, event: "暴雨内涝",
            colour: nil, issuedAt: now, expiresAt: nil, references: [], areas: [], headline: "",
            demand: Demand(requestedBy: "bench", needs: needs, neededBy: now + .hours(3)))
    }
}

struct BenchFailure: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}
