import ArgumentParser
import Foundation
import Testing

@testable import OfficerCommands

/// What argument-parser makes of the commands for shells and for man(1).
@Suite struct ManualTests {
    static let verbs = MusterCtl.configuration.subcommands

    @Test(arguments: ["bash", "zsh", "fish"])
    func `a shell's completions know every verb`(_ shell: String) async {
        let paper = Paper()
        #expect(await musterctl(["--generate-completion-script", shell], paper) == 0)
        for verb in Self.verbs {
            let name = verb.configuration.commandName ?? ""
            #expect(!name.isEmpty && paper.out.contains(name), "\(name)")
        }
    }

    @Test func `the manual page has every verb with its options; otherwise run make manual`() throws {
        let page = try String(
            contentsOfFile: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent().appending(path: "man/musterctl.1")
                .path,
            encoding: .utf8)
        for verb in Self.verbs {
            let name = verb.configuration.commandName ?? ""
            let names = ([name] + verb.configuration.aliases).joined(separator: ", ")
            #expect(
                page.contains("\n.It Em \"\(names)\"\n") || page.contains("\n.It Em \(names)\n"), "\(names)")
            let help = verb.helpMessage(includeHidden: false, columns: 100)
            for option in help.matches(of: /--([a-z][a-z-]+)/).map(\.1) {
                #expect(page.contains("-\(option)"), "\(name) --\(option)")
            }
        }
    }
}
