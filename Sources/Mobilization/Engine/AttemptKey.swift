/// The key that goes to the gateway with an attempt: the same at every try, different for every other attempt.
///
/// 32 hexadecimal digits: the attempt's number, then a hash of it under the store's seed, so that a key of
/// another store, or a guessed one, is not taken for ours.
package enum AttemptKey {
    package static func text(seed: UInt64, attempt: AttemptID) -> String {
        hexadecimal(UInt64(bitPattern: attempt.number)) + hexadecimal(seal(seed, attempt))
    }

    /// - Returns: nil when `key` was not made with this seed.
    package static func attempt(of key: String, seed: UInt64) -> AttemptID? {
        guard key.utf8.count == 32, let bits = UInt64(key.prefix(16), radix: 16) else { return nil }
        let attempt = AttemptID(Int64(bitPattern: bits))
        return text(seed: seed, attempt: attempt) == key ? attempt : nil
    }

    private static func seal(_ seed: UInt64, _ attempt: AttemptID) -> UInt64 {
        HashedChance(seed: seed).bits(.attemptKey, attempt.number)
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}

extension HashedChance.Purpose {
    static let attemptKey = Self("attempt key")
    static let incidentCode = Self("incident code")
    static let backoff = Self("back-off")
}
