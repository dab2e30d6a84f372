/// Reads a streamed response as it comes, on the loop's thread.
///
/// - Parameters:
///   - status: The response's HTTP status.
///   - chunk: The next bytes of the body, never empty.
/// - Returns: false to end the transfer, which then fails as `cancelled`.
package typealias ChunkReader = @Sendable (_ status: Int, _ chunk: [UInt8]) -> Bool

/// A request on its way to the loop's thread.
struct Submission: Sendable {
    var request: TransferRequest
    /// Names it for a cancellation; 0 where nobody can cancel it.
    var ticket: UInt64 = 0
    /// nil: the end goes to the loop's batch callback.
    var completion: (@Sendable (TransferResult) -> Void)?
    /// nil: the body is collected. Otherwise only bodies of answers outside 200-299 are.
    var reader: ChunkReader?
}

/// Work to be done on the loop's thread, not before a point of the monotonic clock.
struct TimedWork: Sendable {
    var due_ms: Int64
    var work: @Sendable () -> Void
}
