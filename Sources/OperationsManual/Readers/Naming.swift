/// How things are named that stand in addresses, commands and tables.
enum Naming {
    /// Small letters and digits, with single hyphens between them, at most 40.
    static func isSlug(_ word: String) -> Bool {
        let parts = word.split(separator: "-", omittingEmptySubsequences: false)
        return word.utf8.count <= 40
            && parts.allSatisfy { part in
                !part.isEmpty && part.allSatisfy { $0.isPlainSmallLetter || $0.isPlainDigit }
            }
    }

    /// A site's code as it is typed in the rain: letters and digits, at most 8, `F01`.
    static func isSiteCode(_ word: String) -> Bool {
        (1...8).contains(word.utf8.count)
            && word.allSatisfy { $0.isPlainCapital || $0.isPlainDigit }
    }
}
