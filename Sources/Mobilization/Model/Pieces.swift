/// A list in pieces of 256, so that changing one element of a list that somebody else still holds copies a piece
/// and not the whole.
///
/// The board that is published after a batch, and a reader in the middle of a decision, hold the state while it
/// changes; with 32,000 people in an incident, copying an array of call-outs for each answer took milliseconds.
package struct Pieces<Element: Sendable>: Sendable {
    private static var shift: Int { 8 }
    private static var length: Int { 1 << shift }

    /// All but the last are full.
    private var pieces: [[Element]] = []
    package private(set) var count = 0

    package init() {}

    package mutating func append(_ element: Element) {
        if count & (Self.length - 1) == 0 {
            pieces.append([])
            pieces[pieces.count - 1].reserveCapacity(Self.length)
        }
        pieces[pieces.count - 1].append(element)
        count += 1
    }

    /// Costs the length of what comes after it.
    package mutating func remove(at place: Int) {
        for later in place..<count - 1 { self[later] = self[later + 1] }
        pieces[pieces.count - 1].removeLast()
        if pieces[pieces.count - 1].isEmpty { pieces.removeLast() }
        count -= 1
    }
}

extension Pieces: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { count }

    package subscript(place: Int) -> Element {
        get { pieces[place >> Self.shift][place & (Self.length - 1)] }
        _modify { yield &pieces[place >> Self.shift][place & (Self.length - 1)] }
    }
}

extension Pieces: Equatable where Element: Equatable {
    package static func == (left: Pieces, right: Pieces) -> Bool { left.pieces == right.pieces }
}
