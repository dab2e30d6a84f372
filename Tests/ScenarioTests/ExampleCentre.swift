import Foundation
import Mobilization
import OperationsManual
import Testing

/// The invented centre of `Examples`, read as the daemon reads it.
struct ExampleCentre {
    let configuration: Configuration
    let reference: Reference

    static var repository: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOfFile: repository + "/" + path, encoding: .utf8)
    }

    /// Members have the ids 1, 2, 3 ... in the order of the files.
    init(seed: UInt64, incidentCover: Bool = false) throws {
        let reading = ReferenceLibrary.load(
            configuration: Self.repository + "/Examples/musterd.yaml", credentials: nil, today: nil)
        let library = try #require(reading.value, "\(reading.errors)")
        configuration = library.configuration
        var reference = Reference(
            settings: Settings(
                zone: configuration.offsets, dutyPhone: configuration.centre.dutyLandline,
                centre: configuration.centre.position,
                incidentCover: incidentCover, seed: seed))
        reference.roster = Roster(
            version: ReferenceVersion(number: 1, digest: "roster"),
            members: zip(library.roster.accepted, 1...).map { $0.member(id: MemberID(Int64($1))) })
        reference.manual = library.manual.manual
        reference.sites = library.sites
        reference.rules = library.rules
        reference.rota = library.rota
        self.reference = reference
    }
}
