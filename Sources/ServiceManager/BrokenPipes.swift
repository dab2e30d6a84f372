import Glibc

/// Makes a write to a closed connection an error of that write instead of the end of the process.
///
/// Call it first thing in `main`: libcurl, SQLite and the log's stderr all write to things that may be gone.
package func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
}
