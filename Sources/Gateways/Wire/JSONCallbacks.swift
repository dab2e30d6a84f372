import Mobilization

/// Receipts and replies as Muster's own interface defines them: one JSON object, or an array of them.
enum JSONCallbacks {
    /// The most that one callback may hold.
    private static let limit = 10_000

    static func receipts(_ callback: GatewayCallback) throws(CallbackRefusal) -> [ReceivedReceipt] {
        var receipts: [ReceivedReceipt] = []
        var faults: [String] = []
        for (place, object) in try objects(callback).enumerated() {
            let key = filled(object, "key")
            let id = filled(object, "id")
            if key == nil && id == nil {
                faults.append("receipt \(place + 1) has neither \"key\" nor \"id\"")
            }
            guard let status = object[path: "status"]?.scalar.flatMap(ReceiptStatus.init(rawValue:)) else {
                faults.append("receipt \(place + 1): \"status\" must be delivered, failed or expired")
                continue
            }
            let at = filled(object, "at")
            receipts.append(
                ReceivedReceipt(
                    key: key, providerReference: id, status: status, reason: filled(object, "reason"),
                    atText: at,
                    at: at.flatMap(Timestamp.instant)))
        }
        if !faults.isEmpty { throw CallbackRefusal(faults) }
        return receipts
    }

    static func replies(_ callback: GatewayCallback) throws(CallbackRefusal) -> [ReceivedReply] {
        var replies: [ReceivedReply] = []
        var faults: [String] = []
        for (place, object) in try objects(callback).enumerated() {
            let from = object[path: "from"]?.scalar.flatMap { PhoneNumber.e164($0) }
            let text = object[path: "text"]?.scalar
            if from == nil { faults.append("reply \(place + 1): \"from\" must be a phone number") }
            if text == nil { faults.append("reply \(place + 1) has no \"text\"") }
            guard let from, let text else { continue }
            let at = filled(object, "at")
            replies.append(
                ReceivedReply(
                    from: from, to: filled(object, "to"), text: text, id: filled(object, "id"), atText: at,
                    at: at.flatMap(Timestamp.instant)))
        }
        if !faults.isEmpty { throw CallbackRefusal(faults) }
        return replies
    }

    private static func objects(_ callback: GatewayCallback) throws(CallbackRefusal) -> [JSON] {
        switch JSON(callback.body) {
        case .object(let members): return [.object(members)]
        case .array(let elements) where elements.count > limit:
            throw CallbackRefusal(["\(elements.count) in one callback; send at most \(limit)"])
        case .array(let elements): return elements
        case nil: throw CallbackRefusal(["the body isn't JSON in UTF-8"])
        default: throw CallbackRefusal(["the body must be a JSON object or an array of them"])
        }
    }

    private static func filled(_ object: JSON, _ name: String) -> String? {
        guard let text = object[path: name]?.scalar, !text.isEmpty else { return nil }
        return text
    }
}

/// What can be wrong with a gateway's address.
enum URLCheck {
    static func diagnostics(_ url: String) -> [String] {
        let isHTTP = ["http://", "https://"].contains { url.hasPrefix($0) && url.utf8.count > $0.utf8.count }
        let isClean = url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        if isHTTP && isClean { return [] }
        return ["url must begin with http:// or https:// and hold neither spaces nor letters beyond ASCII"]
    }
}
