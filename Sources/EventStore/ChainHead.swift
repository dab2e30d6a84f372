import Crypto
import Foundation

/// The end of the event log: the number of its last row, and the hash that stands for everything up to it.
///
/// The daemon writes it to the journal, because a log that lost its last rows is whole in itself: only a
/// witness outside the file shows the loss.
package struct ChainHead: Sendable, Equatable, CustomStringConvertible {
    /// The number of the last event; 0 while there is none.
    package let sequence: Int64
    /// 64 lower-case hexadecimal digits.
    package let hash: String

    package init(sequence: Int64, hash: String) {
        self.sequence = sequence
        self.hash = hash
    }

    /// Reads what `description` wrote.
    ///
    /// - Returns: nil unless `text` is a number, a colon and 64 hexadecimal digits.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let sequence = Int64(parts[0]), sequence >= 0, parts[1].utf8.count == 64,
            parts[1].allSatisfy({ $0.isASCII && $0.isHexDigit })
        else { return nil }
        self.init(sequence: sequence, hash: parts[1].lowercased())
    }

    /// `SEQ:HASH`, as it stands in the journal and behind `--head`.
    package var description: String { "\(sequence):\(hash)" }
}

/// A place in the chain, with the hash as bytes.
struct ChainLink: Equatable {
    var sequence: Int64
    var hash: Data

    /// Before the first event.
    static let start = ChainLink(sequence: 0, hash: Data(repeating: 0, count: 32))

    var head: ChainHead { ChainHead(sequence: sequence, hash: hexadecimal(hash)) }
}

/// Lower-case hexadecimal digits of some bytes.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}

/// SHA-256 as the bytes of a blob.
func sha256(_ bytes: some DataProtocol) -> Data { Data(SHA256.hash(data: bytes)) }

extension [UInt8] {
    /// Eight bytes, the greatest first.
    mutating func appendBigEndian(_ number: Int64) {
        let bits = UInt64(bitPattern: number)
        for shift in stride(from: 56, through: 0, by: -8) {
            append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
        }
    }

    /// The length and then the bytes, so that no two lists of fields run together to the same bytes.
    mutating func appendField(_ bytes: some Collection<UInt8>) {
        appendBigEndian(Int64(bytes.count))
        append(contentsOf: bytes)
    }
}
