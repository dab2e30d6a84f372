import CCurl
import Synchronization

/// What other threads hand to the loop's thread, and the only place where they meet.
final class Inbox: Sendable {
    private struct Contents {
        var letters = Letters()
        var isOpen = true
        var isSleeping = false
    }

    /// What has come since the loop looked last.
    struct Letters {
        var submissions: [Submission] = []
        var works: [TimedWork] = []
        var cancellations: [UInt64] = []
        var isRecalling = false
        var isStopping = false

        var isEmpty: Bool {
            submissions.isEmpty && works.isEmpty && cancellations.isEmpty && !isRecalling && !isStopping
        }
    }

    private let contents = Mutex(Contents())
    /// The multi handle's address; used only while `isOpen`, so never after its end.
    private let multiAddress: UInt

    init(multiAddress: UInt) {
        self.multiAddress = multiAddress
    }

    /// Adds something, and wakes the loop if it sleeps.
    ///
    /// - Returns: false when the loop has ended and nothing was added.
    func post(_ change: (inout Letters) -> Void) -> Bool {
        contents.withLock { contents in
            guard contents.isOpen else { return false }
            change(&contents.letters)
            if contents.isSleeping {
                contents.isSleeping = false
                // Inside the lock: the handle can't be freed while `isOpen` is being relied on.
                _ = unsafe curl_multi_wakeup(UnsafeMutableRawPointer(bitPattern: multiAddress))
            }
            return true
        }
    }

    /// Takes everything that has come. Called by the loop's thread.
    func take() -> Letters {
        contents.withLock { contents in
            contents.isSleeping = false
            return Self.takeAll(&contents.letters)
        }
    }

    /// Notes that the loop goes to sleep, unless something has come.
    ///
    /// - Returns: Whether it may sleep.
    func maySleep() -> Bool {
        contents.withLock { contents in
            contents.isSleeping = contents.letters.isEmpty
            return contents.isSleeping
        }
    }

    /// Takes nothing more from now on, and hands over what was left.
    func close() -> Letters {
        contents.withLock { contents in
            contents.isOpen = false
            return Self.takeAll(&contents.letters)
        }
    }

    private static func takeAll(_ letters: inout Letters) -> Letters {
        if letters.isEmpty { return Letters() }
        let all = letters
        letters = Letters()
        return all
    }
}
