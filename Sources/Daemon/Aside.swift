import Foundation

/// Does what blocks, on files or in SQLite, on a thread that may wait; the two of the cooperative pool may not.
func aside<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { waiting in
        DispatchQueue.global(qos: .utility).async { waiting.resume(returning: work()) }
    }
}

/// The same for what can fail.
func aside<Value: Sendable, Failure: Error>(
    _ work: @escaping @Sendable () throws(Failure) -> Value
) async throws(Failure) -> Value {
    let result: Result<Value, Failure> = await withCheckedContinuation { waiting in
        DispatchQueue.global(qos: .utility).async { waiting.resume(returning: Result(catching: work)) }
    }
    return try result.get()
}
