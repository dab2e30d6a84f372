import Foundation
import Mobilization
import OperationsManual
import Testing

@Suite struct TextFileTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "operations-manual-\(UInt64.random(in: 0 ... .max))"
    ).path

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private func write(_ name: String, _ bytes: [UInt8]) -> String {
        let path = folder + "/" + name
        #expect(FileManager.default.createFile(atPath: path, contents: Data(bytes)))
        return path
    }

    @Test func `a file in another encoding is named with the first wrong byte`() {
        // 姓名 in GBK, after a line in ASCII.
        let path = write("gbk.csv", Array("name\n".utf8) + [0xD0, 0xD5, 0xC3, 0xFB])
        #expect(
            throws: Diagnostic(
                file: path, line: 2,
                message: "byte 5 is not UTF-8; in Excel or WPS save the file as \"CSV UTF-8\"")
        ) { try TextFile.read(path) }
    }

    @Test func `a file that isn't there is named`() {
        #expect(throws: Diagnostic(file: folder + "/none", message: "can't be read: there is no such file")) {
            try TextFile.read(folder + "/none")
        }
    }

    @Test func `a folder of chapters leaves out README and hidden files`() throws {
        for name in ["b.md", "a.MD", "README.md", ".c.md", "notes.txt"] { _ = write(name, Array("x".utf8)) }
        #expect(try TextFile.chapters(in: folder).map(\.file) == [folder + "/a.MD", folder + "/b.md"])
    }

    @Test func `a secret is its file without the line end`() throws {
        let path = write("token", Array("s3cret\n".utf8))
        #expect(try TextFile.secret(SecretFile(written: "token", path: path)) == "s3cret")
    }

    @Test(arguments: [
        ("\n", "is empty; a secret must stand in it"),
        ("a\nb\n", "holds more than one line; a secret stands alone in its file"),
    ])
    func `a file that holds no secret is refused`(content: String, message: String) {
        let path = write("token", Array(content.utf8))
        #expect(throws: Diagnostic(file: path, message: message)) {
            try TextFile.secret(SecretFile(written: "token", path: path))
        }
    }

    @Test func `a credential without systemd is named`() {
        #expect(
            throws: Diagnostic(
                file: "credential:x",
                message:
                    "is a credential of systemd, but $CREDENTIALS_DIRECTORY isn't set; start it as a unit with LoadCredential="
            )
        ) { try TextFile.secret(SecretFile(written: "credential:x", path: nil)) }
    }

    @Test func `a configuration that isn't there is one finding`() {
        let reading = ReferenceLibrary.load(
            configuration: folder + "/musterd.yaml", credentials: nil, today: nil)
        #expect(reading.said == ["\(folder)/musterd.yaml: can't be read: there is no such file"])
        #expect(reading.value == nil)
    }

    @Test func `every file that can't be opened is named at once`() {
        let path = write("musterd.yaml", Array(Example.configuration.utf8))
        let reading = ReferenceLibrary.load(configuration: path, credentials: nil, today: nil)
        #expect(reading.errors.count == 4)
        #expect(reading.value == nil)
    }
}

/// A roster that an officer imported stands in for the configured one until that one is changed.
@Suite struct ImportedRosterTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
        "operations-manual-newer-\(UInt64.random(in: 0 ... .max))"
    ).path
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    init() throws {
        let files = FileManager.default
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in ["Examples", "Playbooks"] {
            try files.copyItem(atPath: Self.root + "/" + name, toPath: folder + "/" + name)
        }
    }

    private func load() throws -> (ReferenceLibrary, [Finding]) {
        let reading = ReferenceLibrary.load(
            configuration: folder + "/Examples/musterd.yaml", credentials: nil, today: nil)
        return (try #require(reading.value, "\(reading.errors)"), reading.findings)
    }

    private func date(_ path: String, secondsAgo: Double) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -secondsAgo)], ofItemAtPath: path)
    }

    @Test func `the newer of the two files is read, and the finding names the other`() throws {
        let configured = folder + "/Examples/roster-pioneer.csv"
        let (before, findings) = try load()
        #expect(!findings.contains { "\($0)".contains("imported") })
        let whole = try String(contentsOfFile: configured, encoding: .utf8)
        let lines = whole.split(separator: "\r\n", omittingEmptySubsequences: false)
        let imported = before.configuration.importedRoster
        try FileManager.default.createDirectory(
            atPath: (imported as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try lines.prefix(101).joined(separator: "\r\n").write(
            toFile: imported, atomically: true, encoding: .utf8)

        try date(configured, secondsAgo: 60)
        let (during, newer) = try load()
        #expect(during.roster.accepted.count { $0.pool == .pioneer } == 100)
        #expect(newer.contains { $0.severity == .warning && $0.diagnostic.file == configured })

        try date(imported, secondsAgo: 120)
        let (after, older) = try load()
        #expect(after.roster.accepted == before.roster.accepted)
        #expect(older.contains { $0.severity == .warning && $0.diagnostic.file == imported })
    }
}
