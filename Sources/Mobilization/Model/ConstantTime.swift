/// Comparing what must not be guessed.
package enum ConstantTime {
    /// Whether two digests are equal. Every byte is looked at, so that the time it takes says nothing about how near
    /// a guess came; only a difference in length shows.
    package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for place in left.indices { difference |= left[place] ^ right[place] }
        return difference == 0
    }
}
