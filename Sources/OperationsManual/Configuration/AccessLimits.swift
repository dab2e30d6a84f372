import Mobilization
import Yams

/// The certificate that the HTTP listener shows.
package struct TLSFiles: Sendable, Equatable {
    /// A PEM file: the server's own certificate first, then those that lead to its authority.
    package var certificate: String
    /// A PEM file with its private key.
    package var key: SecretFile

    package init(certificate: String, key: SecretFile) {
        self.certificate = certificate
        self.key = key
    }

    init?(from block: YAMLBlock, _ paths: FilePaths) {
        let certificate = block.required("certificate_file", YAMLValue.text)
        let key = block.required("key_file") { try paths.secret(YAMLValue.text($0)) }
        block.finish()
        guard let certificate, let key else { return nil }
        self.init(certificate: paths.resolve(certificate), key: key)
    }
}

/// How much others may ask of the HTTP listener.
package struct AccessLimits: Sendable, Equatable {
    /// Connections in all, 100...50000. One that stays open takes 16 KB: with these and a roster of 10,000 the process
    /// stays below 200 MB.
    package var connections = 7_000
    /// Connections from one address that isn't known, 1...50000.
    package var perAddress = 256
    /// Addresses of proxies and alert sources: without a bound of their own, and a tenth of all connections is kept
    /// for them.
    package var knownAddresses = ["127.0.0.1", "::1"]
    /// Alerts a second that one source may send, 1...100000; twice as many at once.
    package var sourceRate = 500

    package init() {}

    init(from block: YAMLBlock) {
        self.init()
        connections = block.optional("connections", YAMLValue.integer(in: 100...50_000)) ?? connections
        perAddress = block.optional("per_address", YAMLValue.integer(in: 1...50_000)) ?? perAddress
        knownAddresses = block.optional("known_addresses", YAMLValue.list(of: Self.address)) ?? knownAddresses
        sourceRate = block.optional("source_rate", YAMLValue.integer(in: 1...100_000)) ?? sourceRate
        block.finish()
    }

    private static func address(_ node: Node) throws -> String {
        let written = try YAMLValue.characters(node)
        guard written.contains(where: { $0 == "." || $0 == ":" }),
            written.allSatisfy({ $0.isHexDigit || $0 == "." || $0 == ":" })
        else { throw Fault("is \"\(written)\"; write an address in digits, such as 192.0.2.7") }
        // As the listener spells them.
        let plain = written.lowercased()
        let mapped = "::ffff:"
        return plain.hasPrefix(mapped) && plain.contains(".") ? String(plain.dropFirst(mapped.count)) : plain
    }
}
