import AlertIntake
import Mobilization
import OperationsManual

/// Reads the tokens of a configuration, and sees that each belongs to one name only: else nobody could tell afterwards
/// who used it, and taking it from one would leave it to the other.
struct TokenRegister {
    private(set) var diagnostics: [Diagnostic] = []
    private var shelf = SecretShelf()
    private var owners: [(digest: [UInt8], purpose: String)] = []

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
        if let other = owners.first(where: { $0.digest == token.digest }) {
            diagnostics.append(
                Diagnostic(
                    file: file,
                    message:
                        "the token of \(purpose) is that of \(other.purpose), too; make one for each with"
                        + " `musterd token new`"))
        }
        owners.append((token.digest, purpose))
    }

    /// All that must be mended, files that can't be read among it.
    var problems: [Diagnostic] { shelf.diagnostics + diagnostics }
}
