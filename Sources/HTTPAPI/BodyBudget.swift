import Synchronization

/// The memory that bodies of requests may take together: thousands of senders who each hold a large body back must not
/// take more than the machine has.
final class BodyBudget: Sendable {
    /// A body up to this size is always read: an alert gets through however many large ones are under way.
    static let free = 8 * 1024
    /// Bytes of all bodies beyond that.
    static let limit = 64 * 1024 * 1024
    /// What bodies may take together that come before any proof of who sends them: officers have the rest to themselves.
    static let strangersLimit = limit / 2

    private let taken = Mutex(0)

    /// One request's share of it.
    final class Share: Sendable {
        private let budget: BodyBudget
        private let size = Mutex((read: 0, charged: 0))

        private let limit: Int

        init(_ budget: BodyBudget, isProven: Bool) {
            self.budget = budget
            limit = isProven ? BodyBudget.limit : BodyBudget.strangersLimit
        }

        /// Notes that so many bytes more were read.
        ///
        /// - Returns: False when there is no room for them now.
        func grow(by bytes: Int) -> Bool {
            size.withLock { size in
                size.read += bytes
                let due = max(0, size.read - BodyBudget.free) - size.charged
                guard due > 0 else { return true }
                guard budget.charge(due, upTo: limit) else { return false }
                size.charged += due
                return true
            }
        }

        deinit { budget.refund(size.withLock { $0.charged }) }
    }

    private func charge(_ bytes: Int, upTo limit: Int) -> Bool {
        taken.withLock { taken in
            guard taken + bytes <= limit else { return false }
            taken += bytes
            return true
        }
    }

    private func refund(_ bytes: Int) { taken.withLock { $0 -= bytes } }
}
