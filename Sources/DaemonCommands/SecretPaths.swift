import ArgumentParser
import Foundation
import Mobilization
import OperationsManual

/// The secret files that a configuration names.
struct SecretPaths {
    /// All of them once, in the order of the configuration.
    let all: [SecretFile]
    /// Paths of files that aren't there yet, in the same order, without those that systemd hands over.
    var missing: [String] {
        all.compactMap(\.path).filter { !FileManager.default.fileExists(atPath: $0) }
    }

    /// - Throws: `ValidationError` with everything that is wrong in the configuration.
    init(configuration path: String) throws {
        self.init(of: try Self.configuration(path))
    }

    /// - Throws: `ValidationError` with everything that is wrong in the configuration.
    static func configuration(_ path: String) throws -> Configuration {
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
        return configuration
    }

    init(of configuration: Configuration) {
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
        var known: Set<SecretFile> = []
        all = files.filter { known.insert($0).inserted }
    }
}
