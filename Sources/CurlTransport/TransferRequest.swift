/// One HTTP request, with the bounds that it must keep.
///
/// HTTP/1.1, no redirect is followed, no proxy of the environment is used, and nothing is ever sent twice:
/// a kept connection that closes after the request was written ends the transfer as a failure that
/// `mayHaveBeenSent`.
package struct TransferRequest: Sendable {
    /// Upper-case, such as `GET` or `POST`.
    package var method: String
    /// `http://` or `https://`; anything else fails before a connection is made.
    package var url: String
    /// Lines that many requests share. Building them once saves a list of copies for each request.
    package var headers: HeaderLines
    /// Lines of this request alone, each `Name: value`, sent before the shared ones.
    package var ownHeaders: [String]
    /// nil for a request without a body.
    package var body: [UInt8]?
    package var timeouts: Timeouts
    /// Connects to this Unix socket instead of the URL's host.
    package var unixSocketPath: String?
    /// Where its connection may lead, whatever the URL's name resolves to. All requests of a loop that share a host
    /// should have the same: a connection that is kept was judged when it was made.
    package var reach: Reach
    /// The most bytes of a response's body that are kept; a longer one fails as `responseTooLong`.
    package var responseLimit: Int
    /// Names of response headers that the caller wants to see. `Retry-After` comes by itself.
    package var wantedHeaders: [String]
    /// The caller's own number for this request; comes back with its completion.
    package var tag: Int64

    package init(
        method: String = "POST", url: String, headers: HeaderLines = .none, ownHeaders: [String] = [],
        body: [UInt8]? = nil, timeouts: Timeouts = Timeouts(), unixSocketPath: String? = nil,
        reach: Reach = .anywhere, responseLimit: Int = 64 * 1024, wantedHeaders: [String] = [], tag: Int64 = 0
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.ownHeaders = ownHeaders
        self.body = body
        self.timeouts = timeouts
        self.unixSocketPath = unixSocketPath
        self.reach = reach
        self.responseLimit = responseLimit
        self.wantedHeaders = wantedHeaders
        self.tag = tag
    }
}

/// The addresses that a connection may lead to.
package enum Reach: Int32, Sendable, CaseIterable {
    case anywhere = 0
    /// Only this machine.
    case loopback = 1
    /// Neither this machine, nor private networks, nor link-local addresses.
    case publicAddresses = 2
    /// Private networks, too, but neither this machine nor link-local addresses.
    case privateNetworks = 3
}

/// How long a transfer may take; the time a request waits for a free connection isn't counted.
package struct Timeouts: Sendable, Equatable {
    /// Name resolution, connection and TLS handshake together, in milliseconds.
    package var connect_ms: Int
    /// From the start of the transfer to its last byte, in milliseconds; 0 for no bound, as streams need.
    package var total_ms: Int
    /// Ends a transfer through which no byte has come for that many seconds; 0 for no bound.
    package var silence_s: Int

    package init(connect_ms: Int = 3_000, total_ms: Int = 10_000, silence_s: Int = 0) {
        self.connect_ms = connect_ms
        self.total_ms = total_ms
        self.silence_s = silence_s
    }
}
