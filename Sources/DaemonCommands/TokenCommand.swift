import ArgumentParser
import Crypto
import Foundation

struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make a token, or make or remove a token file.",
        subcommands: [New.self, Add.self, Revoke.self])

    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Make a token: print it once, and the lines for the configuration, which hold its digest only.",
            discussion: """
                Nothing is written anywhere. To change a token without a gap put the new digest beside the old one, \
                reload the daemon, give the new token out, and take the old digest away when nobody uses it any more.
                """)

        @Option(help: "What it may do: source (send alerts), viewer, officer or administrator.")
        var role: TokenRole

        @Option(help: "Who holds it, as it stands in the log: small letters, digits and hyphens.")
        var name: String

        func validate() throws {
            let isSlug =
                !name.isEmpty && name.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-".contains($0) }
            guard isSlug, !name.hasPrefix("-") else {
                throw ValidationError(
                    "--name is \"\(name)\"; use small letters, digits and hyphens, such as district-command")
            }
        }

        func run() throws {
            let token = "mst_" + TokenFile.randomBytes().map(Self.hexadecimal).joined()
            let digest = SHA256.hash(data: Array(token.utf8)).map(Self.hexadecimal).joined()
            print(token)
            print("# Shown this once. Hand it to whoever uses it and to nobody else.")
            print("# For the configuration, \(role.place); then `systemctl reload musterd`:")
            print("  - name: \(name)")
            print("    token_sha256: [\(digest)]")
            print("    \(role.line)")
        }

        private static func hexadecimal(_ byte: UInt8) -> String {
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }
    }

    enum TokenRole: String, ExpressibleByArgument, CaseIterable {
        case source, viewer, officer, administrator

        var place: String { self == .source ? "under sources" : "under tokens" }
        var line: String { self == .source ? "kinds: [demand]" : "roles: [\(rawValue)]" }
    }

    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token file; name it in the configuration, then reload the daemon.")

        @Argument(help: "The file, as the configuration names it.")
        var file: String

        func run() throws {
            if FileManager.default.fileExists(atPath: file) {
                throw ValidationError(
                    "\"\(file)\" is there already; revoke it first, so that nobody loses access unseen")
            }
            try TokenFile.make(at: file)
            print("made \(file)")
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a token file; the token ends when the daemon is reloaded.")

        @Argument(help: "The file, as the configuration names it.")
        var file: String

        func run() throws {
            guard FileManager.default.fileExists(atPath: file) else {
                throw ValidationError("there is no file \"\(file)\"")
            }
            try FileManager.default.removeItem(atPath: file)
            print("removed \(file); take it out of the configuration, then reload the daemon")
        }
    }
}
