/// Resolves the paths of a configuration.
struct FilePaths: Sendable {
    /// The folder of the configuration file; empty when that is the current one.
    var folder: String
    /// systemd's $CREDENTIALS_DIRECTORY. nil: the process has none.
    var credentials: String?

    /// An absolute path stays; another is taken from the configuration's folder. `.` and `..` are folded.
    func resolve(_ written: String) -> String {
        let whole = written.hasPrefix("/") || folder.isEmpty ? written : folder + "/" + written
        var parts: [Substring] = []
        for part in whole.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else if part != ".." || !whole.hasPrefix("/") {
                parts.append(part)
            }
        }
        let folded = parts.joined(separator: "/")
        return whole.hasPrefix("/") ? "/" + folded : folded.isEmpty ? "." : folded
    }

    /// `credential:NAME` is a file of systemd's credentials, anything else a path.
    /// - Throws: `Fault` where the name could leave the folder.
    func secret(_ written: String) throws -> SecretFile {
        guard written.hasPrefix("credential:") else {
            return SecretFile(written: written, path: resolve(written))
        }
        let name = written.dropFirst("credential:".count)
        guard !name.isEmpty, !name.contains("/"), !name.hasPrefix(".") else {
            throw Fault("is \"\(written)\"; after \"credential:\" stands the plain name of a credential")
        }
        return SecretFile(written: written, path: credentials.map { $0 + "/" + name })
    }
}
