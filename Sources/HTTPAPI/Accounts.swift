import Crypto
package import Mobilization

/// Who may give commands, and how they prove who they are.
///
/// A token is known by its SHA-256 only. On the control socket the kernel names the peer's uid, which can't be
/// forged; a uid that isn't listed may look and do nothing.
package struct AccountBook: Sendable {
    private var tokens: [(digest: [UInt8], account: Account)] = []
    private var uids: [UInt32: Account] = [:]

    package init() {}

    /// `digest` is the 32 bytes of the token's SHA-256.
    package mutating func add(tokenDigest digest: [UInt8], account: Account) {
        invariant(digest.count == 32, "a token's digest has 32 bytes, not \(digest.count)")
        tokens.append((digest, account))
    }

    package mutating func add(uid: UInt32, account: Account) {
        uids[uid] = account
    }

    /// The account of this token, nil when there is none.
    ///
    /// Every entry is compared to its last byte, so the time says nothing about how near a guess is.
    package func account(token: String) -> Account? {
        let digest = Self.digest(of: token)
        var found: Account?
        for entry in tokens where ConstantTime.areEqual(entry.digest, digest) { found = entry.account }
        return found
    }

    /// The account of this uid; one that only looks where none is configured.
    package func account(uid: UInt32) -> Account {
        uids[uid] ?? Account(name: "uid-\(uid)", roles: [.viewer])
    }

    /// What `add(tokenDigest:account:)` takes.
    package static func digest(of token: String) -> [UInt8] {
        Array(SHA256.hash(data: Array(token.utf8)))
    }
}

/// Who is at the other end of a connection, as far as the kernel knows.
package enum Peer: Sendable, Equatable {
    /// Came over TCP from this address; proves itself by a token. Behind a proxy it is the proxy's address.
    case remote(address: String)
    /// Came over the control socket.
    case local(uid: UInt32)

    /// From nobody knows where.
    package static let network = Peer.remote(address: "")

    /// The same for all connections of one machine, or of one account of this one.
    var origin: String {
        switch self {
        case .remote(let address): address
        case .local(let uid): "uid \(uid)"
        }
    }

    /// For the log: how `account` proved itself, by its token or by the kernel's word.
    func words(byToken: Bool) -> String {
        switch self {
        case .remote(let address): "token from \(address.isEmpty ? "an unknown address" : address)"
        case .local(let uid): byToken ? "token of uid \(uid)" : "uid \(uid)"
        }
    }
}
