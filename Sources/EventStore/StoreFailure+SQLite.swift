import GRDB
import MobilizationRuntime

extension StoreFailure {
    /// What an error of SQLite means for the people who run the store at `path`.
    init(_ error: any Error, path: String) {
        switch error {
        case let failure as StoreFailure: self = failure
        case let row as UnreadableRow:
            self.init(
                .corrupt,
                "the log in \"\(path)\" is broken at event \(row.sequence): \(row.reason); nothing may be written. "
                    + "Run `musterd replay --verify \(path)` and restore the last good copy")
        case let database as DatabaseError: self.init(database, path: path)
        default: self.init(.other, "store \"\(path)\" failed: \(error)")
        }
    }

    private init(_ error: DatabaseError, path: String) {
        let code = "SQLite \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init(
                .diskFull,
                "cannot write store \"\(path)\": disk full (\(code)); nothing was lost. Free some space; "
                    + "writing resumes by itself")
        case .SQLITE_READONLY, .SQLITE_PERM:
            self.init(
                .readOnly,
                "cannot write store \"\(path)\": it is read-only (\(code)); nothing was lost. Check the mount "
                    + "and the owner of the file")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                .busy,
                "cannot write store \"\(path)\": another process holds it (\(code)); nothing was lost. End the "
                    + "program that writes to it; only musterd may")
        case .SQLITE_IOERR:
            self.init(
                .ioError,
                "the disk under store \"\(path)\" failed (\(code)); what it holds is not known until the store is "
                    + "read again. musterd ends and starts again; look at the kernel's log")
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(
                .corrupt,
                "store \"\(path)\" is damaged or no database (\(code)); nothing may be written. Keep this file for "
                    + "inspection, look at the kernel's log, and restore the last good copy with `musterd restore`"
            )
        case .SQLITE_CANTOPEN:
            self.init(
                .other,
                "cannot open store \"\(path)\" (\(code)). Check that the directory is there and belongs to the "
                    + "user that runs musterd")
        default:
            // The text of an SQLite error names tables and rules, never values.
            self.init(.other, "store \"\(path)\" failed: \(error.message ?? "no reason given") (\(code))")
        }
    }
}
