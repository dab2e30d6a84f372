/// What a transfer's end means for somebody who must neither lose a message nor send it twice.
package enum TransferVerdict: Sendable, Equatable {
    /// Not a byte of the request left: another way may be tried at once.
    case surelyNotSent(reason: String)
    /// The server says that it is too much at once (429).
    /// - retryAfter_ms: nil when it doesn't say for how long.
    case throttled(retryAfter_ms: Int64?)
    /// An answer that the caller must read: its status and body decide.
    case response(TransferResponse)
    /// The server may have acted on the request, and nobody can tell from here.
    case ambiguous(reason: String)
}

extension TransferResult {
    /// The cautious reading of this result.
    ///
    /// | end | verdict |
    /// |---|---|
    /// | failed before the request began (name, connection, TLS, connect timeout) | surely not sent |
    /// | failed after it (timeout, closed, broken or over-long answer) | ambiguous |
    /// | 429 | throttled |
    /// | 500, 502, 503, 504 and other 5xx | ambiguous: the sender's documentation may know better |
    /// | anything else | response |
    ///
    /// libcurl's code alone isn't enough: when a kept connection closes after the request was written and
    /// the server has gone since, the second attempt reports 7 (could not connect) for a request that
    /// was read. So the verdict rests on whether the request ever began.
    package var verdict: TransferVerdict {
        switch self {
        case .failure(let failure):
            return failure.mayHaveBeenSent
                ? .ambiguous(reason: failure.description) : .surelyNotSent(reason: failure.description)
        case .response(let response):
            if response.status == 429 { return .throttled(retryAfter_ms: response.retryAfter_ms) }
            if response.status >= 500 { return .ambiguous(reason: "HTTP \(response.status)") }
            return .response(response)
        }
    }
}
