import ArgumentParser
import EventStore
import Foundation

struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Walk the event log of a store from its first event.",
        discussion: """
            With --verify the chain, the texts and the read tables are checked; nothing is written. A removed end \
            shows only against a head that was written elsewhere, such as the journal's last `chain head`.
            """)

    @Argument(help: "The store's database file.")
    var store: String

    @Flag(help: "Check everything; exit code 1 when something is wrong.")
    var verify = false

    @Option(help: "The head that the store must reach, as SEQUENCE:HASH.")
    var head: String?

    func validate() throws {
        if let head, ChainHead(head) == nil {
            throw ValidationError(
                "--head is \"\(head)\"; write the sequence, a colon and 64 hexadecimal digits")
        }
    }

    func run() throws {
        guard FileManager.default.fileExists(atPath: store) else {
            throw ValidationError("there is no file \"\(store)\"")
        }
        let report = SQLiteEventLog.verify(path: store, expectedHead: head.flatMap { ChainHead($0) })
        print(report)
        if verify, !report.isSound { throw ExitCode(1) }
    }
}

struct RebuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild", abstract: "Derive the read tables again from the event log.",
        discussion: "The daemon must not run meanwhile: one process writes to a store.")

    @Argument(help: "The store's database file.")
    var store: String

    func run() throws {
        guard FileManager.default.fileExists(atPath: store) else {
            throw ValidationError("there is no file \"\(store)\"")
        }
        do {
            let log = try SQLiteEventLog(path: store)
            _ = try log.recover()
            try log.rebuild()
            try log.close()
            print("\(store): read tables derived again up to event \(log.head.sequence)")
        } catch {
            try? FileHandle.standardError.write(contentsOf: Data("\(error)\n".utf8))
            throw ExitCode(74)
        }
    }
}
