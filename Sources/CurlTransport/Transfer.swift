import CCurl

/// One easy handle, used for one request after the other so that its set-up is paid once.
///
/// Owned by the loop's thread; nothing else touches it.
@safe final class Transfer {
    let easy: UnsafeMutableRawPointer
    private(set) var submission = Submission(request: TransferRequest(url: ""))
    /// How often libcurl was about to write the request: 0 while it can't have left.
    fileprivate var beginnings = 0
    fileprivate var received: [UInt8] = []
    fileprivate var isTooLong = false
    fileprivate var isStopped = false
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var body: UnsafeMutablePointer<UInt8>
    private var bodyCapacity = 1024
    private let detail: UnsafeMutablePointer<CChar>

    // What the handle is set to, so that only differences are set again.
    private var url = ""
    private var method = ""
    private var hasBody = false
    private var timeouts: Timeouts?
    private var socketPath: String?
    private var reach: Reach?

    init() {
        guard let handle = unsafe curl_easy_init() else { fatalError("libcurl has no memory for a handle") }
        unsafe easy = handle
        unsafe body = .allocate(capacity: bodyCapacity)
        unsafe detail = .allocate(capacity: Int(CURL_ERROR_SIZE))
        unsafe detail.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        setUp()
    }

    deinit {
        unsafe curl_easy_cleanup(easy)
        unsafe HeaderLines.release(headerList, before: submission.request.headers.head)
        unsafe body.deallocate()
        unsafe detail.deallocate()
    }

