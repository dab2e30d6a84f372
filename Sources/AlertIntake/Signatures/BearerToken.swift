import Crypto
import Mobilization

/// A token that a sender shows in `Authorization: Bearer ...`; only its SHA-256 is kept.
///
/// Digests are compared in constant time, so that neither the length nor the first letters of a token can be
/// learned by trying. A token must be random: a digest doesn't protect a word somebody could guess.
package struct BearerToken: Sendable, Equatable, CustomStringConvertible {
    /// 32 bytes.
    package let digest: [UInt8]

    /// - Parameter digest: The 32 bytes of a token's SHA-256.
    package init(digest: [UInt8]) { self.digest = digest }

    /// - Parameter token: White space around it (a file's last newline) doesn't matter. nil when it is
    ///   shorter than 16 bytes or longer than 512, or has a character other than visible ASCII.
    package init?(_ token: String) {
        let trimmed = WireText.trimmed(token)
        guard (16...512).contains(trimmed.utf8.count), trimmed.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return nil }
        digest = Array(SHA256.hash(data: Array(trimmed.utf8)))
    }

    /// Whether a request shows this token.
    ///
    /// - Parameter authorization: The header's value; nil (absent), another scheme and anything but one token
    ///   give false.
    /// - Returns: Whether the two are the same.
    package func matches(authorization: String?) -> Bool {
        guard let authorization, authorization.utf8.count <= 1024 else { return false }
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return false }
        let shown = parts[1].drop { $0 == " " }
        return ConstantTime.areEqual(Array(SHA256.hash(data: Array(shown.utf8))), digest)
    }

    package var description: String { "(token)" }
}
