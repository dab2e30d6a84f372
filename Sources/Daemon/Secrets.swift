import Gateways
import Mobilization
import OperationsManual

/// Reads the files that secrets stand in.
struct SecretShelf {
    /// What couldn't be read, all of it, for one report to the administrator.
    private(set) var diagnostics: [Diagnostic] = []

    /// nil, and a diagnostic is kept that names `purpose`, whose secret it is, when it can't be read.
    mutating func read(_ file: SecretFile, for purpose: String) -> String? {
        do {
            return try TextFile.secret(file)
        } catch {
            var diagnostic = error
            diagnostic.message = "the secret of \(purpose) " + error.message
            diagnostics.append(diagnostic)
            return nil
        }
    }

    /// Nothing, and no diagnostic, where no file is named.
    mutating func read(_ file: SecretFile?, for purpose: String) -> Secret? {
        guard let file, let words: String = read(file, for: purpose) else { return nil }
        return Secret(words)
    }
}
