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
