import NIOSSL
import Synchronization

/// The certificate that a listener shows, and its key; they can be changed while connections are open. TLS 1.2 or newer.
package final class TLSCertificates: Sendable {
    /// A certificate or a key that can't be used: which file, and why.
    package struct Failure: Error, Sendable, CustomStringConvertible {
        package var file: String
        package var description: String
    }

    private let context: Mutex<NIOSSLContext>

    /// - Parameters:
    ///   - certificate: A PEM file: the server's own certificate first, then those that lead to its authority.
    ///   - key: A PEM file with its private key.
    /// - Throws: `Failure` with the file that can't be used.
    package init(certificate: String, key: String) throws(Failure) {
        context = Mutex(try Self.context(certificate, key))
    }

    /// A connection that is open keeps what it began with.
    package func take(_ other: TLSCertificates) {
        let newer = other.context.withLock { $0 }
        context.withLock { $0 = newer }
    }

    func newHandler() -> NIOSSLServerHandler { NIOSSLServerHandler(context: context.withLock { $0 }) }

    private static func context(_ certificate: String, _ key: String) throws(Failure) -> NIOSSLContext {
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMFile(certificate)
        } catch {
            throw Failure(file: certificate, description: "can't be read as a PEM certificate: \(error)")
        }
        do {
            let privateKey = try NIOSSLPrivateKey(file: key, format: .pem)
            var configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(privateKey))
            configuration.minimumTLSVersion = .tlsv12
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw Failure(
                file: key, description: "can't be used as the key of \"\(certificate)\": \(error)")
        }
    }
}
