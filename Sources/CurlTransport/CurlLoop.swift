import CCurl
import Synchronization

/// Sends HTTP requests from one thread of its own, never more at once than it has connections.
///
/// Usable from any thread; every callback runs on the loop's thread and must be short. Requests beyond
/// `connections` wait here and not in libcurl, where waiting would use up their timeouts. One loop a
/// gateway: a stuck resolver or a dead server delays nobody else.
///
/// Ends with `shutdown()`, or when the last reference goes.
package final class CurlLoop: Sendable {
    /// What a loop may use.
    package struct Options: Sendable {
        /// Transfers in flight at once, 1 to 1000.
        package var connections: Int
        /// Requests that may wait for a connection; one more fails as `tooManyWaiting`.
        package var waitingLimit: Int

        package init(connections: Int = 8, waitingLimit: Int = 50_000) {
            self.connections = min(max(connections, 1), 1_000)
            self.waitingLimit = waitingLimit
        }
    }

    private let inbox: Inbox
    private let ended: EndSignal
    private let onCompleted: @Sendable ([TransferCompletion]) -> Void
    private let lastTicket = Atomic<UInt64>(0)

    /// Starts the loop's thread.
    ///
    /// - Parameters:
    ///   - name: The thread's name, cut to 15 bytes.
    ///   - options: What it may use.
    ///   - onCompleted: Called once a turn with all requests that have ended in it and that were submitted
    ///     by `submit(_:)`; in the order in which they ended.
    package init(
        name: String, options: Options = Options(),
        onCompleted: @escaping @Sendable ([TransferCompletion]) -> Void = { _ in }
    ) {
        CurlLibrary.start()
        self.onCompleted = onCompleted
        ended = EndSignal()
        let thread = LoopThread(name: name, options: options, ended: ended, onCompleted: onCompleted)
        inbox = thread.inbox
        startThread(body: thread)
    }

    deinit { shutdown() }

    /// Sends `requests`; each ends in one call of `onCompleted`.
    ///
    /// After the loop's end that call comes at once, on the caller's own thread.
    package func submit(_ requests: [TransferRequest]) {
        let isPosted = inbox.post { letters in
            letters.submissions.reserveCapacity(letters.submissions.count + requests.count)
            for request in requests { letters.submissions.append(Submission(request: request)) }
        }
        if !isPosted {
            let failure = TransferFailure(cause: .shutDown, detail: "", mayHaveBeenSent: false)
            onCompleted(requests.map { TransferCompletion(tag: $0.tag, result: .failure(failure)) })
        }
    }

    /// Sends one request and calls `completion` with its end on the loop's thread; at once and on the
    /// caller's own thread when the loop has ended.
    package func submit(
        _ request: TransferRequest, completion: @escaping @Sendable (TransferResult) -> Void
    ) {
        post(Submission(request: request, completion: completion))
    }

    /// Sends one request and waits for its end. A cancelled task ends the transfer as `cancelled`.
    package func perform(_ request: TransferRequest) async -> TransferResult {
        await perform(request, reader: nil)
    }

    /// Sends one request and hands the body of its 2xx answer to `reader` as it comes.
    ///
    /// Returns when the server has ended the answer, a bound was met, `reader` returned false, or the task
    /// was cancelled. Give such a request a `silence_s` instead of a `total_ms`.
    package func stream(_ request: TransferRequest, reader: @escaping ChunkReader) async -> TransferResult {
        await perform(request, reader: reader)
    }

    /// Ends everything of which surely no byte has left, as `recalled`: what waits for a connection, or for a name, or
    /// for the other side to pick up. What is submitted afterwards isn't meant.
    package func recallUnsent() {
        _ = inbox.post { $0.isRecalling = true }
    }

    /// Does `work` on the loop's thread, not before that many milliseconds of real time; never, when the
    /// loop ends first.
    package func after(milliseconds: Int64, _ work: @escaping @Sendable () -> Void) {
        let due = MonotonicClock.now_ms() + max(milliseconds, 0)
        _ = inbox.post { $0.works.append(TimedWork(due_ms: due, work: work)) }
    }

    /// Ends the loop: what is under way or waits ends as `shutDown`, and the thread goes. Returns at once.
    package func shutdown() {
        _ = inbox.post { $0.isStopping = true }
    }

    /// Ends the loop and blocks until its thread has called its last callback.
    ///
    /// Not to be called from a callback, which would wait for itself.
    package func shutdownAndWait() {
        shutdown()
        waitForEnd()
    }

    /// Blocks until somebody's `shutdown()` is done and the last callback was called.
    package func waitForEnd() {
        ended.wait()
    }

    private func perform(_ request: TransferRequest, reader: ChunkReader?) async -> TransferResult {
        let ticket = lastTicket.add(1, ordering: .relaxed).newValue
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                post(
                    Submission(
                        request: request, ticket: ticket, completion: { continuation.resume(returning: $0) },
                        reader: reader))
                // A cancellation that came before the post found nothing to cancel.
                if Task.isCancelled { cancel(ticket) }
            }
        } onCancel: {
            cancel(ticket)
        }
    }

    private func cancel(_ ticket: UInt64) {
        _ = inbox.post { $0.cancellations.append(ticket) }
    }

    private func post(_ submission: Submission) {
        if !inbox.post({ $0.submissions.append(submission) }) {
            submission.completion?(
                .failure(TransferFailure(cause: .shutDown, detail: "", mayHaveBeenSent: false)))
        }
    }
}
