import Foundation
import Mobilization

/// What stays of a text in the log when its words are purged: number, kind and SHA-256(salt + words).
///
/// All texts of a batch are bound into the row of the batch's first fact, 41 bytes each. So a changed text
/// is found by walking the chain, and a purged one is known to have been there.
struct TextDigest: Equatable {
    static let byteCount = 41

    var number: Int64
    var kind: TextKind
    var digest: Data

    init(_ text: PlannedText, salt: Data) {
        number = text.ref.number
        kind = text.kind
        digest = Self.digest(salt: salt, words: text.words)
    }

    static func digest(salt: Data, words: String) -> Data {
        var bytes = [UInt8](salt)
        bytes.append(contentsOf: words.utf8)
        return sha256(bytes)
    }

    func append(to bytes: inout [UInt8]) {
        bytes.appendBigEndian(number)
        bytes.append(kind.code)
        bytes.append(contentsOf: digest)
    }

    /// - Returns: nil when `bytes` is no list of digests.
    static func list(_ bytes: Data) -> [TextDigest]? {
        guard bytes.count % byteCount == 0 else { return nil }
        var list: [TextDigest] = []
        for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: byteCount) {
            guard let digest = TextDigest(bytes[start..<start + byteCount]) else { return nil }
            list.append(digest)
        }
        return list
    }

    private init?(_ bytes: Data) {
        guard let kind = TextKind(code: bytes[bytes.startIndex + 8]) else { return nil }
        number = Int64(bitPattern: bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        self.kind = kind
        digest = Data(bytes.suffix(32))
    }

    /// 16 random bytes, which keep a short text from being guessed by its digest after the purge.
    static func freshSalt(using source: inout SystemRandomNumberGenerator) -> Data {
        var salt: [UInt8] = []
        salt.appendBigEndian(Int64(bitPattern: source.next()))
        salt.appendBigEndian(Int64(bitPattern: source.next()))
        return Data(salt)
    }
}

extension TextKind {
    /// Stored; never changed.
    fileprivate var code: UInt8 {
        switch self {
        case .message: 1
        case .reply: 2
        case .note: 3
        case .requester: 4
        case .alert: 5
        }
    }

    fileprivate init?(code: UInt8) {
        switch code {
        case 1: self = .message
        case 2: self = .reply
        case 3: self = .note
        case 4: self = .requester
        case 5: self = .alert
        default: return nil
        }
    }
}
