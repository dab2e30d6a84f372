import ArgumentParser
import EventStore
import Foundation
import Mobilization
import OperationsManual

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the store and everything it is read with into a new folder; the daemon may run.",
        discussion: """
            The folder holds the database, the configuration, playbooks, rosters, sites, rules and rota, and a manifest \
            with their digests. It is verified, flushed, and there whole or not at all. It holds names and phones: keep \
            it as you keep those. Secrets are not in it; what is missing is listed. Exit code 64 or 74 when no backup \
            was made.
            """)

    @Argument(help: "The folder to make; it must not be there yet.")
    var folder: String

    @Option(name: .long, help: "The configuration file.")
    var config = "/etc/musterd/musterd.yaml"

    func run() throws {
        let configuration = try SecretPaths.configuration(config)
        let now = Date()
        let manifest: BackupManifest
        do {
            manifest = try BackupMaker(configuration: configuration, target: folder).make(at: now)
        } catch let failure as ValidationError {
            throw failure
        } catch {
            try? FileHandle.standardError.write(contentsOf: Data("no backup was made: \(error)\n".utf8))
            throw ExitCode(74)
        }
        SQLiteEventLog.noteBackup(
            of: configuration.store, at: Instant(milliseconds: Int64(now.timeIntervalSince1970 * 1000)))
        print("\(folder): \(manifest.files.count) files, store up to event \(manifest.head)")
        print(
            "It holds no secrets. After a restore these are put back by hand, or made anew with `musterd init`:"
        )
        for secret in manifest.secrets { print("  \(secret)") }
    }
}
