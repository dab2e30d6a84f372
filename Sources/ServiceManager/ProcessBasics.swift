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

/// How many descriptors this process may have open.
package func descriptorLimit() -> Int {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1_024 }
    return Int(clamping: limit.rlim_cur)
}
