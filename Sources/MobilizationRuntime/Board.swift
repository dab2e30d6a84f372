package import Mobilization

/// One consistent picture of everything, published after each batch; every query reads only this,
/// so that figures agree from call to call.
package struct Board: Sendable {
    /// The number of the last event that it holds.
    package var sequence: Int64 { state.sequence }
    /// Engine time at which it was made.
    package var asOf: Instant
    package var state: State
    package var reference: Reference
    /// nil while the store takes writes.
    package var storeTrouble: StoreTrouble?

    package init(asOf: Instant, state: State, reference: Reference, storeTrouble: StoreTrouble?) {
        self.asOf = asOf
        self.state = state
        self.reference = reference
        self.storeTrouble = storeTrouble
    }
}

/// Where the driver hangs the board, and readers take it down from any thread.
package protocol BoardHolder: AnyObject, Sendable {
    func publish(_ board: Board)
    var current: Board? { get }
}
