import ArgumentParser
import Crypto
import EventStore
import Foundation
import OperationsManual

/// What a backup holds: written into it as `manifest.json`.
struct BackupManifest: Codable, Equatable {
    struct File: Codable, Equatable {
        /// Below the backup's folder.
        var name: String
        /// Where it was, and where it is put back.
        var path: String
        /// SHA-256 in hexadecimal digits.
        var sha256: String
        var bytes: Int
    }

    /// Counted up when a later musterd writes it otherwise.
    var format: Int
    /// RFC 3339, UTC.
    var made: String
    /// The configuration among the files.
    var configuration: String
    /// The store among the files.
    var store: String
    /// Where the chain of the store ends: `SEQUENCE:HASH`.
    var head: String
    var files: [File]
    /// Secrets that are not in it, as the configuration names them.
    var secrets: [String]

    static let format = 1
    static let name = "manifest.json"
}

/// Makes backups: everything a second machine needs but the secrets, in one folder that is there whole or not at all.
struct BackupMaker {
    let configuration: Configuration
    /// The folder to make.
    let target: String

    init(configuration: Configuration, target: String) {
        self.configuration = configuration
        // Without a slash at its end, behind which the draft would stand inside it.
        self.target = URL(fileURLWithPath: target).standardizedFileURL.path
    }

    private var draft: String { target + ".partial" }

    /// - Throws: `ValidationError` or `StoreFailure` with what to do; then nothing is at `target`.
    func make(at now: Date) throws -> BackupManifest {
        if FileManager.default.fileExists(atPath: target) {
            throw ValidationError(
                "\"\(target)\" is there already; name a folder that isn't, since no backup is overwritten")
        }
        guard FileManager.default.fileExists(atPath: configuration.store) else {
            throw ValidationError(
                "there is no store \"\(configuration.store)\" so far; start musterd once, then back up")
        }
        // What an earlier backup left that was ended in the middle.
        try? FileManager.default.removeItem(atPath: draft)
        do {
            let manifest = try fill(at: now)
            guard rename(draft, target) == 0 else {
                throw BackupFiles.failure("put the backup in place", target)
            }
            try BackupFiles.flush((target as NSString).deletingLastPathComponent)
            return manifest
        } catch {
            try? FileManager.default.removeItem(atPath: draft)
            throw error
        }
    }

    private func fill(at now: Date) throws -> BackupManifest {
        try BackupFiles.makeFolder(draft)
        let store = "files" + absolute(configuration.store)
        try BackupFiles.makeFolder((("\(draft)/\(store)") as NSString).deletingLastPathComponent)
        let head = try SQLiteEventLog.copy(of: configuration.store, to: "\(draft)/\(store)")
        let report = SQLiteEventLog.verify(path: "\(draft)/\(store)", expectedHead: head)
        guard report.isSound else {
            throw ValidationError("the copy of the store is not sound, so no backup was made:\n\(report)")
        }
        var files = [try entry(store, configuration.store)]
        for path in paths {
            let name = "files" + absolute(path)
            try BackupFiles.copy(path, to: "\(draft)/\(name)")
            files.append(try entry(name, path))
        }
        let manifest = BackupManifest(
            format: BackupManifest.format, made: ISO8601DateFormatter().string(from: now),
            configuration: absolute(configuration.file), store: absolute(configuration.store),
            head: head.description, files: files, secrets: SecretPaths(of: configuration).all.map(\.written))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try BackupFiles.write(try encoder.encode(manifest), to: "\(draft)/\(BackupManifest.name)")
        try BackupFiles.flushFolders(below: draft)
        return manifest
    }

    private func entry(_ name: String, _ path: String) throws -> BackupManifest.File {
        let file = "\(draft)/\(name)"
        chmod(file, 0o600)
        try BackupFiles.flush(file)
        let (digest, bytes) = try BackupFiles.digest(file)
        return BackupManifest.File(name: name, path: absolute(path), sha256: digest, bytes: bytes)
    }

    /// The files beside the store, each once.
    private var paths: [String] {
        let files = configuration.files
        var paths = [configuration.file, files.pioneerRoster, files.sites, files.rota]
        paths += [files.reserveRoster, files.rules, configuration.tls?.certificate].compactMap { $0 }
        let chapters = (try? FileManager.default.contentsOfDirectory(atPath: files.playbooks)) ?? []
        paths += chapters.filter { $0.hasSuffix(".md") }.sorted().map { files.playbooks + "/" + $0 }
        if FileManager.default.fileExists(atPath: configuration.importedRoster) {
            paths.append(configuration.importedRoster)
        }
        var known: Set<String> = []
        return paths.filter { known.insert(absolute($0)).inserted }
    }

    private func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
}

/// Files that must be on the disk before anybody relies on them.
enum BackupFiles {
    /// One that is there stays as it is.
    static func makeFolder(_ path: String, mode: Int = 0o700) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: mode])
    }

    static func copy(_ path: String, to target: String) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ValidationError("cannot read \"\(path)\", which the configuration names")
        }
        try makeFolder((target as NSString).deletingLastPathComponent)
        try write(data, to: target)
    }

    static func write(_ data: Data, to path: String) throws {
        let isMade = FileManager.default.createFile(
            atPath: path, contents: data, attributes: [.posixPermissions: 0o600])
        guard isMade else { throw failure("write", path) }
        try flush(path)
    }

    /// Of a file or a folder.
    static func flush(_ path: String) throws {
        let descriptor = open(path.isEmpty ? "." : path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("flush", path) }
    }

    static func flushFolders(below folder: String) throws {
        try flush(folder)
        let names = FileManager.default.enumerator(atPath: folder)
        while let name = names?.nextObject() as? String {
            let path = folder + "/" + name
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
                try flush(path)
            }
        }
    }

    /// SHA-256 in hexadecimal digits, and the length.
    static func digest(_ path: String) throws -> (sha256: String, bytes: Int) {
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        var hash = SHA256()
        var bytes = 0
        while let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty {
            hash.update(data: chunk)
            bytes += chunk.count
        }
        return (
            hash.finalize().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined(), bytes
        )
    }

    static func failure(_ act: String, _ path: String) -> ValidationError {
        ValidationError("cannot \(act) \"\(path)\": \(String(cString: strerror(errno)))")
    }
}
