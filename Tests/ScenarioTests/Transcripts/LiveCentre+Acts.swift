import CurlTransport
import Foundation
import HTTPAPI
import Mobilization
import MobilizationRuntime
import MusterAPI
import Simulation

@testable import OfficerCommands

extension LiveCentre {
    /// Carries out one line, without its time; answers with what there is to see.
    func act(_ line: String, language: String) async throws -> [String] {
        let words = try shellWords(line).flatMap(filled)
        let rest = Array(words.dropFirst())
        switch words[0] {
        case "musterctl": return try await desk(rest, as: "", language)
        case "as":
            guard rest.count > 2, rest[1] == "musterctl" else {
                throw TranscriptMistake("as leader|viewer musterctl ...")
            }
            return try await desk(Array(rest.dropFirst(2)), as: rest[0], language)
        case "alert": return try await alert(rest)
        case "reply": return try reply(rest)
        case "phone": return try phone(rest)
        case "gateway": return try gateway(rest)
        case "restart": return try restart()
        case "crowd": return try crowd(rest)
        case "check": return try check(rest)
        case "incident": return try choose(rest)
        default: throw TranscriptMistake("nobody knows what \"\(words[0])\" means")
        }
    }

    /// What stands in braces, looked up at this moment:
    ///
    /// | word | becomes |
    /// |---|---|
    /// | `{F07.leader}` | the name of whoever was called last to lead F07 |
    /// | `{F07.worker}` | the name of the first worker who has promised to come there |
    /// | `{coming.1}` | the name of the first person who promised to come |
    /// | `{called.3}` | the name of the third person who was called |
    /// | `{last.released}` | the name of whoever reached that stage last |
    /// | `{lost.2}` | the name of the second person who isn't accounted for |
    /// | `{code}` | the four digits of the incident that the transcript speaks of |
    /// | `{todo.help}` | the number of the newest item of that kind in the inbox |
    /// | `{moving}` | the numbers of all whom the flood's script has moved |
    private func filled(_ word: String) throws -> [String] {
        guard word.hasPrefix("{"), word.hasSuffix("}") else { return [word] }
        if word == "{moving}" { return (crowd.flood?.moving ?? []).map { "\($0)" } }
        if word == "{code}", let incident { return [incident.code] }
        let parts = word.dropFirst().dropLast().split(separator: ".").map(String.init)
        guard parts.count == 2 else { return [word] }
        if parts[0] == "todo" {
            let item = world.boards.current?.todoView().items.last { $0.kind == parts[1] }
            guard let item else { throw TranscriptMistake("no \(parts[1]) in the inbox") }
            return ["\(item.id)"]
        }
        guard let member = person(parts[0], parts[1]).flatMap({ roster[$0] }) else {
            throw TranscriptMistake("nobody is \(word)")
        }
        return [member.name]
    }

    private func person(_ place: String, _ part: String) -> MemberID? {
        guard let callouts = incident?.callouts.values else { return nil }
        if place == "lost" {
            let lost = callouts.filter { $0.stage.isUnaccounted }
            return Int(part).flatMap { lost.count >= $0 ? lost[$0 - 1].member : nil }
        }
        if place == "called" {
            let called = callouts.filter { $0.wave > 0 }
            return Int(part).flatMap { called.count >= $0 ? called[$0 - 1].member : nil }
        }
        if place == "last", let stage = CrowdOrder.stages[part] {
            return callouts.filter { $0.stage == stage }.max { $0.since < $1.since }?.member
        }
        if place == "coming" {
            let coming = callouts.filter { $0.promisedAt != nil }
                .sorted { ($0.promisedAt ?? now, $0.member) < ($1.promisedAt ?? now, $1.member) }
            return Int(part).flatMap { coming.count >= $0 ? coming[$0 - 1].member : nil }
        }
        let here = callouts.filter { $0.site == place }
        return part == "leader"
            ? here.last { $0.role == .leader }?.member
            : here.first { $0.role == .worker && $0.stage.isPromised }?.member
    }

    // MARK: - The desk

    /// A command of an officer, through the program's own parser and the daemon's own routes.
    private func desk(_ arguments: [String], as officer: String, _ language: String) async throws -> [String]
    {
        guard let uid = Self.officers[officer] else { return ["no officer \(officer)"] }
        let screen = Screen()
        let console = Console(write: { screen.text += $0 }, complain: { screen.text += $0 }, ask: { nil })
        let code = await MusterCtl.run(
            arguments, console: console, environment: ["LANG": language == "zh" ? "zh_CN.UTF-8" : "C"],
            carrier: InProcess(http: http, peer: .local(uid: uid)))
        var lines = screen.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last == "" { lines.removeLast() }
        // The parser's own words about a mistyped command are as wide as they are.
        if code != 64, let wide = lines.first(where: { displayWidth($0) > 80 }) {
            throw TranscriptMistake("\(displayWidth(wide)) columns: \(wide)")
        }
        return lines + (code == 0 ? [] : ["exit code \(code)"])
    }

