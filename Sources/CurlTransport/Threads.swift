import CCurl

#if canImport(Glibc)
    import Glibc
#else
    import Musl
#endif

/// libcurl's set-up for the whole process.
enum CurlLibrary {
    private static let isReady: Bool = {
        // libcurl asks for it (CURLOPT_NOSIGNAL): OpenSSL may write to a closed socket.
        _ = signal(SIGPIPE, SIG_IGN)
        return ccurl_global_init() == CURLE_OK
    }()

    /// Called by every loop; does its work once.
    static func start() {
        invariant(isReady, "libcurl can be set up")
    }
}

/// Real time for intervals: rate limits, pauses, timers.
package enum MonotonicClock {
    /// Milliseconds since an arbitrary point; never steps back, whoever sets the wall clock.
    package static func now_ms() -> Int64 {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}

/// The time of day, for signatures that carry it.
package enum WallClock {
    /// Seconds since 1970-01-01 00:00 UTC.
    package static func now_s() -> Int64 {
        Int64(time(nil))
    }
}

/// Tells a waiting thread, once, that another has ended.
@safe final class EndSignal: @unchecked Sendable {
    // Unchecked: a semaphore is made for several threads.
    private let semaphore: UnsafeMutablePointer<sem_t>

    init() {
        unsafe semaphore = .allocate(capacity: 1)
        unsafe semaphore.initialize(to: sem_t())
        _ = unsafe sem_init(semaphore, 0, 0)
    }

    deinit {
        _ = unsafe sem_destroy(semaphore)
        unsafe semaphore.deallocate()
    }

    func signal() {
        _ = unsafe sem_post(semaphore)
    }

    /// Blocks until `signal()` was called; any number of threads may wait, one after the other.
    func wait() {
        while unsafe sem_wait(semaphore) != 0 && errno == EINTR {}
        _ = unsafe sem_post(semaphore)
    }
}

/// Runs `body` on a detached thread of its own.
func startThread(body: LoopThread) {
    let context = unsafe Unmanaged.passRetained(body).toOpaque()
    var thread = pthread_t()
    let code = unsafe pthread_create(
        &thread, nil,
        { context in
            guard let context = unsafe context else { return nil }
            unsafe Unmanaged<LoopThread>.fromOpaque(context).takeRetainedValue().run()
            return nil
        }, context)
    invariant(code == 0, "a thread can be started (pthread_create says \(code))")
    _ = pthread_detach(thread)
}

/// Ends the process when a programmer's promise is broken, in production too.
func invariant(_ condition: Bool, _ promise: @autoclosure () -> String) {
    if !condition { fatalError("broken promise: \(promise())") }
}
