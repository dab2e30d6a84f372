import Gateways
import Mobilization

private let generic = reader(.genericSMS(GenericSMSSettings()))
private let webhook = reader(.webhook(WebhookSettings(secrets: [Secret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")])))
private let kannel = reader(.kannel(KannelSettings(username: "muster", password: Secret("secret"))))

private func reader(_ kind: GatewayConfiguration.Kind) -> CallbackReader {
    CallbackReader(GatewayConfiguration(name: "g", channel: .sms, url: "http://127.0.0.1:9", kind: kind))
}

/// The JSON body of a receipt or a reply.
func examineCallback(_ bytes: [UInt8]) {
    let callback = GatewayCallback(contentType: "application/json", body: bytes)
    examine(callback, generic)
    examine(callback, webhook)
}

/// A query, and after a zero byte the form in the body.
func examineKannel(_ bytes: [UInt8]) {
    let sides = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    examine(
        GatewayCallback(
            query: String(decoding: sides[0], as: UTF8.self),
            contentType: "application/x-www-form-urlencoded", body: sides.count > 1 ? Array(sides[1]) : []),
        kannel)
}

private func examine(_ callback: GatewayCallback, _ reader: CallbackReader) {
    do {
        let receipts = try reader.receipts(from: callback)
        require(try receipts == reader.receipts(from: callback), "one callback, the same receipts")
        for receipt in receipts {
            require(receipt.key != nil || receipt.providerReference != nil, "a receipt is for a message")
        }
    } catch { requireTold(error) }
    do {
        let replies = try reader.replies(from: callback)
        require(try replies == reader.replies(from: callback), "one callback, the same replies")
        for reply in replies {
            let digits = reply.from.hasPrefix("+") ? reply.from.utf8.dropFirst() : reply.from.utf8[...]
            require((3...22).contains(digits.count), "a sender is a number")
            require(digits.allSatisfy { (48...57).contains($0) }, "a sender is digits")
        }
    } catch { requireTold(error) }
}

private func requireTold(_ error: any Error) {
    guard let refusal = error as? CallbackRefusal else { return require(false, "a refusal and nothing else") }
    require(!refusal.diagnostics.isEmpty, "what is refused is told why")
    require(refusal.diagnostics.allSatisfy { isTame($0.description) }, "a diagnostic is one line")
}