    // MARK: - From outside

    /// `alert SOURCE FILE`
    private func alert(_ words: [String]) async throws -> [String] {
        guard words.count == 2 else { throw TranscriptMistake("alert SOURCE FILE or alert SOURCE '{...}'") }
        let isInline = words[1].hasPrefix("{") || words[1].hasPrefix("<")
        let body =
            isInline
            ? words[1]
            : try ExampleCentre.text(
                (words[1].contains("/") ? "" : "Tests/ScenarioTests/Scenarios/") + words[1])
        let isXML = body.hasPrefix("<")
        let request = TransferRequest(
            url: "http://localhost/v1/alerts/" + words[0],
            ownHeaders: ["Content-Type: " + (isXML ? "application/cap+xml" : "application/json")],
            body: Array(body.utf8))
        let result = await InProcess(http: http, peer: .network).perform(request)
        guard case .response(let response) = result else { throw TranscriptMistake("no answer: \(result)") }
        let data = Data(response.body)
        if let answer = try? MusterJSON.decode(MusterAPI.AlertAnswer.self, from: data) {
            return ["\(response.status) \(answer.decision)" + (answer.code.map { " \($0)" } ?? "")]
        }
        let problem = try MusterJSON.decode(ProblemDetails.self, from: data)
        return ["\(response.status) \(problem.words.en)"]
    }

    /// `reply WHO TEXT`: a text from somebody's phone. Says nothing; `phone WHO` shows what comes back.
    private func reply(_ words: [String]) throws -> [String] {
        guard words.count == 2 else { throw TranscriptMistake("reply WHO TEXT") }
        crowd.replies += 1
        post(
            Letter(
                .reply(
                    InboundReply(
                        from: try number(words[0]), text: words[1], identifier: "typed-\(crowd.replies)"),
                    gateway: Self.smsGateway)))
        return []
    }

    /// `phone WHO`: the texts that came to this phone since it was last looked at.
    private func phone(_ words: [String]) throws -> [String] {
        guard words.count == 1 else { throw TranscriptMistake("phone WHO") }
        let number = try number(words[0])
        let messages = world.gateway.sent.filter { $0.message.order.address == number }
        let seen = crowd.texted[number] ?? 0
        crowd.texted[number] = messages.count
        return messages.dropFirst(seen).map { at, message in
            let channel = message.order.channel == .voice ? " (voice)" : ""
            return "\(zone.local(at).clock)\(channel) \(message.words)"
        }
    }

    private func number(_ who: String) throws -> String {
        if who.hasPrefix("+") { return who }
        guard let member = roster.members(named: who).first, let number = member.address(on: .sms) else {
            throw TranscriptMistake("nobody on the roster is called \(who)")
        }
        return number
    }

    /// `gateway down NAME`, `gateway up NAME`, `gateway refuse COUNT of EVERY`, `gateway pace 60`
    private func gateway(_ words: [String]) throws -> [String] {
        switch (words.first, words.count) {
        case ("down", 2): post(Letter(.gatewayDown(words[1], reason: "connection refused")))
        case ("up", 2): post(Letter(.gatewayUp(words[1])))
        case ("refuse", 4):
            guard let count = Int(words[1]), let every = Int(words[3]) else { fallthrough }
            refusals.left = count
            refusals.stride = every
        case ("pace", 2): refusals.pace = Int(words[1])
        default:
            throw TranscriptMistake(
                "gateway down NAME | up NAME | refuse COUNT of EVERY | pace TEXTS-A-MINUTE")
        }
        return []
    }

    /// `incident 2`: from here `crowd`, `check` and braces speak of the second incident that was opened.
    private func choose(_ words: [String]) throws -> [String] {
        guard words.count == 1, let number = Int64(words[0]), state.incidents[IncidentID(number)] != nil
        else {
            throw TranscriptMistake("incident NUMBER, of one that is open")
        }
        chosen = IncidentID(number)
        return []
    }

    private func restart() throws -> [String] {
        try lock.withLock {
            let before = world.state
            try world.restart()
            try world.run(until: world.clock.now)
            return [
                "\(before.sequence) facts replayed,"
                    + " \(before.incidents.count) incident(s) open, \(before.alarms.count) in the inbox"
            ]
        }
    }
}

/// What a command wrote; one task at a time writes to it.
private final class Screen: @unchecked Sendable {
    var text = ""
}
