import Crypto
import Gateways
import HTTPAPI
import Mobilization

/// What gateways push to us: the path token is checked, then the gateway's own format is read.
struct CallbackDoor: Sendable {
    private struct Entry: Sendable {
        var reader: CallbackReader
        var tokenDigest: SHA256Digest
    }

    private var entries: [GatewayName: Entry] = [:]
    /// Finds the attempt of a receipt that names only the gateway's own reference.
    private let keyOfReference: @Sendable (GatewayName, String) -> String?

    init(
        _ assembly: GatewayAssembly, keyOfReference: @escaping @Sendable (GatewayName, String) -> String?
    ) {
        self.keyOfReference = keyOfReference
        for gateway in assembly.gateways {
            guard let token = assembly.callbackTokens[gateway.name] else { continue }
            entries[gateway.name] = Entry(
                reader: CallbackReader(gateway), tokenDigest: SHA256.hash(data: Array(token.utf8)))
        }
    }

    func read(_ delivery: CallbackDelivery) -> CallbackReading {
        // A gateway without a token pushes nothing; digests compare in constant time.
        guard let entry = entries[delivery.gateway],
            SHA256.hash(data: Array(delivery.query("token").utf8)) == entry.tokenDigest
        else { return .refused }
        let callback = GatewayCallback(
            query: delivery.query.filter { $0.name != "token" }.map {
                Self.encoded($0.name) + "=" + Self.encoded($0.value)
            }
            .joined(separator: "&"),
            contentType: delivery.headers.first { $0.name == "content-type" }?.value, body: delivery.body)
        do {
            switch delivery.kind {
            case .receipts:
                return .inputs(
                    try entry.reader.receipts(from: callback).map {
                        .receipt(named($0, delivery.gateway), gateway: delivery.gateway)
                    })
            case .replies:
                return .inputs(
                    try entry.reader.replies(from: callback).map {
                        .reply($0.inboundReply, gateway: delivery.gateway)
                    })
            }
        } catch {
            return .malformed(error.diagnostics)
        }
    }

    private func named(_ received: ReceivedReceipt, _ gateway: GatewayName) -> Receipt {
        var receipt = received.receipt
        if receipt.key == nil, let reference = receipt.reference {
            receipt.key = keyOfReference(gateway, reference)
        }
        return receipt
    }

    /// The reader takes a query as it came over the wire.
    private static func encoded(_ words: String) -> String {
        var result = ""
        for byte in words.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.utf8.count == 1 ? "0" + digits : digits)
            }
        }
        return result
    }
}
