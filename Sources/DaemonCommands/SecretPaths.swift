import ArgumentParser
import Foundation
import Mobilization
import OperationsManual

/// The secret files that a configuration names, except those that systemd hands over.
struct SecretPaths {
    /// Paths of files that aren't there yet, in the order of the configuration.
    let missing: [String]

    /// - Throws: `ValidationError` with everything that is wrong in the configuration.
    init(configuration path: String) throws {
        let text: NamedText
        do {
            text = try TextFile.read(path)
        } catch {
            throw ValidationError("\(error)")
        }
        let reading = ConfigurationReader.read(
            text.text, file: path, folder: (path as NSString).deletingLastPathComponent, credentials: nil)
        guard let configuration = reading.value else {
            throw ValidationError(reading.errors.map(\.description).joined(separator: "\n"))
        }
        var files: [SecretFile] = []
        for source in configuration.sources {
            switch source.credential {
            case .token(let proof): files += proof.files
            case .webhookSecrets(let several): files += several
            }
        }
        files += configuration.tokens.flatMap(\.proof.files)
        for gateway in configuration.gateways {
            files += [gateway.callbackTokenFile, gateway.passwordFile, gateway.secretFile].compactMap { $0 }
        }
        var paths: [String] = []
        for path in files.compactMap(\.path) where !paths.contains(path) {
            if !FileManager.default.fileExists(atPath: path) { paths.append(path) }
        }
        missing = paths
    }
}
