import Glibc

/// Makes a write to a closed connection an error of that write instead of the end of the process.
///
/// Call it first thing in `main`: libcurl, SQLite and the log's stderr all write to things that may be gone.
package func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
}

/// Makes SIGHUP do nothing until somebody listens for it: by itself it would end the process.
package func ignoreHangUps() {
    _ = signal(SIGHUP, SIG_IGN)
}

/// Allows this process as many descriptors as it may have at all; without a unit that says otherwise it begins with
/// 1,024, which a few connections use up.
package func raiseDescriptorLimit() {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
}

/// Gives memory that was freed back to the kernel, some milliseconds' work: after a flood of connections glibc keeps what
/// they took, over 100 MB, for the next one.
package func giveBackMemory() {
    // Found by its name, since Swift's view of glibc lacks malloc.h; another libc has no such function.
    guard let found = unsafe dlsym(nil, "malloc_trim") else { return }
    typealias Trim = @convention(c) (Int) -> CInt
    _ = unsafe unsafeBitCast(found, to: Trim.self)(0)
}

/// How many descriptors this process may have open.
package func descriptorLimit() -> Int {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1_024 }
    return Int(clamping: limit.rlim_cur)
}
