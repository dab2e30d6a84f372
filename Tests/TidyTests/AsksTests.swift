import Testing

/// The article of what users ask for names tests that exist.
@Suite struct AsksTests {
    private static let article = "Sources/Mobilization/Mobilization.docc/Asks.md"

    @Test func `every test that the article of asks names is there, in the file that it names`() throws {
        let files = Repository.files(in: "Tests", ending: ".swift")
        var breaches: [Breach] = []
        for (index, line) in try lines().enumerated() {
            for (name, test) in tests(in: line) {
                let isThere = try files.contains { file in
                    try file.hasSuffix("/\(name).swift") && Repository.text(file).contains("func `\(test)`(")
                }
                if !isThere {
                    breaches.append(
                        Breach(file: Self.article, line: index + 1, what: "no test `\(test)` in \(name)"))
                }
            }
        }
        #expect(breaches.isEmpty, breaches.list)
    }

    @Test func `the thirty-three asks stand there in order, each with a test`() throws {
        let rows = try lines().compactMap { line in
            line.prefixMatch(of: /\| (\d+) \|/).map { (number: Int($0.1), line: line) }
        }
        #expect(rows.map(\.number) == Array(1...33))
        for row in rows { #expect(!tests(in: row.line).isEmpty, "\(row.line.prefix(60))") }
    }

    private func lines() throws -> [Substring] {
        try Repository.text(Self.article).split(separator: "\n", omittingEmptySubsequences: false)
    }

    private func tests(in line: Substring) -> [(file: String, test: String)] {
        line.matches(of: /([A-Z][A-Za-z]*Tests) `([^`]+)`/).map { (String($0.1), String($0.2)) }
    }
}
