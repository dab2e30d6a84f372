import Testing

@Suite struct PurityTests {
    @Test func `pure targets have no clock, no chance of their own, no tasks and no output`() throws {
        var breaches: [Breach] = []
        for file in pureTargets.flatMap({ Repository.files(in: "Sources/\($0)", ending: ".swift") }) {
            breaches += impurities(in: SwiftCode(try Repository.text(file)), file: file)
        }
        #expect(breaches.isEmpty, breaches.list)
    }

    @Test func `the engine's state keeps its collections in order`() throws {
        var breaches: [Breach] = []
        for file in Repository.files(in: "Sources/Mobilization/Engine", ending: ".swift") {
            let name = file.split(separator: "/").last ?? ""
            guard name.hasPrefix("State") else { continue }
            breaches += unorderedCollections(in: SwiftCode(try Repository.text(file)), file: file)
        }
        #expect(breaches.isEmpty, breaches.list)
    }

    @Test func `every banned word is found, and its harmless relatives are not`() {
        let banned = """
            let a = Date()
            let b = ContinuousClock.now
            let c = Int.random(in: 0..<5)
            let d = UUID()
            Task { work() }
            Task.sleep(1)
            await work()
            print("x")
            let e = Foundation.Date()
            """
        #expect(impurities(in: SwiftCode(banned), file: "f").map(\.line) == Array(1...9))

        let harmless = """
            // Date() and await are words of a comment
            let text = "print(Date())"
            let c = Int.random(in: 0..<5, using: &generator)
            let d = TaskKind.evacuation
            let e = footprint(of: 3)
            let f = dueDate(of: need)
            """
        #expect(impurities(in: SwiftCode(harmless), file: "f").isEmpty)
        #expect(impurities(in: SwiftCode("let text = \"\\(UUID())\""), file: "f").count == 1)
    }

    @Test func `unordered collections are found in every spelling`() {
        let unordered = """
            var a: Set<MemberID> = []
            var b: [MemberID: Member] = [:]
            var c = Dictionary<MemberID, Member>()
            var d: [Need.ID : [Int]]
            var e = [MemberID: Int]()
            """
        #expect(unorderedCollections(in: SwiftCode(unordered), file: "f").map(\.line) == Array(1...5))
        let ordered = """
            var a: OrderedMap<MemberID, Member>
            var b: [Member]
            let c = counts[site, default: 0]
            let d = OrderedSet<MemberID>()
            let gone = Set(ids)
            """
        #expect(unorderedCollections(in: SwiftCode(ordered), file: "f").isEmpty)
    }
}

private func impurities(in code: SwiftCode, file: String) -> [Breach] {
    let patterns: [(Regex<Substring>, String)] = [
        (/\bDate\(/, "no Date here; time is handed in"),
        (/\b(?:ContinuousClock|SuspendingClock)\b/, "no clock here; time is handed in"),
        (/\.(?:random|randomElement|shuffle|shuffled)\((?!.*\busing:)/, "no chance here but HashedChance"),
        (/\bUUID\(/, "no UUID here; ids are handed in"),
        (/\bTask\s*[.{<(]/, "no tasks here; the driver is synchronous"),
        (/\bawait\b/, "no await here; the driver is synchronous"),
        (/\bprint\(/, "no output here; effects are orders to the shell"),
    ]
    return breaches(in: code, file: file, patterns)
}

private func unorderedCollections(in code: SwiftCode, file: String) -> [Breach] {
    let reason = "no Set or Dictionary in the state: their order differs from process to process"
    return breaches(
        in: code, file: file,
        [
            // A set made inside a function only to look things up is harmless, so plain Set( passes.
            (/\b(?:Set|Dictionary)\s*</, reason),
            (/\[\s*[A-Z][\w.]*\s*:\s*[\[(A-Z]/, reason),
        ])
}

private func breaches(
    in code: SwiftCode, file: String, _ patterns: [(pattern: Regex<Substring>, reason: String)]
) -> [Breach] {
    code.lines.enumerated().flatMap { index, line in
        // Simple boundaries: by Unicode's, "Date" in "Foundation.Date(" is no word of its own.
        patterns.filter { line.firstMatch(of: $0.pattern.wordBoundaryKind(.simple)) != nil }
            .map { Breach(file: file, line: index + 1, what: $0.reason) }
    }
}
