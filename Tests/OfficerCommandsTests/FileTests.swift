import Foundation
import MusterAPI
import Testing

@testable import OfficerCommands

/// A file of its own with this content, gone when the test ends.
private final class ScratchFile {
    let path: String

    init(_ content: String) throws {
        let url = FileManager.default.temporaryDirectory.appending(
            path: "mc-\(UInt64.random(in: .min ... .max))")
        try Data(content.utf8).write(to: url)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

private func importReport(_ errors: [ProblemDetails.Place] = [], committed: Bool) -> String {
    json(
        RosterImportReport(
            committed: committed, rows: 386, added: 2, changed: 5, removed: 1, removedEngaged: 0,
            errors: errors,
            warnings: [], sentence: Words(zh: "可以导入。", en: "Ready.")))
}

@Suite struct RosterImportTests {
    @Test func `an import only shows what it would do until --commit`() async throws {
        let file = try ScratchFile("姓名,电话\n")
        let daemon = try StubDaemon {
            .answer(200, importReport(committed: $0.target.hasSuffix("commit=true")))
        }
        let paper = Paper()
        #expect(await musterctl(["roster", "import", file.path], at: daemon, paper) == 0)
        #expect(paper.out.contains("新增 2，更改 5，移除 1") && paper.out.contains("--commit"))
        let committed = Paper()
        #expect(await musterctl(["花名册", "导入", file.path, "--commit"], at: daemon, committed) == 0)
        #expect(!committed.out.contains("--commit"))
        #expect(daemon.seen.map(\.target) == ["/v1/roster?commit=false", "/v1/roster?commit=true"])
        #expect(daemon.seen.allSatisfy { $0.headers["content-type"] == "text/csv" && $0.body == "姓名,电话\n" })
    }

    @Test func `a spreadsheet with faults is refused with each place`() async throws {
        let file = try ScratchFile("x")
        let fault = ProblemDetails.Place(field: "roster.csv", line: 7, column: 3, message: "phone is missing")
        let daemon = try StubDaemon { _ in .answer(422, importReport([fault], committed: false)) }
        let paper = Paper()
        #expect(await musterctl(["roster", "import", file.path, "--commit"], at: daemon, paper) == 1)
        #expect(paper.out.contains("错误 roster.csv:7:3：phone is missing"))
    }

    @Test func `a file that isn't there is said before anything is sent`() async throws {
        let daemon = try StubDaemon { _ in .close }
        let paper = Paper()
        #expect(await musterctl(["roster", "import", "/nonexistent.csv"], at: daemon, paper) == 2)
        #expect(paper.errors.contains("/nonexistent.csv") && daemon.seen.isEmpty)
    }
}

@Suite struct AddressTests {
    private func address(_ arguments: [String], _ environment: [String: String] = [:]) throws
        -> DaemonLink.Address
    {
        try MusterCtl.command(["duty"] + arguments).common.address(environment)
    }

    @Test func `the option beats the environment, and the environment the usual place`() throws {
        #expect(try address([]) == .socket("/run/musterd-control.sock"))
        #expect(try address([], ["MUSTER_SOCKET": "/e"]) == .socket("/e"))
        #expect(try address(["--socket", "/o"], ["MUSTER_SOCKET": "/e"]) == .socket("/o"))
    }

    @Test func `a token comes from its file, without its line end`() throws {
        let file = try ScratchFile("abc123\n")
        let found = try address(["--server", "http://127.0.0.1:8470/", "--token-file", file.path])
        #expect(found == .server(url: "http://127.0.0.1:8470", token: "abc123"))
    }

    @Test
    func `a token that could smuggle in a header, an empty one, and none are refused without showing it`()
        async throws
    {
        for content in ["", "ab\u{7}c", "密"] {
            let file = try ScratchFile(content)
            let paper = Paper()
            let arguments = ["duty", "--server", "http://127.0.0.1:1", "--token-file", file.path]
            #expect(await musterctl(arguments, paper) == 2)
            #expect(content.isEmpty || !paper.errors.contains(content))
        }
        #expect(
            await musterctl(
                ["duty", "--server", "http://127.0.0.1:1", "--token-file", "/nonexistent"], Paper()) == 2)
        #expect(await musterctl(["duty", "--server", "ftp://127.0.0.1:1"], Paper()) == 2)
    }
}

@Suite struct LogTests {
    private func entry(_ number: Int64) -> LogEntry {
        LogEntry(
            number: number, at: moment("07:10", 40), actor: "officer a",
            sentence: Words(zh: "第\(number)条。", en: "Line \(number)."),
            text: number == 40 ? "停\u{1B}[2J电" : nil)
    }

    /// Forty lines on two pages; somebody wrote the last.
    private func pages() throws -> StubDaemon {
        try StubDaemon { request in
            if request.target == "/v1/incidents" { return .answer(200, json(incidentsView())) }
            let isFirst = request.target.contains("after=0&")
            let lines = ((isFirst ? 1 : 21)...(isFirst ? 20 : 40)).map { entry(Int64($0)) }
            return .answer(200, json(LogView(next: isFirst ? 20 : 40, more: isFirst, lines: lines)))
        }
    }

    @Test func `the log shows its newest screen, and everything with --all`() async throws {
        let daemon = try pages()
        let newest = Paper()
        #expect(await musterctl(["log"], at: daemon, newest) == 0)
        #expect(newest.out.contains("第40条。“停 [2J电”") && !newest.out.contains("第10条"))
        #expect(newest.out.split(separator: "\n").count == Page.height)
        let all = Paper()
        #expect(await musterctl(["记", "--all"], at: daemon, all) == 0)
        #expect(all.out.contains("第1条") && all.out.contains("第40条"))
    }

    @Test func `what people wrote is all that --notes shows, as a document, too`() async throws {
        for format in [[], ["--json"]] {
            let paper = Paper()
            #expect(await musterctl(["log", "--notes"] + format, at: try pages(), paper) == 0)
            #expect(paper.out.contains("第40条") && !paper.out.contains("第39条") && !paper.out.contains("第1条"))
        }
    }
}