    /// The options that hold for every request.
    private func setUp() {
        let itself = unsafe Unmanaged.passUnretained(self).toOpaque()
        _ = unsafe ccurl_set_pointer(easy, CURLOPT_PRIVATE, itself)
        _ = unsafe ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, detail)
        _ = unsafe ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        _ = unsafe ccurl_set_long(easy, CURLOPT_NOPROGRESS, 1)
        _ = unsafe ccurl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
        // libcurl 7.88.1 reports some aborted HTTP/2 responses as complete.
        _ = unsafe ccurl_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        // A stuck resolver thread is left behind instead of being waited for by the whole loop.
        _ = unsafe ccurl_set_long(easy, CURLOPT_QUICK_EXIT, 1)
        // Below what gateways keep idle connections for, so that few are reused while they close.
        _ = unsafe ccurl_set_long(easy, CURLOPT_MAXAGE_CONN, 50)
        _ = unsafe ccurl_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https")
        _ = unsafe ccurl_set_string(easy, CURLOPT_PROXY, "")
        _ = unsafe ccurl_set_string(easy, CURLOPT_USERAGENT, "Muster")
        _ = unsafe ccurl_set_data_callback(easy, CURLOPT_WRITEFUNCTION, takeBody)
        _ = unsafe ccurl_set_pointer(easy, CURLOPT_WRITEDATA, itself)
        _ = unsafe ccurl_set_prerequest_callback(easy, allowOnce)
        _ = unsafe ccurl_set_pointer(easy, CURLOPT_PREREQDATA, itself)
    }

    /// Makes the handle ready to carry `submission`.
    func load(_ submission: Submission) {
        unsafe HeaderLines.release(headerList, before: self.submission.request.headers.head)
        self.submission = submission
        beginnings = 0
        isTooLong = false
        isStopped = false
        received.removeAll(keepingCapacity: true)
        unsafe detail.pointee = 0
        let request = submission.request
        unsafe headerList = HeaderLines.list(of: request.ownHeaders, before: request.headers.head)
        _ = unsafe ccurl_set_list(easy, CURLOPT_HTTPHEADER, headerList)
        setAddress(request)
        setMethodAndBody(request)
        setTimeouts(request.timeouts)
    }

    /// Lets go of the callbacks, which may hold on to a waiting task or a reader.
    ///
    /// - Returns: The submission with them.
    func unload() -> Submission {
        let done = submission
        submission.completion = nil
        submission.reader = nil
        return done
    }

    private func setAddress(_ request: TransferRequest) {
        if url != request.url {
            url = request.url
            _ = unsafe ccurl_set_string(easy, CURLOPT_URL, request.url)
        }
        if reach != request.reach {
            reach = request.reach
            _ = unsafe ccurl_set_reach(easy, request.reach.rawValue)
        }
        if socketPath != request.unixSocketPath {
            socketPath = request.unixSocketPath
            // NULL makes it a TCP connection again.
            _ = unsafe ccurl_set_string(easy, CURLOPT_UNIX_SOCKET_PATH, request.unixSocketPath)
        }
    }

    private func setMethodAndBody(_ request: TransferRequest) {
        if method != request.method || hasBody != (request.body != nil) {
            method = request.method
            hasBody = request.body != nil
            _ = unsafe ccurl_set_long(easy, CURLOPT_NOBODY, 0)
            _ = unsafe ccurl_set_long(easy, CURLOPT_HTTPGET, 1)
            if hasBody || method == "POST" { _ = unsafe ccurl_set_long(easy, CURLOPT_POST, 1) }
            if method == "HEAD" { _ = unsafe ccurl_set_long(easy, CURLOPT_NOBODY, 1) }
            let isUsual = method == "HEAD" || method == (hasBody ? "POST" : "GET") || method == "POST"
            _ = unsafe ccurl_set_string(easy, CURLOPT_CUSTOMREQUEST, isUsual ? nil : method)
        }
        guard hasBody || method == "POST" else { return }
        let count = request.body?.count ?? 0
        if count > bodyCapacity {
            unsafe body.deallocate()
            bodyCapacity = count
            unsafe body = .allocate(capacity: count)
        }
        unsafe request.body?.withUnsafeBufferPointer { bytes in
            if let start = bytes.baseAddress { unsafe body.update(from: start, count: count) }
        }
        // libcurl doesn't copy the body; it stays in this handle's own memory until the next `load`.
        _ = unsafe ccurl_set_pointer(easy, CURLOPT_POSTFIELDS, body)
        _ = unsafe ccurl_set_off(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(count))
    }

    private func setTimeouts(_ wanted: Timeouts) {
        guard timeouts != wanted else { return }
        timeouts = wanted
        _ = unsafe ccurl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, wanted.connect_ms)
        _ = unsafe ccurl_set_long(easy, CURLOPT_TIMEOUT_MS, wanted.total_ms)
        _ = unsafe ccurl_set_long(easy, CURLOPT_LOW_SPEED_LIMIT, wanted.silence_s > 0 ? 1 : 0)
        _ = unsafe ccurl_set_long(easy, CURLOPT_LOW_SPEED_TIME, wanted.silence_s)
    }

    /// What became of the request, by libcurl's code.
    func result(_ code: CURLcode) -> TransferResult {
        guard code == CURLE_OK else { return .failure(failure(code)) }
        var status = 0
        _ = unsafe ccurl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        var response = TransferResponse(status: status)
        swap(&response.body, &received)
        if status != 200 && status != 202 {
            var seconds: curl_off_t = 0
            _ = unsafe ccurl_get_off(easy, CURLINFO_RETRY_AFTER, &seconds)
            if seconds > 0 { response.retryAfter_ms = Int64(seconds) * 1_000 }
        }
        for name in submission.request.wantedHeaders {
            if let value = unsafe ccurl_header(easy, name) {
                response.headers[name] = unsafe String(cString: value)
            }
        }
        return .response(response)
    }

    private func failure(_ code: CURLcode) -> TransferFailure {
        var cause = TransferFailure.Cause.curl(code: Int32(bitPattern: code.rawValue))
        if beginnings > 1 { cause = .closedUnanswered }
        if isTooLong { cause = .responseTooLong }
        if isStopped { cause = .cancelled }
        return unsafe failure(cause, detail.pointee == 0 ? curl_easy_strerror(code) : UnsafePointer(detail))
    }

    /// A failure that was decided here and not by libcurl.
    func failure(_ cause: TransferFailure.Cause, _ text: UnsafePointer<CChar>? = nil) -> TransferFailure {
        let detail = unsafe text.map { unsafe String(cString: $0) } ?? ""
        return TransferFailure(cause: cause, detail: detail, mayHaveBeenSent: mayHaveBeenSent)
    }

    /// Whether a byte of the request may have left.
    var mayHaveBeenSent: Bool { beginnings > 0 }

    /// The status of the response whose body is coming in.
    fileprivate var status: Int {
        var status = 0
        _ = unsafe ccurl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        return status
    }
}

/// libcurl asks before it writes a request to a connection; the second time for one transfer is a repeat.
///
/// When a kept connection closes after a request was written and before a byte of the answer, libcurl
/// sends the request once more on a new connection and reports plain success: two texts, or two calls.
private func allowOnce(
    context: UnsafeMutableRawPointer?, _: UnsafeMutablePointer<CChar>?, _: UnsafeMutablePointer<CChar>?,
    _: Int32, _: Int32
) -> Int32 {
    guard let context = unsafe context else { return CURL_PREREQFUNC_ABORT }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    transfer.beginnings += 1
    return transfer.beginnings == 1 ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}

/// Takes the next bytes of a response. Any other return than their count ends the transfer.
private func takeBody(
    bytes: UnsafeMutablePointer<CChar>?, size: Int, count: Int, context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
    let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    let chunk = unsafe UnsafeRawBufferPointer(start: bytes, count: size * count)
    if let reader = transfer.submission.reader, (200...299).contains(transfer.status) {
        let goesOn = unsafe chunk.isEmpty || reader(transfer.status, Array(chunk))
        transfer.isStopped = !goesOn
        return goesOn ? chunk.count : 0
    }
    if transfer.received.count + chunk.count > transfer.submission.request.responseLimit {
        transfer.isTooLong = true
        return 0
    }
    unsafe transfer.received.append(contentsOf: chunk)
    return chunk.count
}
