import Foundation
import Testing

@Suite struct DocumentTests {
    @Test func `no source file is longer than 400 lines`() throws {
        var breaches: [Breach] = []
        for folder in ["Sources", "Tests"] {
            for file in Repository.files(in: folder, ending: ".swift", ".h", ".c") {
                let count = try Repository.text(file).count { $0.isNewline }
                if count > 400 {
                    breaches.append(Breach(file: file, what: "\(count) lines; look for the second topic"))
                }
            }
        }
        #expect(breaches.isEmpty, breaches.list)
    }

    @Test func `the README's table of targets names all targets of the package and no other`() throws {
        let package = targets(ofPackage: try Repository.text("Package.swift"))
        let code = Set(package.filter { !$0.isTest }.map(\.name))
        let tests = Set(package.filter(\.isTest).map(\.name))
        #expect(!code.isEmpty && !tests.isEmpty, "Package.swift was not understood")

        let table = targets(ofReadme: try Repository.text("README.md"))
        #expect(code.subtracting(table) == [], "targets that the README's table lacks")
        #expect(
            table.subtracting(code).subtracting(tests) == [], "rows of the README's table without a target")
    }

    @Test func `every target of the package has its folder, and every folder its target`() throws {
        let package = targets(ofPackage: try Repository.text("Package.swift"))
        for (folder, isTest) in [("Sources", false), ("Tests", true)] {
            let folders = try FileManager.default.contentsOfDirectory(
                atPath: Repository.root.appending(path: folder).path)
            // What the fuzzers call is built by Scripts/fuzz, with another compiler's flags.
            let names = package.filter { $0.isTest == isTest }.map(\.name) + (isTest ? ["Fuzz"] : [])
            #expect(Set(folders).symmetricDifference(names) == [], "\(folder) and Package.swift differ")
        }
    }

    @Test func `nothing that is checked in knows the machine it was written on`() throws {
        // Put together from pieces, so that this file holds none of them.
        let folders = ["work", "root"].map { "/" + $0 + "/" }
        var breaches: [Breach] = []
        for file in Repository.checkedInFiles() {
            guard let text = try? Repository.text(file) else { continue }
            for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                for folder in folders where names(line, folder) {
                    breaches.append(Breach(file: file, line: index + 1, what: "names \(folder)"))
                }
            }
        }
        #expect(breaches.isEmpty, breaches.list)
    }

    @Test func `a folder at the top of the file system is told from one inside another`() {
        let folder = "/" + "root/"
        #expect(
            names("see \(folder)x", folder) && names("\(folder)x", folder) && names("a=\"\(folder)\"", folder)
        )
        #expect(
            !names("Tests\(folder)x", folder) && !names("~\(folder)x", folder)
                && !names("./..\(folder)", folder))
    }

    @Test func `every make target that a document names exists`() throws {
        let makefile = try Repository.text("Makefile")
        let known = Set(makefile.matches(of: /(?m)^([a-z][a-z-]*):(?!=)/).map { String($0.1) })
        #expect(known.isSuperset(of: ["demo", "test", "lint", "help"]))

        var breaches: [Breach] = []
        for file in Repository.checkedInFiles() where file.hasSuffix(".md") {
            for (target, line) in makeTargets(in: try Repository.text(file)) where !known.contains(target) {
                breaches.append(Breach(file: file, line: line, what: "the Makefile has no target \(target)"))
            }
        }
        #expect(breaches.isEmpty, breaches.list)
    }

    @Test func `make commands are found in code, and the verb is left alone in prose`() {
        let text = """
            Make sure to make haste, then `make lint test` or `STRICT=1 make check-all`.

            ```sh
            sudo make install PREFIX=/usr/local && make demo
            ```
            """
        #expect(makeTargets(in: text).map(\.target) == ["lint", "test", "check-all", "install", "demo"])
    }
}

/// Whether a line names a folder at the top of the file system, and not one inside another.
private func names(_ line: Substring, _ folder: String) -> Bool {
    line.ranges(of: folder).contains { range in
        guard range.lowerBound > line.startIndex else { return true }
        let before = line[line.index(before: range.lowerBound)]
        return !before.isLetter && !before.isNumber && !"._-/~}*".contains(before)
    }
}

/// The targets that a manifest declares.
private func targets(ofPackage manifest: String) -> [(name: String, isTest: Bool)] {
    // The literals are what is wanted here, so the text is read as it stands; no comment declares a target.
    manifest.matches(
        of: /\.(target|executableTarget|testTarget|systemLibrary|macro|plugin)\(\s*name:\s*"([^"]+)"/
    )
    .map { (String($0.2), $0.1 == "testTarget") }
}

/// The names in the first column of the table that has a row for `Mobilization`.
private func targets(ofReadme readme: String) -> Set<String> {
    let lines = readme.split(separator: "\n", omittingEmptySubsequences: false)
    let tables = lines.split { !$0.hasPrefix("|") }
    let firstColumns = tables.map { rows in
        rows.flatMap { row in
            row.dropFirst().prefix { $0 != "|" }.matches(of: /`([A-Za-z]+)`/).map { String($0.1) }
        }
    }
    return Set(firstColumns.first { $0.contains("Mobilization") } ?? [])
}

/// What documents tell people to make, in code spans and code blocks, each with its line.
private func makeTargets(in text: String) -> [(target: String, line: Int)] {
    var found: [(String, Int)] = []
    var isInBlock = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if line.contains("```") {
            isInBlock.toggle()
            continue
        }
        let pieces = isInBlock ? [line] : line.matches(of: /`([^`]+)`/).map(\.1)
        let command = /(?:^|[\s;&|(])make((?:\s+[a-z][a-z-]*(?![\w=.\/-]))+)/
        for words in pieces.flatMap({ $0.matches(of: command).map(\.1) }) {
            found += words.split(separator: " ").map { (String($0), index + 1) }
        }
    }
    return found
}
