import Mobilization
import Yams

/// Reads who may send and who may command.
enum AccessReader {
    static func source(from block: YAMLBlock, _ paths: FilePaths) -> SourceConfiguration? {
        let name = block.required("name", name)
        let kinds = block.required(
            "kinds",
            YAMLValue.list(
                of: YAMLValue.word([
                    ("warning", AlertKind.warning), ("demand", .demand), ("sos", .sos), ("anomaly", .anomaly),
                ])))
        if kinds?.isEmpty == true { block.error("kinds", "is empty; write warning, demand, sos or anomaly") }
        let credential = credential(from: block, paths)
        let mayDrill = block.optional("may_drill", YAMLValue.truth) ?? false
        let silentAfter = block.optional(
            "silent_after", YAMLValue.duration(in: .minutes(1) ... .hours(24 * 31)))
        block.finish()
        guard let name, let kinds, let credential else { return nil }
        return SourceConfiguration(
            name: name, credential: credential, kinds: kinds, mayDrill: mayDrill, silentAfter: silentAfter)
    }

    private static func credential(
        from block: YAMLBlock, _ paths: FilePaths
    ) -> SourceConfiguration.Credential? {
        let token = block.optional("token_file") { try paths.secret(YAMLValue.text($0)) }
        let one = block.optional("webhook_secret_file") { try paths.secret(YAMLValue.text($0)) }
        let several = block.optional(
            "webhook_secret_files", YAMLValue.list(of: { try paths.secret(YAMLValue.text($0)) }))
        let written = ["token_file", "webhook_secret_file", "webhook_secret_files"].filter(block.has)
        guard written.count == 1 else {
            block.complaints.error(
                "a source has exactly one of \"token_file\", \"webhook_secret_file\" and"
                    + " \"webhook_secret_files\";"
                    + " this one has \(written.count)", line: block.mark.line, column: block.mark.column)
            return nil
        }
        if several?.isEmpty == true { block.error("webhook_secret_files", "is empty") }
        if let token { return .token(token) }
        return (several ?? one.map { [$0] }).map { .webhookSecrets($0) }
    }

    static func officers(from block: YAMLBlock) -> [Int: OfficerConfiguration] {
        var officers: [Int: OfficerConfiguration] = [:]
        for (key, mark) in block.keys {
            guard let uid = Int(key), (0...Int(Int32.max)).contains(uid), String(uid) == key else {
                _ = block.has(key)
                block.complaints.error(
                    "\"\(key)\" is no uid; officers are listed by the number that `id -u` prints",
                    line: mark.line,
                    column: mark.column)
                continue
            }
            guard let entry = block.block(key) else { continue }
            let name = entry.required("name", YAMLValue.text)
            let roles = roles(from: entry)
            entry.finish()
            if let name, let roles { officers[uid] = OfficerConfiguration(name: name, roles: roles) }
        }
        block.finish()
        return officers
    }

    static func token(from block: YAMLBlock, _ paths: FilePaths) -> TokenConfiguration? {
        let name = block.required("name", name)
        let file = block.required("token_file") { try paths.secret(YAMLValue.text($0)) }
        let roles = roles(from: block)
        block.finish()
        guard let name, let file, let roles else { return nil }
        return TokenConfiguration(name: name, file: file, roles: roles)
    }

    private static func roles(from block: YAMLBlock) -> [OfficerRole]? {
        let words = OfficerRole.allCases.map { ($0.rawValue, $0) }
        let roles = block.required("roles", YAMLValue.list(of: YAMLValue.word(words)))
        if roles?.isEmpty == true { block.error("roles", "is empty; write officer, viewer or administrator") }
        return roles
    }

    /// A name that can stand in an address.
    static func name(_ node: Node) throws -> String {
        let name = try YAMLValue.text(node)
        guard Naming.isSlug(name) else {
            throw Fault("is \"\(name)\"; use small letters, digits and hyphens, such as district-command")
        }
        return name
    }
}
