import ArgumentParser
import Foundation

struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make the secret files that a configuration names and that aren't there yet.",
        discussion: """
            Existing files stay as they are. Each new one holds a random token and is readable for its owner only. \
            Hand the token of a source to whoever sends from there, and no other.
            """)

    @Option(name: .long, help: "The configuration file.")
    var config = "/etc/musterd/musterd.yaml"

    func run() throws {
        let paths = try SecretPaths(configuration: config)
        for path in paths.missing {
            try TokenFile.make(at: path)
            print("made \(path)")
        }
        if paths.missing.isEmpty { print("nothing to make: every secret file of \(config) is there") }
    }
}

/// A file with a random token that only its owner can read.
enum TokenFile {
    /// 256 bits that nobody can guess.
    static func randomBytes() -> [UInt8] {
        var entropy = SystemRandomNumberGenerator()
        return (0..<32).map { _ in UInt8.random(in: 0...255, using: &entropy) }
    }

    static func make(at path: String) throws {
        let url = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        // A webhook secret is base64 by its standard; a token may be anything, so both are.
        let words =
            (path.hasSuffix(".secret") ? "whsec_" : "") + Data(randomBytes()).base64EncodedString() + "\n"
        let isMade = FileManager.default.createFile(
            atPath: path, contents: Data(words.utf8), attributes: [.posixPermissions: 0o600])
        guard isMade else {
            throw ValidationError("cannot make \"\(path)\"; check that its folder can be written")
        }
    }
}
