import Synchronization

/// Requests served, by the first digit of their status.
final class Traffic: Sendable {
    private let classes = Mutex<[Int: Int]>([:])

    func count(status: Int) {
        classes.withLock { $0[status / 100, default: 0] += 1 }
    }

    /// In the order of the digit.
    var counts: [(statusClass: Int, count: Int)] {
        classes.withLock { $0.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    }
}
