import CCurl

/// The loop itself: one multi handle, its transfers, the requests that wait, and the timers.
///
/// Made by any thread, then touched only by the one that runs `run()`.
@safe final class LoopThread {
    let inbox: Inbox
    private let name: String
    private let options: CurlLoop.Options
    private let ended: EndSignal
    private let onCompleted: @Sendable ([TransferCompletion]) -> Void
    private let multi: UnsafeMutableRawPointer
    private var idle: [Transfer] = []
    private var busy: [UInt: Transfer] = [:]
    private var waiting = Line<Submission>()
    private var timers: [TimedWork] = []
    private var completions: [TransferCompletion] = []
    private var endings: [(completion: @Sendable (TransferResult) -> Void, result: TransferResult)] = []
    private var isStopping = false

    init(
        name: String, options: CurlLoop.Options, ended: EndSignal,
        onCompleted: @escaping @Sendable ([TransferCompletion]) -> Void
    ) {
        guard let handle = unsafe curl_multi_init() else { fatalError("libcurl has no memory for a loop") }
        unsafe multi = handle
        self.name = name
        self.options = options
        self.ended = ended
        self.onCompleted = onCompleted
        inbox = Inbox(multiAddress: UInt(bitPattern: handle))
        _ = unsafe ccurl_multi_set_long(handle, CURLMOPT_MAXCONNECTS, options.connections)
        _ = unsafe ccurl_multi_set_long(handle, CURLMOPT_MAX_TOTAL_CONNECTIONS, options.connections)
        // Multiplexing is HTTP/2's; nothing here speaks it.
        _ = unsafe ccurl_multi_set_long(handle, CURLMOPT_PIPELINING, 0)
    }

    /// Runs until it is shut down.
    func run() {
        unsafe ccurl_name_thread(name)
        while !isStopping {
            read(inbox.take())
            runTimers()
            startWaiting()
            var running: Int32 = 0
            _ = unsafe curl_multi_perform(multi, &running)
            let hasEnded = collectEnded()
            // Free connections are filled before the callbacks run, so that the network never waits for them.
            let hasStarted = hasEnded && startWaiting()
            deliver()
            if !hasStarted && !isStopping && inbox.maySleep() { sleep() }
        }
        end()
    }

    private func read(_ letters: Inbox.Letters) {
        if letters.isStopping { isStopping = true }
        // First, since what was submitted after the recall isn't meant.
        if letters.isRecalling { recallUnsent() }
        for submission in letters.submissions {
            if waiting.count >= options.waitingLimit {
                finish(submission, .failure(failure(.tooManyWaiting)))
            } else {
                waiting.append(submission)
            }
        }
        for work in letters.works {
            let place = timers.firstIndex { $0.due_ms > work.due_ms } ?? timers.endIndex
            timers.insert(work, at: place)
        }
        for ticket in letters.cancellations { cancel(ticket) }
    }

    private func failure(_ cause: TransferFailure.Cause) -> TransferFailure {
        TransferFailure(cause: cause, detail: "", mayHaveBeenSent: false)
    }

    private func runTimers() {
        guard !timers.isEmpty else { return }
        let now = MonotonicClock.now_ms()
        let due = timers.prefix { $0.due_ms <= now }
        guard !due.isEmpty else { return }
        timers.removeFirst(due.count)
        for timer in due { timer.work() }
    }

    /// Gives every free connection a request.
    ///
    /// - Returns: Whether one was started.
    @discardableResult private func startWaiting() -> Bool {
        var hasStarted = false
        while busy.count < options.connections, let submission = waiting.popFirst() {
            let transfer = idle.popLast() ?? Transfer()
            transfer.load(submission)
            unsafe busy[UInt(bitPattern: transfer.easy)] = transfer
            if unsafe curl_multi_add_handle(multi, transfer.easy) != CURLM_OK {
                abandon(transfer, .curl(code: Int32(bitPattern: CURLE_OUT_OF_MEMORY.rawValue)))
            }
            hasStarted = true
        }
        return hasStarted
    }

    private func collectEnded() -> Bool {
        var hasEnded = false
        var left: Int32 = 0
        while let message = unsafe curl_multi_info_read(multi, &left) {
            guard unsafe message.pointee.msg == CURLMSG_DONE, let easy = unsafe message.pointee.easy_handle
            else { continue }
            let code = unsafe ccurl_message_result(message)
            guard let transfer = unsafe release(easy) else { continue }
            finish(transfer.unload(), transfer.result(code))
            idle.append(transfer)
            hasEnded = true
        }
        return hasEnded
    }

    /// Takes a transfer out of libcurl's hands, ended or not.
    private func release(_ easy: UnsafeMutableRawPointer) -> Transfer? {
        _ = unsafe curl_multi_remove_handle(multi, easy)
        return busy.removeValue(forKey: UInt(bitPattern: easy))
    }

    private func cancel(_ ticket: UInt64) {
        let isMeant: (Submission) -> Bool = { $0.ticket == ticket }
        if let submission = waiting.remove(where: isMeant) {
            finish(submission, .failure(failure(.cancelled)))
        } else if let transfer = busy.values.first(where: { isMeant($0.submission) }) {
            abandon(transfer, .cancelled)
            idle.append(transfer)
        }
    }

    private func recallUnsent() {
        while let submission = waiting.popFirst() { finish(submission, .failure(failure(.recalled))) }
        for transfer in busy.values where !transfer.mayHaveBeenSent {
            abandon(transfer, .recalled)
            idle.append(transfer)
        }
    }

    private func abandon(_ transfer: Transfer, _ cause: TransferFailure.Cause) {
        _ = unsafe release(transfer.easy)
        unsafe finish(transfer.unload(), .failure(transfer.failure(cause)))
    }

    private func finish(_ submission: Submission, _ result: TransferResult) {
        if let completion = submission.completion {
            endings.append((completion, result))
        } else {
            completions.append(TransferCompletion(tag: submission.request.tag, result: result))
        }
    }

    private func deliver() {
        if !completions.isEmpty {
            let batch = completions
            completions = []
            completions.reserveCapacity(batch.count)
            onCompleted(batch)
        }
        if !endings.isEmpty {
            let batch = endings
            endings = []
            for ending in batch { ending.completion(ending.result) }
        }
    }

    private func sleep() {
        var wait_ms: Int64 = 60_000
        if let next = timers.first { wait_ms = min(wait_ms, max(next.due_ms - MonotonicClock.now_ms(), 0)) }
        _ = unsafe curl_multi_poll(multi, nil, 0, Int32(wait_ms), nil)
    }

    private func end() {
        read(inbox.close())
        for transfer in busy.values { abandon(transfer, .shutDown) }
        while let submission = waiting.popFirst() { finish(submission, .failure(failure(.shutDown))) }
        deliver()
        timers = []
        idle = []
        _ = unsafe curl_multi_cleanup(multi)
        ended.signal()
    }
}
