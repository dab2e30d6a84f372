import ArgumentParser
import MusterAPI

/// `approve 批准`
struct ApproveCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Approves once how far waves go by themselves; asks for the count. 批准",
        discussion: """
            approve --people 600 --reserve 900 --until 09:30: at most 600 people in all, and 900 of the reserve once
            the leader in charge has confirmed. Beyond it todo asks.
            """, aliases: ["批准"])

    @Option(name: .long, help: "People called in all.")
    var people: Int

    @Option(name: .long, help: "Of the reserve so many more than so far; a second person must confirm.")
    var reserve: Int?

    @Option(name: .long, help: "Texts of the incident in all.")
    var texts: Int?

    @Option(name: .long, help: "HH:MM; no wave goes out later.")
    var until: String

    @Option(name: .long, help: "The count of people, for scripts.")
    var yes: Int?

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        let incident = try await desk.incident()
        let time = try await desk.time(until, isPast: false)
        let question = Words(
            zh: "批准\(incident.code)\(incident.event)到\(until)共呼叫\(people)人。",
            en: "\(incident.code) \(incident.event): \(people) people in all may be called until \(until).")
        try desk.confirm(people, desk.of(question), typed: yes)
        let answer = try await desk.order(
            Desk.path(of: incident) + "/envelope",
            EnvelopeBody(
                people: people, reserve: reserve, texts: texts, until: time, confirmed: yes ?? people))
        if let confirmation = answer.confirmation { desk.hint(.thenConfirm, "\(confirmation)") }
        return .done
    }
}
