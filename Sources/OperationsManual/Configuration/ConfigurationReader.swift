import Mobilization
import Yams

/// Reads `musterd.yaml`.
///
/// Every key that isn't known, every wrong type and every value out of range is an error, all of them at
/// once. Secrets
/// stand in files of their own: a key that would hold one is refused. The keys are those of the example
/// configuration.
package enum ConfigurationReader {
    /// Reads the text without opening any of the files it names.
    ///
    /// - Parameters:
    ///   - text: The YAML.
    ///   - file: How the diagnostics name the text.
    ///   - folder: What relative paths start from.
    ///   - credentials: systemd's $CREDENTIALS_DIRECTORY; nil when there is none.
    /// - Returns: The configuration with all defaults filled in, or the errors.
    package static func read(
        _ text: String, file: String, folder: String, credentials: String?
    ) -> Reading<Configuration> {
        let complaints = Complaints(file: file)
        guard let block = YAMLDocument.root(of: text, complaints) else { return complaints.reading(nil) }
        let paths = FilePaths(folder: folder, credentials: credentials)
        let centre = block.block("centre", isRequired: true).flatMap(centre)
        let (zone, offsets) = zone(from: block)
        let language = block.optional(
            "language", YAMLValue.word([("zh", Language.chinese), ("en", .english)]))
        let tls = block.block("tls").flatMap { TLSFiles(from: $0, paths) }
        let limits = block.block("limits").map { AccessLimits(from: $0) } ?? AccessLimits()
        let listen = listen(from: block, isEncrypted: block.has("tls"))
        let socket = block.optional("control_socket", YAMLValue.text).map(paths.resolve)
        let store = block.optional("store", YAMLValue.text).map(paths.resolve)
        let files = block.block("files", isRequired: true).flatMap { self.files(from: $0, paths) }
        let director = block.block("director").flatMap(director)
        let sources = uniqueNames(block.blocks("sources")) { AccessReader.source(from: $0, paths) }
        let officers = block.block("officers").map(AccessReader.officers) ?? [:]
        let tokens = uniqueNames(block.blocks("tokens")) { AccessReader.token(from: $0, paths) }
        let gateways = uniqueNames(block.blocks("gateways")) { GatewayReader.gateway(from: $0, paths) }
        let routing = block.block("routing").flatMap(RoutingConfiguration.init)
        let ping = block.optional("dead_mans_ping", GatewayReader.url)
        let retention = block.block("retention").map(RetentionConfiguration.init)
        let seed = block.optional("seed", YAMLValue.integer(in: 0...Int.max))
        block.finish()
        guard let centre, let files, let offsets else { return complaints.reading(nil) }
        var configuration =
            Configuration(
                file: file, centre: centre, zone: zone, offsets: offsets,
                language: language ?? Configuration.Shipped.language,
                listen: listen ?? Configuration.Shipped.listen,
                controlSocket: socket ?? Configuration.Shipped.controlSocket,
                store: store ?? Configuration.Shipped.store, files: files, director: director,
                sources: sources,
                officers: officers, tokens: tokens, gateways: gateways, routing: routing, deadMansPing: ping,
                seed: seed.map(UInt64.init), retention: retention ?? .shipped)
        configuration.tls = tls
        configuration.limits = limits
        return complaints.reading(configuration)
    }

    private static func centre(from block: YAMLBlock) -> Centre? {
        let name = block.required("name", YAMLValue.text)
        let latitude = block.required("latitude", YAMLValue.number(in: -90...90))
        let longitude = block.required("longitude", YAMLValue.number(in: -180...180))
        let landline = block.required("duty_landline", landline)
        let signature = block.required("signature", signature)
        block.finish()
        guard let name, let latitude, let longitude, let landline, let signature else { return nil }
        let position = Coordinate(latitude: latitude, longitude: longitude)
        // All sites and homes are measured from here; a wrong centre would make all of them look wrong instead.
        if latitude == 0 || longitude == 0 {
            block.error(
                latitude == 0 ? "latitude" : "longitude", "is 0, which is what an empty field becomes")
        }
        return Centre(
            name: name, position: position,
            dutyLandline: landline,
            signature: signature)
    }

    private static func landline(_ node: Node) throws -> String {
        let written = try YAMLValue.characters(node)
        guard PhoneText.anyNumber(written) != nil else {
            throw Fault(
                "is \(YAMLValue.describe(node)); write a fixed number with its area code, such as"
                    + " \"0816-5550100\""
            )
        }
        if case .numbers = PhoneText.mobiles(written) {
            throw Fault(
                "is a mobile number; providers refuse those in texts, so name the duty room's fixed number")
        }
        return written
    }

    private static func signature(_ node: Node) throws -> String {
        let written = try YAMLValue.text(node)
        let name = written.dropFirst().dropLast()
        guard written.hasPrefix("【"), written.hasSuffix("】"), (2...12).contains(name.count),
            !name.contains(where: { "【】".contains($0) })
        else { throw Fault("is \"\(written)\"; write 2 to 12 characters between 【 and 】, such as 【先锋应急队】") }
        return written
    }

    private static func zone(from block: YAMLBlock) -> (String, ZoneOffsets?) {
        let zone = block.optional("zone", YAMLValue.text) ?? Configuration.Shipped.zone
        let offsets = ZoneTable.offsets(of: zone)
        if offsets == nil {
            block.error(
                "zone",
                "is \"\(zone)\", which this machine doesn't know; write a name such as Asia/Shanghai, and"
                    + " see that tzdata is installed"
            )
        }
        return (zone, offsets)
    }

    private static func listen(from block: YAMLBlock, isEncrypted: Bool) -> ListenAddress? {
        let address = block.optional("listen") { node -> ListenAddress in
            let written = try YAMLValue.characters(node)
            guard let address = ListenAddress(written) else {
                throw Fault(
                    "is \(YAMLValue.describe(node)); write an address and a port, such as 127.0.0.1:8470")
            }
            return address
        }
        if let address, !address.isLoopback, !isEncrypted {
            block.warning(
                "listen",
                "is open to other machines, without encryption; give a certificate with \"tls\", or put a proxy with TLS before 127.0.0.1"
            )
        }
        return address
    }

    private static func files(from block: YAMLBlock, _ paths: FilePaths) -> ReferenceFiles? {
        let playbooks = block.required("playbooks", YAMLValue.text)
        let roster = block.block("roster", isRequired: true)
        let pioneer = roster?.required("pioneer", YAMLValue.text)
        let reserve = roster?.optional("reserve", YAMLValue.text)
        roster?.finish()
        let sites = block.required("sites", YAMLValue.text)
        let rules = block.optional("rules", YAMLValue.text)
        let rota = block.required("rota", YAMLValue.text)
        block.finish()
        guard let playbooks, let pioneer, let sites, let rota else { return nil }
        return ReferenceFiles(
            playbooks: paths.resolve(playbooks), pioneerRoster: paths.resolve(pioneer),
            reserveRoster: reserve.map(paths.resolve), sites: paths.resolve(sites),
            rules: rules.map(paths.resolve),
            rota: paths.resolve(rota))
    }

    private static func director(from block: YAMLBlock) -> DutyPerson? {
        let name = block.required("name", YAMLValue.text)
        let phone = block.required("phone") { node -> String in
            guard let number = PhoneText.anyNumber(try YAMLValue.characters(node)) else {
                throw Fault("is neither a mobile number nor a fixed one with its area code")
            }
            return number
        }
        block.finish()
        guard let name, let phone else { return nil }
        return DutyPerson(name: name, phone: phone)
    }

    /// Decodes the blocks of a list and refuses a name that stands twice in it.
    private static func uniqueNames<Value>(_ blocks: [YAMLBlock], _ decode: (YAMLBlock) -> Value?) -> [Value]
    {
        var names: Set<String> = []
        return blocks.compactMap { block in
            let value = decode(block)
            if let name = block.optional("name", { try? YAMLValue.text($0) }) ?? nil,
                !names.insert(name).inserted
            {
                block.error("name", "is \"\(name)\", which stands above already")
            }
            return value
        }
    }
}

extension ListenAddress {
    /// `127.0.0.1:8470`, `[::1]:8470`, `localhost:0`; nil for anything else.
    init?(_ written: String) {
        guard let colon = written.lastIndex(of: ":") else { return nil }
        var host = written[..<colon]
        let digits = written[written.index(after: colon)...]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty, host.allSatisfy({ $0.isASCII && !$0.isWhitespace }), !digits.isEmpty,
            digits.allSatisfy(\.isPlainDigit), let port = Int(digits),
            (0...65_535).contains(port)
        else { return nil }
        self.init(host: String(host), port: port)
    }
}
