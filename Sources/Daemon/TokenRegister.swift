import AlertIntake
import Crypto
import Mobilization
import OperationsManual

/// Reads the tokens of a configuration, and sees that each belongs to one name only: else nobody could tell afterwards
/// who used it, and taking it from one would leave it to the other.
struct TokenRegister {
    private(set) var diagnostics: [Diagnostic] = []
    private var shelf = SecretShelf()
    private var claimed: [Key] = []
    private var noted: [Key] = []
    /// Everything that opens a door, so that a reload can tell whether one was exchanged.
    var keys: [Key] { claimed + noted }

    struct Key: Sendable, Equatable {
        /// SHA-256.
        var digest: [UInt8]
        var purpose: String
    }

    /// Every token of `proof` that can be used; `purpose` says whose it is, for people.
    mutating func tokens(_ proof: TokenProof, for purpose: String, file: String) -> [BearerToken] {
        var tokens = proof.digests.map { (BearerToken(digest: $0), file) }
        for secret in proof.files {
            guard let words: String = shelf.read(secret, for: purpose) else { continue }
            if let token = BearerToken(words) {
                tokens.append((token, secret.written))
            } else {
                diagnostics.append(
                    Diagnostic(
                        file: secret.written,
                        message: "the token of \(purpose) must have 16 to 512 visible ASCII characters"))
            }
        }
        for (token, file) in tokens { claim(token, purpose, file) }
        return tokens.map(\.0)
    }

    private mutating func claim(_ token: BearerToken, _ purpose: String, _ file: String) {
        if let other = claimed.first(where: { $0.digest == token.digest }) {
            diagnostics.append(
                Diagnostic(
                    file: file,
                    message:
                        "the token of \(purpose) is that of \(other.purpose), too; make one for each with"
                        + " `musterd token new`"))
        }
        claimed.append(Key(digest: token.digest, purpose: purpose))
    }

    /// A secret with which `purpose` signs.
    mutating func note(_ secret: String, for purpose: String) {
        noted.append(Key(digest: Array(SHA256.hash(data: Array(secret.utf8))), purpose: purpose))
    }

    /// All that must be mended, files that can't be read among it.
    var problems: [Diagnostic] { shelf.diagnostics + diagnostics }
}
