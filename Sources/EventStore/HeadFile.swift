import Foundation
import GRDB
import MobilizationRuntime

/// The chain's head in a file beside the store: a witness that is there when the next process starts.
///
/// A damaged WAL is silent: SQLite takes what is before the damage for the whole, and `integrity_check` says ok. The head
/// is written after the commit that it stands for, so a store that ends before it has lost events.
struct HeadFile {
    let path: String

    init(beside store: String) { path = store + ".head" }

    /// Replaces the head. A failure means nothing: the head that stood there is still true, only older.
    func write(_ head: ChainHead) {
        let draft = path + ".new"
        let isMade = FileManager.default.createFile(
            atPath: draft, contents: Data("\(head)\n".utf8), attributes: [.posixPermissions: 0o600])
        if isMade, rename(draft, path) == 0 { return }
        unlink(draft)
    }

    /// nil: there is none, or it can't be read.
    var head: ChainHead? {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
        return ChainHead(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// - Throws: `corrupt` where the store ends before the head, or has another event in its place.
    func check(_ end: ChainLink, in db: Database, store: String) throws {
        guard let head, head.sequence > 0 else { return }
        let guidance =
            "Nothing was changed. Restore the last good copy with `musterd restore`; or, to go on with what is left, "
            + "move \"\(path)\" away, start again, and ask people what they did since"
        if head.sequence > end.sequence {
            throw StoreFailure(
                .corrupt,
                "store \"\(store)\" lost events \(end.sequence + 1)...\(head.sequence): they were committed, and the file "
                    + "ends before them; its WAL is damaged or missing, or an older copy was put in its place. "
                    + guidance)
        }
        let found =
            head.sequence == end.sequence
            ? end.hash
            : try Data.fetchOne(db, sql: "SELECT hash FROM events WHERE seq = ?", arguments: [head.sequence])
        // Behind an anchor the event is gone, and that is in order.
        guard let found, hexadecimal(found) != head.hash else { return }
        throw StoreFailure(
            .corrupt,
            "store \"\(store)\" holds another event \(head.sequence) than was committed: another store, or an older "
                + "copy that went on, was put in its place. " + guidance)
    }
}
