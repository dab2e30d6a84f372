import Crypto
package import Mobilization

/// The symmetric signatures of Standard Webhooks 1.0: who sent this body, and when.
///
/// A sender signs `id.timestamp.body` with HMAC-SHA256 under a shared secret. Only version `v1` is read;
/// others in the same header are skipped, as the specification asks.
package enum StandardWebhook {
    /// How far a timestamp may lie from the receiver's clock, in seconds, both ends included.
    package static let toleranceSeconds: Int64 = 300

    /// The three headers of one request; nil for an absent one.
    package struct Headers: Sendable, Equatable {
        package var id: String?
        package var timestamp: String?
        package var signature: String?

        package init(id: String?, timestamp: String?, signature: String?) {
            self.id = id
            self.timestamp = timestamp
            self.signature = signature
        }

        /// - Parameter valueOf: Gives the header of that lower-case name, or nil.
        package init(valueOf: (String) -> String?) {
            self.init(
                id: valueOf("webhook-id"), timestamp: valueOf("webhook-timestamp"),
                signature: valueOf("webhook-signature"))
        }
    }

    /// What a signature proves.
    package enum Verdict: Sendable, Equatable {
        /// The body is the sender's and fresh. A repeat carries the same id: it is the key to recognise one
        /// by.
        case genuine(id: String)
        case refused(Refusal)
    }

    /// Why a request isn't believed. All of them are HTTP 401.
    package enum Refusal: String, Sendable, CaseIterable {
        case headerMissing =
            "webhook-id, webhook-timestamp and webhook-signature are needed; one of them is missing"
        case idMalformed = "webhook-id must be 1 to 256 visible ASCII characters without a full stop"
        case timestampMalformed = "webhook-timestamp must be whole seconds since 1970, in digits"
        case timestampTooOld =
            "webhook-timestamp is more than 300 s old; sign each attempt anew, check the clocks"
        case timestampTooNew = "webhook-timestamp is more than 300 s ahead; check the clocks"
        case signatureMalformed = "webhook-signature holds no v1 signature of 32 bytes in base64"
        case signatureWrong = "no signature fits this body under any secret in force; check the secret"
    }

    /// Verifies one request over the bytes as they arrived.
    ///
    /// - Parameters:
    ///   - headers: As they came.
    ///   - body: As it came, before anything is decoded.
    ///   - secrets: All that are in force; while one is being replaced there are two. Empty: nothing
    ///     verifies.
    ///   - now: The receiver's clock; compared in whole seconds.
    ///   - unstepped: What it would show if nobody had set it since the receiver started. A clock that was set wrongly
    ///     must not shut out a sender whose clock is right. nil: as `now`.
    /// - Returns: Whether the sender knows one of the secrets, and when not, why.
    package static func verify(
        headers: Headers, body: [UInt8], secrets: [WebhookSecret], now: Instant, unstepped: Instant? = nil
    ) -> Verdict {
        guard let id = headers.id, let timestamp = headers.timestamp, let signature = headers.signature else {
            return .refused(.headerMissing)
        }
        guard isID(id) else { return .refused(.idMalformed) }
        // No sign, no blank, no fraction, and short enough never to overflow.
        guard (1...12).contains(timestamp.utf8.count),
            timestamp.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let seconds = Int64(timestamp)
        else { return .refused(.timestampMalformed) }
        let ages = [now, unstepped ?? now].map { $0.wholeSeconds - seconds }
        let age = abs(ages[1]) < abs(ages[0]) ? ages[1] : ages[0]
        if age > toleranceSeconds { return .refused(.timestampTooOld) }
        if age < -toleranceSeconds { return .refused(.timestampTooNew) }
        let candidates = signatures(in: signature)
        guard !candidates.isEmpty else { return .refused(.signatureMalformed) }
        let content = content(id: id, timestamp: timestamp, body: body)
        var isGenuine = false
        // Every pair is compared, each in constant time, so that timing doesn't tell which secret came close.
        for secret in secrets {
            for candidate in candidates where secret.fits(candidate, content: content) { isGenuine = true }
        }
        return isGenuine ? .genuine(id: id) : .refused(.signatureWrong)
    }

    /// Signs a body, as senders do.
    ///
    /// - Parameters:
    ///   - id: Visible ASCII without a full stop; the same for every attempt.
    ///   - timestamp: When this attempt is made; cut to whole seconds.
    ///   - body: As it will be sent.
    ///   - secret: The one shared with the receiver.
    /// - Returns: The value of `webhook-signature`: `v1,` and base64.
    package static func sign(id: String, timestamp: Instant, body: [UInt8], secret: WebhookSecret) -> String {
        let content = content(id: id, timestamp: String(timestamp.wholeSeconds), body: body)
        return "v1," + Base64.encode(secret.signature(of: content))
    }

    private static func content(id: String, timestamp: String, body: [UInt8]) -> [UInt8] {
        Array("\(id).\(timestamp).".utf8) + body
    }

    private static func isID(_ id: String) -> Bool {
        (1...256).contains(id.utf8.count)
            && id.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ".") }
    }

    /// The v1 signatures of the header, at most 16: each costs a hash of the body.
    private static func signatures(in header: String) -> [[UInt8]] {
        guard header.utf8.count <= 4096 else { return [] }
        let all = header.split(separator: " ").compactMap { part -> [UInt8]? in
            guard part.hasPrefix("v1,"), let bytes = Base64.decode(part.dropFirst(3)), bytes.count == 32
            else { return nil }
            return bytes
        }
        return Array(all.prefix(16))
    }
}

extension Instant {
    /// Rounded towards the past.
    fileprivate var wholeSeconds: Int64 {
        milliseconds >= 0 ? milliseconds / 1000 : (milliseconds - 999) / 1000
    }
}

/// A secret that a sender of webhooks and Muster share. Its description never shows it.
package struct WebhookSecret: Sendable, CustomStringConvertible, CustomReflectable {
    private let key: SymmetricKey

    /// - Parameters:
    ///   - text: `whsec_` and base64 of 24 to 64 bytes; the prefix and the padding may be missing, and white
    ///     space around it (a file's last newline) doesn't matter.
    ///   - file: Where it was read, for the diagnostic.
    /// - Throws: One diagnostic that doesn't repeat the text.
    package init(_ text: String, file: String) throws(Diagnostic) {
        let trimmed = WireText.trimmed(text)
        let encoded = trimmed.hasPrefix("whsec_") ? trimmed.dropFirst(6) : trimmed[...]
        guard let bytes = Base64.decode(encoded, mayLackPadding: true), (24...64).contains(bytes.count) else {
            throw Diagnostic(
                file: file, message: "a webhook secret must be whsec_ and the base64 of 24 to 64 random bytes"
            )
        }
        key = SymmetricKey(data: bytes)
    }

    package var description: String { "(secret)" }
    package var customMirror: Mirror { Mirror(self, children: []) }

    fileprivate func signature(of content: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: content, using: key))
    }

    /// Compared in constant time.
    fileprivate func fits(_ signature: [UInt8], content: [UInt8]) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(signature, authenticating: content, using: key)
    }
}
