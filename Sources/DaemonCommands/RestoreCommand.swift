import ArgumentParser
import EventStore
import Foundation

struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup back into an empty place.",
        discussion: """
            Checks every digest and the store's chain first. Nothing is overwritten: where a file of another content \
            stands in the way, nothing is restored. What was ended in the middle is completed by running it again. Ends \
            with what is missing: secrets are in no backup. Exit code 65 for a backup that is damaged.
            """)

    @Argument(help: "The folder that `musterd backup` made.")
    var folder: String

    @Option(help: "Put everything below this folder instead of where it was: for a rehearsal.")
    var into: String = "/"

    func run() throws {
        let manifest = try readManifest()
        try check(manifest)
        try refuseToOverwrite(manifest)
        // The store last: without it nothing starts, so nothing starts on half a restore.
        let ordered = manifest.files.sorted { left, _ in left.path != manifest.store }
        for file in ordered { try put(file, isStore: file.path == manifest.store) }
        print("restored \(manifest.files.count) files, store up to event \(manifest.head)")
        try sayWhatIsMissing(manifest)
    }

    private func target(_ path: String) -> String {
        into == "/" ? path : URL(fileURLWithPath: into).standardizedFileURL.path + path
    }

    private func readManifest() throws -> BackupManifest {
        let path = folder + "/" + BackupManifest.name
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ValidationError("\"\(folder)\" is no backup: it holds no \(BackupManifest.name)")
        }
        do {
            let manifest = try JSONDecoder().decode(BackupManifest.self, from: data)
            guard manifest.format == BackupManifest.format else {
                throw ValidationError(
                    "\"\(path)\" has form \(manifest.format), and this musterd knows \(BackupManifest.format) only; install "
                        + "the one that made it")
            }
            return manifest
        } catch is DecodingError {
            throw refusal("\"\(path)\" can't be read; the backup is damaged. Take another one")
        }
    }

    /// All of it, before anything is written.
    private func check(_ manifest: BackupManifest) throws {
        var faults: [String] = []
        for file in manifest.files {
            guard !file.name.contains(".."), file.path.hasPrefix("/"), !file.path.contains("/../") else {
                throw refusal("the manifest names \"\(file.name)\", which lies outside the backup")
            }
            guard let found = try? BackupFiles.digest("\(folder)/\(file.name)") else {
                faults.append("\(file.name) is missing")
                continue
            }
            if found.sha256 != file.sha256 || found.bytes != file.bytes {
                faults.append("\(file.name) was changed")
            }
        }
        guard faults.isEmpty else {
            throw refusal(
                "the backup is damaged, and nothing was restored: \(faults.joined(separator: "; ")). Take another one"
            )
        }
        guard let store = manifest.files.first(where: { $0.path == manifest.store }) else {
            throw refusal("the backup holds no store; take another one")
        }
        let report = SQLiteEventLog.verify(
            path: "\(folder)/\(store.name)", expectedHead: ChainHead(manifest.head))
        guard report.isSound else {
            throw refusal("the store in the backup is not sound, and nothing was restored:\n\(report)")
        }
    }

    private func refuseToOverwrite(_ manifest: BackupManifest) throws {
        var inTheWay: [String] = []
        for file in manifest.files {
            let path = target(file.path)
            guard FileManager.default.fileExists(atPath: path) else { continue }
            let found = try? BackupFiles.digest(path)
            if found?.sha256 != file.sha256 { inTheWay.append(path) }
        }
        // A WAL or a head of another store would be taken for this one's.
        for suffix in ["-wal", "-shm", ".head"] {
            let path = target(manifest.store) + suffix
            if FileManager.default.fileExists(atPath: path) { inTheWay.append(path) }
        }
        guard inTheWay.isEmpty else {
            throw ValidationError(
                "nothing was restored, since nothing is overwritten. Stop musterd and move these away first:\n  "
                    + inTheWay.joined(separator: "\n  "))
        }
    }

    private func put(_ file: BackupManifest.File, isStore: Bool) throws {
        let path = target(file.path)
        let parent = (path as NSString).deletingLastPathComponent
        try BackupFiles.makeFolder(parent, mode: isStore ? 0o700 : 0o750)
        let draft = path + ".restoring"
        try? FileManager.default.removeItem(atPath: draft)
        try FileManager.default.copyItem(atPath: "\(folder)/\(file.name)", toPath: draft)
        // The units read the configuration as another user than the one who restores; the store is for its owner alone.
        chmod(draft, isStore ? 0o600 : 0o640)
        try BackupFiles.flush(draft)
        guard rename(draft, path) == 0 else { throw BackupFiles.failure("put in place", path) }
        try BackupFiles.flush(parent)
    }

    private func sayWhatIsMissing(_ manifest: BackupManifest) throws {
        let configuration = target(manifest.configuration)
        let missing = (try? SecretPaths(configuration: configuration).missing) ?? []
        let handedOver = manifest.secrets.filter { $0.hasPrefix("credential:") }
        if missing.isEmpty, handedOver.isEmpty {
            print("no secret is missing")
        } else {
            print(
                "missing, since secrets are in no backup; put them back, or make new ones with `musterd init`:"
            )
            for path in missing { print("  \(path)") }
            for name in handedOver { print("  \(name) (systemd hands it over: LoadCredential= in the unit)") }
        }
        print(
            "then: chown -R musterd: \((target(manifest.store) as NSString).deletingLastPathComponent); "
                + "chgrp -R musterd \((configuration as NSString).deletingLastPathComponent); musterd check --config \(configuration); start musterd"
        )
    }

    private func refusal(_ words: String) -> any Error {
        try? FileHandle.standardError.write(contentsOf: Data((words + "\n").utf8))
        return ExitCode(65)
    }
}
