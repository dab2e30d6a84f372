import ChildPrograms
import Foundation
import Testing

/// The checkout that these tests were built from.
enum Repository {
    static let root: URL = {
        let here = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        return here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    }()

    /// A file's text.
    ///
    /// - Parameter path: From the root, as `Sources/Mobilization/Model/Alert.swift`.
    /// - Returns: The whole text.
    /// - Throws: When there is no such file, or it isn't UTF-8.
    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// Whether something is at the path.
    static func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// All files below a folder, as paths from the root, in order.
    ///
    /// - Parameters:
    ///   - folder: A path from the root; the empty path is the root itself.
    ///   - endings: What the names end with; none means all files.
    /// - Returns: None when the folder doesn't exist.
    static func files(in folder: String, ending endings: String...) -> [String] {
        let base = root.appending(path: folder)
        let inside = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
        return
            inside
            .filter { path in endings.isEmpty || endings.contains { path.hasSuffix($0) } }
            .map { folder.isEmpty ? $0 : folder + "/" + $0 }
            .filter { isFile($0) }
            .sorted()
    }

    /// The files that are, or would be, checked in.
    ///
    /// - Returns: What git says; outside of a git checkout, everything but what `.gitignore` usually names.
    static func checkedInFiles() -> [String] {
        let git = Command.run(
            "git", ["-C", root.path, "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        if let git, git.status == 0, !git.output.isEmpty {
            return git.output.split(separator: "\0").map(String.init).filter { isFile($0) }
        }
        let made = [".git/", ".build", ".swiftpm/", "demo-data/", "bench-data/"]
        return files(in: "").filter { path in !made.contains { path.hasPrefix($0) } }
    }

    private static func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(
            atPath: root.appending(path: path).path, isDirectory: &isFolder)
        return exists && !isFolder.boolValue
    }
}

/// Another program, run to its end.
enum Command {
    /// - Returns: Its exit code, 0 for success, and what it wrote; nil when the program isn't on this machine.
    static func run(_ program: String, _ arguments: [String]) -> EndedProgram? {
        EndedProgram.find(program).flatMap { try? EndedProgram.run($0, arguments) }
    }
}

/// A place in a file that breaks a rule, printed so that an editor can jump to it.
struct Breach: CustomStringConvertible {
    var file: String
    /// From 1; 0 when the whole file is meant.
    var line = 0
    var what: String

    var description: String { line == 0 ? "\(file): \(what)" : "\(file):\(line): \(what)" }
}

extension Sequence where Element == Breach {
    /// One line for each.
    var list: Comment { Comment(rawValue: map(\.description).joined(separator: "\n")) }
}
