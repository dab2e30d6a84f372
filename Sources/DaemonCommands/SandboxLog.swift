import Foundation
import Mobilization

/// One thing that went through the network, as it stands in the sandbox's log.
struct SandboxLogLine: Encodable {
    /// `text` or `call` taken; `throttled`, `failed`, `refused`, `dropped` at the door; then `receipt`, `reply`,
    /// `set_out`, `arrived`, `home`.
    var event: String
    /// Real time to the millisecond, and people's time.
    var real = ""
    var engine = ""
    /// Whose phone a text, call or receipt is for.
    var to: String?
    /// Who wrote a reply.
    var from: String?
    /// Who moved.
    var phone: String?
    var key: String?
    /// The network's own id; a dropped request has one when its text was taken all the same.
    var id: String?
    var text: String?
    var status: String?
    var site: String?
    /// Set when the key came before.
    var isRepeat: Bool?

    init(_ event: String) {
        self.event = event
    }
}

/// Appends JSON lines to a file, each in one write, so that a killed sandbox leaves whole lines.
///
/// The people are invented, so phones and texts may stand here, unlike in the daemon's journal. Owned by the
/// exchange.
struct SandboxLog {
    private let file: FileHandle

    /// Adds to what the file holds already.
    /// - Throws: a `Diagnostic` when it can't be opened for writing.
    init(path: String) throws {
        if !FileManager.default.fileExists(atPath: path) {
            // A failure shows in the next line, where the file is opened.
            _ = FileManager.default.createFile(atPath: path, contents: nil)
        }
        guard let file = FileHandle(forWritingAtPath: path) else {
            throw Diagnostic(
                file: path, message: "can't be opened for writing; give --log a file in a folder of yours")
        }
        self.file = file
        try file.seekToEnd()
    }

    func write(_ line: SandboxLogLine) {
        guard let bytes = try? SandboxJSON.bytes(line) else { return }
        // A full disk must not end the phone network; the daemon under test is what matters.
        try? file.write(contentsOf: Data(bytes + [UInt8(ascii: "\n")]))
    }
}
