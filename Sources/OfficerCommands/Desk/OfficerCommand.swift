import ArgumentParser
import FoundationEssentials
import MusterAPI

/// One verb of the officer.
protocol OfficerCommand: AsyncParsableCommand {
    var common: CommonOptions { get }

    /// Does what was asked, at `desk`.
    ///
    /// - Throws: `Trouble` for everything that stands in the way.
    func perform(at desk: Desk) async throws -> Outcome
}

extension OfficerCommand {
    func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        let outcome = await carryOut(console: .ofProcess(environment: environment), environment: environment)
        if outcome != .done { throw ExitCode(outcome.rawValue) }
    }

    /// The whole command, its troubles told to `console`. `carrier` is nil for the network.
    func carryOut(
        console: Console, environment: [String: String], carrier: (any Carrier)? = nil
    ) async -> Outcome {
        let language = common.language(environment)
        do {
            let link = DaemonLink(
                address: try common.address(environment), language: language, carrier: carrier)
            return try await perform(
                at: Desk(console: console, link: link, language: language, options: common))
        } catch let trouble as Trouble {
            Self.tell(trouble, console, language, asJSON: common.json)
            return trouble.outcome
        } catch {
            console.complain("musterctl: \(error)\n")
            return .unreachable
        }
    }

    private static func tell(_ trouble: Trouble, _ console: Console, _ language: Language, asJSON: Bool) {
        switch trouble {
        case .refused(let problem, let bytes):
            if asJSON { console.write(String(decoding: bytes, as: UTF8.self) + "\n") }
            console.complain(tidy(language.of(problem.words), console))
            for place in (problem.diagnostics ?? []).prefix(20) {
                let line =
                    place.line > 0 ? ":\(place.line)" + (place.column > 0 ? ":\(place.column)" : "") : ""
                console.complain(tidy("  " + place.field + line + ": " + place.message, console))
            }
        case .misused(let sentence, let lines):
            console.complain(tidy(sentence, console))
            for line in lines { console.complain(cut(shown(line), to: console.width) + "\n") }
        case .unreachable(let sentence): console.complain(tidy(sentence, console))
        }
    }

    private static func tidy(_ sentence: String, _ console: Console) -> String {
        wrap(shown(sentence), to: console.width, indent: 2).joined(separator: "\n") + "\n"
    }
}
