package import Mobilization

/// A request that a gateway sent to us: a receipt or a reply. Its path token was checked before.
package struct GatewayCallback: Sendable {
    /// Without the question mark, still escaped; empty where there is none.
    package var query: String
    /// As the header says, such as `application/json; charset=utf-8`; nil where there is none.
    package var contentType: String?
    package var body: [UInt8]

    package init(query: String = "", contentType: String? = nil, body: [UInt8] = []) {
        self.query = query
        self.contentType = contentType
        self.body = body
    }

    /// The query's fields, and those of a form in the body.
    var fields: [String: String] {
        var fields = FormDecoding.fields(query.utf8)
        if contentType?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true {
            fields.merge(FormDecoding.fields(body)) { $1 }
        }
        return fields
    }
}

/// Why nothing was taken from a callback: everything that is wrong with it.
package struct CallbackRefusal: Error, Sendable, Equatable {
    /// Never empty; never with a phone number or a text in it.
    package var diagnostics: [Diagnostic]

    init(_ messages: [String]) {
        diagnostics = messages.map { Diagnostic(file: "", message: $0) }
    }
}

/// What a gateway says about one message's way to the phone.
package struct ReceivedReceipt: Sendable, Equatable {
    /// Our key; nil when the gateway doesn't give it back.
    package var key: String?
    /// The gateway's own id; nil when it gives none.
    package var providerReference: String?
    package var status: ReceiptStatus
    /// The gateway's words for a failure; nil when it has none.
    package var reason: String?
    /// The time as it was written; nil when it wasn't.
    package var atText: String?
    /// `atText` read; nil when it isn't a time.
    package var at: Instant?

    package init(
        key: String?, providerReference: String?, status: ReceiptStatus, reason: String? = nil,
        atText: String? = nil, at: Instant? = nil
    ) {
        self.key = key
        self.providerReference = providerReference
        self.status = status
        self.reason = reason
        self.atText = atText
        self.at = at
    }

    /// As the engine takes it.
    package var receipt: Receipt { Receipt(key: key, reference: providerReference, status: status) }
}

/// A text that a person sent.
package struct ReceivedReply: Sendable, Equatable {
    /// In E.164; a national number is read as Chinese.
    package var from: String
    /// Our number, as the gateway writes it; nil when it doesn't say.
    package var to: String?
    package var text: String
    /// The gateway's id of the text, the same when it delivers it twice; nil when it gives none.
    package var id: String?
    /// The time as it was written; nil when it wasn't.
    package var atText: String?
    /// `atText` read; nil when it isn't a time.
    package var at: Instant?

    package init(
        from: String, to: String? = nil, text: String, id: String? = nil, atText: String? = nil,
        at: Instant? = nil
    ) {
        self.from = from
        self.to = to
        self.text = text
        self.id = id
        self.atText = atText
        self.at = at
    }

    /// As the engine takes it.
    package var inboundReply: InboundReply { InboundReply(from: from, text: text, identifier: id) }
}

/// Reads what one gateway pushes to us. Works without the gateway running.
package struct CallbackReader: Sendable {
    private let dialect: any GatewayDialect

    package init(_ configuration: GatewayConfiguration) {
        dialect = configuration.dialect
    }

    /// - Returns: Empty when the callback is in order and says nothing that counts, such as "still trying".
    /// - Throws: `CallbackRefusal`; then nothing of it was taken and 400 is the answer.
    package func receipts(from callback: GatewayCallback) throws(CallbackRefusal) -> [ReceivedReceipt] {
        try dialect.receipts(from: callback)
    }

    /// - Throws: `CallbackRefusal`; then nothing of it was taken and 400 is the answer.
    package func replies(from callback: GatewayCallback) throws(CallbackRefusal) -> [ReceivedReply] {
        try dialect.replies(from: callback)
    }
}
