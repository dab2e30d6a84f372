/// How a transfer ended.
package enum TransferResult: Sendable, Equatable {
    /// A whole response came, whatever its status says.
    case response(TransferResponse)
    case failure(TransferFailure)
}

/// A whole HTTP response.
package struct TransferResponse: Sendable, Equatable {
    package var status: Int
    /// Empty where a stream's reader took it.
    package var body: [UInt8]
    /// What `Retry-After` asks for, in milliseconds from now; nil when it asks for nothing.
    package var retryAfter_ms: Int64?
    /// Those of the request's `wantedHeaders` that came, under the names that were asked for.
    package var headers: [String: String]

    package init(
        status: Int, body: [UInt8] = [], retryAfter_ms: Int64? = nil, headers: [String: String] = [:]
    ) {
        self.status = status
        self.body = body
        self.retryAfter_ms = retryAfter_ms
        self.headers = headers
    }
}

/// A transfer that ended without a whole response.
package struct TransferFailure: Error, Sendable, Equatable, CustomStringConvertible {
    package var cause: Cause
    /// What libcurl says about it; names hosts and ports, never a body, a header or a URL's query.
    package var detail: String
    /// Whether a byte of the request may have left; false only where that is sure.
    package var mayHaveBeenSent: Bool

    package enum Cause: Sendable, Equatable {
        /// libcurl's code, such as 7: could not connect.
        case curl(code: Int32)
        /// A kept connection closed after the request was written; libcurl would have sent it once more.
        case closedUnanswered
        /// The response's body was longer than the request's `responseLimit`.
        case responseTooLong
        case cancelled
        /// Taken back before a byte of it had left.
        case recalled
        /// The loop was shut down.
        case shutDown
        /// More requests wait than the loop's `waitingLimit`.
        case tooManyWaiting
    }

    package init(cause: Cause, detail: String, mayHaveBeenSent: Bool) {
        self.cause = cause
        self.detail = detail
        self.mayHaveBeenSent = mayHaveBeenSent
    }

    package var description: String {
        switch cause {
        case .curl(let code): "\(detail) (libcurl \(code))"
        case .closedUnanswered: "the connection closed after the request was written, before an answer came"
        case .responseTooLong: "the answer was longer than is kept"
        case .cancelled: "cancelled"
        case .recalled: "taken back before it left, since others before it failed"
        case .shutDown: "shut down"
        case .tooManyWaiting: "too many requests wait for this connection already"
        }
    }
}

/// A request's end, as the loop's batch callback sees it.
package struct TransferCompletion: Sendable {
    /// The request's `tag`.
    package var tag: Int64
    package var result: TransferResult

    package init(tag: Int64, result: TransferResult) {
        self.tag = tag
        self.result = result
    }
}
