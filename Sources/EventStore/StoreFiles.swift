import Foundation
import Glibc
import MobilizationRuntime

/// The files beside the database: the lock that keeps a second musterd out, and the reserve for a full disk.
///
/// Owned by the log; used from its caller's thread.
final class StoreFiles: Sendable {
    let path: String
    /// The open file that carries the lock; nil once it was given up.
    private let lock: Locked<Int32?>
    private var reservePath: String { path + ".reserve" }
    private var failedPath: String { path + ".failed" }

    /// Makes the directory (0700) and the database file (0600) where they are missing, and takes the lock.
    ///
    /// - Throws: `busy` when another process holds the lock; `readOnly` on a read-only file system.
    init(path: String) throws(StoreFailure) {
        self.path = path
        try Self.makeDirectory((path as NSString).deletingLastPathComponent)
        lock = Locked(try Self.takeLock(path + ".lock"))
        do throws(StoreFailure) {
            // SQLite gives its WAL and its index the mode of the database file, so the file comes first.
            close(try Self.open(path, O_RDWR | O_CREAT | O_CLOEXEC))
            guard chmod(path, 0o600) == 0 else { throw Self.failure("keep others from reading", path) }
        } catch {
            unlock()
            throw error
        }
    }

    deinit { unlock() }

    /// Gives the lock up. The kernel does the same when the process ends, however it ends.
    func unlock() {
        let descriptor = lock.with { lock in
            defer { lock = nil }
            return lock
        }
        if let descriptor { close(descriptor) }
    }

    /// Occupies `bytes` of the disk, to be freed when it is full, if four times as much is free.
    ///
    /// - Returns: Whether so much is occupied now. Nothing is left half made.
    func restoreReserve(bytes: Int) -> Bool {
        guard bytes > 0 else { return false }
        var status = stat()
        if stat(reservePath, &status) == 0, status.st_size == off_t(bytes) { return true }
        var disk = statvfs()
        guard statvfs(path, &disk) == 0, disk.f_bavail * disk.f_frsize >= UInt(bytes) * 4,
            let descriptor = try? Self.open(reservePath, O_RDWR | O_CREAT | O_CLOEXEC)
        else { return false }
        defer { close(descriptor) }
        if posix_fallocate(descriptor, 0, off_t(bytes)) == 0 { return true }
        unlink(reservePath)
        return false
    }

    /// Leaves a mark that the disk failed, for the next process to find; in vain where nothing can be written at all.
    func markFailed() {
        _ = FileManager.default.createFile(
            atPath: failedPath, contents: Data(), attributes: [.posixPermissions: 0o600])
    }

    var hasFailed: Bool { FileManager.default.fileExists(atPath: failedPath) }

    func forgetFailure() { unlink(failedPath) }

    /// What musterd may still write to the disk, in bytes; nil where the system doesn't say.
    var free: Int64? {
        var disk = statvfs()
        guard statvfs(path, &disk) == 0 else { return nil }
        return Int64(clamping: UInt64(disk.f_bavail) * UInt64(disk.f_frsize))
    }

    var hasReserve: Bool { FileManager.default.fileExists(atPath: reservePath) }

    /// - Returns: Whether there was a reserve to free.
    func releaseReserve() -> Bool { unlink(reservePath) == 0 }

    private static func makeDirectory(_ directory: String) throws(StoreFailure) {
        guard !directory.isEmpty else { return }
        var status = stat()
        if stat(directory, &status) == 0 {
            if status.st_mode & S_IFMT == S_IFDIR { return }
            throw StoreFailure(
                .other, "cannot open a store in \"\(directory)\": it is a file, and a directory is needed")
        }
        try makeDirectory((directory as NSString).deletingLastPathComponent)
        if mkdir(directory, 0o700) != 0, errno != EEXIST { throw failure("make directory", directory) }
    }

    private static func takeLock(_ path: String) throws(StoreFailure) -> Int32 {
        let descriptor = try open(path, O_RDWR | O_CREAT | O_CLOEXEC)
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            guard code == EWOULDBLOCK else { throw failure("lock", path, code) }
            throw StoreFailure(
                .busy,
                "cannot open the store: another musterd has it open for writing (it holds \"\(path)\"). "
                    + "Stop that one first; two writers would destroy the store")
        }
        return descriptor
    }

    private static func open(_ path: String, _ flags: Int32) throws(StoreFailure) -> Int32 {
        let descriptor = Glibc.open(path, flags, 0o600)
        guard descriptor >= 0 else { throw failure("open", path) }
        return descriptor
    }

    private static func failure(_ act: String, _ path: String, _ code: Int32 = errno) -> StoreFailure {
        let reason = String(cString: strerror(code))
        switch code {
        case ENOSPC, EDQUOT:
            return StoreFailure(
                .diskFull, "cannot \(act) \"\(path)\": \(reason). Free some space on that disk")
        case EROFS:
            return StoreFailure(.readOnly, "cannot \(act) \"\(path)\": \(reason). Mount it for writing")
        case EACCES, EPERM:
            return StoreFailure(
                .readOnly,
                "cannot \(act) \"\(path)\": \(reason). The directory must belong to the user that runs musterd"
            )
        case EIO:
            return StoreFailure(.ioError, "cannot \(act) \"\(path)\": \(reason). Look at the kernel's log")
        default:
            return StoreFailure(.other, "cannot \(act) \"\(path)\": \(reason)")
        }
    }
}
