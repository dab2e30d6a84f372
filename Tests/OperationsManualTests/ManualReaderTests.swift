import Mobilization
import OperationsManual
import Testing

@Suite struct ManualReaderTests {
    /// Seven chapters with names of our own: the shipped ones are nothing special.
    private func texts(_ numbers: [Int] = Array(1...7)) -> [NamedText] {
        numbers.map { number in
            NamedText(
                file: "\(number).md",
                text: Example.chapter.with("slug: order-keeping", "slug: task-\(number)")
                    .with("chapter: 2", "chapter: \(number)").with("title: 秩序维护", "title: 任务\(number)")
                    .with("aliases: [秩序, 交通]", "aliases: [别名\(number)]"))
        }
    }

    @Test func `seven chapters with free names make a manual`() throws {
        let reading = ManualReader.read(texts().reversed(), folder: "Playbooks")
        #expect(reading.said == [])
        let manual = try #require(reading.value)
        #expect(manual.manual.playbooks.map(\.slug) == (1...7).map { "task-\($0)" })
        #expect(manual.chapters.map(\.file) == (1...7).map { "\($0).md" })
        #expect(manual.manual.version == .none)
    }

    @Test func `six chapters are refused, and the missing one is named`() {
        let reading = ManualReader.read(texts([1, 2, 3, 4, 5, 7]), folder: "Playbooks")
        #expect(
            reading.said == [
                "Playbooks: 6 chapters (files ending in .md); the manual has exactly 7, numbered 1 to 7",
                "Playbooks: chapter 6 is missing",
            ])
        #expect(reading.value == nil)
    }

    @Test func `an eighth chapter is refused`() {
        var eight = texts()
        eight.append(NamedText(file: "8.md", text: eight[6].text))
        let said = ManualReader.read(eight, folder: "Playbooks").said
        #expect(
            said == [
                "Playbooks: 8 chapters (files ending in .md); the manual has exactly 7, numbered 1 to 7",
                "8.md: chapter 7 is that of 7.md already",
                "8.md: slug \"task-7\" is that of 7.md already",
                "8.md: title \"任务7\" is that of 7.md already",
                "8.md: alias \"别名7\" is that of 7.md already",
            ])
    }

    @Test func `two chapters with one number leave another missing`() {
        var seven = texts()
        seven[4].text = seven[4].text.with("chapter: 5", "chapter: 4")
        #expect(
            ManualReader.read(seven, folder: "Playbooks").said == [
                "5.md: chapter 4 is that of 4.md already", "Playbooks: chapter 5 is missing",
            ])
    }

    @Test func `a broken chapter is named with file and line, and nothing else is guessed about it`() {
        var seven = texts()
        seven[2].text = seven[2].text.with("heavy: false", "heavy: maybe")
        let reading = ManualReader.read(seven, folder: "Playbooks")
        #expect(reading.said == ["3.md:17:8: \"heavy\" is \"maybe\"; write true or false"])
        #expect(reading.value == nil)
    }

    @Test func `an empty folder is refused`() {
        #expect(
            ManualReader.read([], folder: "Playbooks").errors.first?.description
                == "Playbooks: 0 chapters (files ending in .md); the manual has exactly 7, numbered 1 to 7")
    }
}
