import Foundation

/// What a process did that must not be forgotten, written outside its store line by line before it goes on.
///
/// Each line is a word, a number and a name: `commit 12 -` (the log ends there, durable), `ack 12 note-1` (somebody was
/// answered), `send 12 KEY` (a gateway has the message). What stands in it has left the process.
struct CrashDiary {
    struct Line: Equatable {
        var word: String
        var number: Int64
        var name: String
    }

    private let handle: FileHandle

    /// Appends to the file, and makes it where it isn't there.
    init(writing path: String) throws {
        if !FileManager.default.fileExists(atPath: path) {
            guard FileManager.default.createFile(atPath: path, contents: nil) else {
                throw BenchFailure("cannot make \"\(path)\"")
            }
        }
        handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try handle.seekToEnd()
    }

    func note(_ word: String, _ number: Int64, _ name: String = "-") {
        // A diary that can't be written makes a trial that proves nothing.
        do {
            try handle.write(contentsOf: Data("\(word) \(number) \(name)\n".utf8))
        } catch {
            fatalError("cannot write the diary: \(error)")
        }
    }

    /// The whole lines of a diary; one that was torn is as good as never written.
    static func lines(of path: String) -> [Line] {
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().compactMap { line in
            let words = line.split(separator: " ")
            guard words.count == 3, let number = Int64(words[1]) else { return nil }
            return Line(word: String(words[0]), number: number, name: String(words[2]))
        }
    }
}
