import Dispatch
import Foundation

/// Writes the chain's head to a file beside the store and tells it to whoever keeps it elsewhere, at most once a second
/// and at close.
///
/// Safe from any thread.
final class HeadWitness: Sendable {
    private let queue = DispatchQueue(label: "store.head")
    private let inside = Locked(Inside())
    private let file: HeadFile

    private struct Inside {
        var head = ChainLink.start.head
        var told: ChainHead?
        var isWaiting = false
        var isClosed = false
        var tell: (@Sendable (ChainHead) -> Void)?
    }

    init(beside store: String) { file = HeadFile(beside: store) }

    var head: ChainHead { inside.with { $0.head } }

    func tell(_ tell: @escaping @Sendable (ChainHead) -> Void) { inside.with { $0.tell = tell } }

    /// The head after recovery: it was told before, and is told again at the next commit or at close.
    func start(at head: ChainHead) { inside.with { $0.head = head } }

    /// A commit moved the head.
    func head(_ head: ChainHead) {
        let isFirst = inside.with { inside in
            inside.head = head
            defer { inside.isWaiting = true }
            return !inside.isWaiting
        }
        if isFirst { queue.async { [self] in sayAndRest() } }
    }

    /// Tells the head a last time. Nothing is told after it.
    func close() {
        queue.sync { _ = say() }
        inside.with { $0.isClosed = true }
    }

    private func sayAndRest() {
        guard say() else { return inside.with { $0.isWaiting = false } }
        queue.asyncAfter(deadline: .now() + 1) { [self] in sayAndRest() }
    }

    /// - Returns: false when there was nothing new.
    @discardableResult
    private func say() -> Bool {
        let (head, tell) = inside.with { inside -> (ChainHead?, (@Sendable (ChainHead) -> Void)?) in
            guard !inside.isClosed, inside.told != inside.head else { return (nil, nil) }
            inside.told = inside.head
            return (inside.head, inside.tell)
        }
        guard let head else { return false }
        if head.sequence > 0 { file.write(head) }
        tell?(head)
        return true
    }
}

/// A value behind a lock. `NSLock`, because the thread sanitizer warns falsely on `Synchronization.Mutex`.
///
/// `@unchecked Sendable`: the value is only touched while the lock is held.
final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    init(_ value: Value) { self.value = value }

    func with<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
