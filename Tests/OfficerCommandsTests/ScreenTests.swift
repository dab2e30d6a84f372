import MusterAPI
import Testing

@testable import OfficerCommands

private func text(_ page: Page) -> String {
    page.lines(height: Page.height) { "... \($0)" }.map(\.text).joined(separator: "\n")
}

@Suite struct ScreenTests {
    @Test func `show them`() {
        for language in Language.allCases {
            let r = Reader(language: language)
            print(text(r.statusPage(statusView(), incidentView())))
            print("=====")
            print(text(r.boardPage(statusView(), incidentView(), todoView(), warning: nil)))
            print("=====")
            print(text(r.todoPage(todoView())))
            print("=====")
            print(text(r.whoPage(membersView(), membersView().members)))
            print("===== S2")
            print(text(r.statusPage(statusView(), incidentView(sites: 4))))
            print("===== S0")
            print(text(r.statusPage(statusView([], todo: 0, helpCalls: 0), nil)))
            print("===== B")
            print(text(r.boardPage(statusView(), incidentView(sites: 2), todoView(), warning: "W")))
        }
    }
}
