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
        let token = token(of: block, paths)
        let one = block.optional("webhook_secret_file") { try paths.secret(YAMLValue.text($0)) }
        let several = block.optional(
            "webhook_secret_files", YAMLValue.list(of: { try paths.secret(YAMLValue.text($0)) }))
        let written =
            (tokenKeys.contains(where: block.has) ? 1 : 0)
            + ["webhook_secret_file", "webhook_secret_files"].count(where: block.has)
        guard written == 1 else {
            block.complaints.error(
                "a source has exactly one of \"token_file\" (or \"token_files\", \"token_sha256\"),"
                    + " \"webhook_secret_file\" and \"webhook_secret_files\"; this one has \(written)",
                line: block.mark.line, column: block.mark.column)
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
        let proof = token(of: block, paths)
        if !tokenKeys.contains(where: block.has) {
            block.complaints.error(
                "\"token_file\" is missing; or give \"token_sha256\", as `musterd token new` prints it",
                line: block.mark.line, column: block.mark.column)
        }
        let roles = roles(from: block)
        block.finish()
        guard let name, let proof, let roles else { return nil }
        return TokenConfiguration(name: name, proof: proof, roles: roles)
    }

    private static let tokenKeys = ["token_file", "token_files", "token_sha256"]

    /// nil where none is written, or none of those written can be used.
    private static func token(of block: YAMLBlock, _ paths: FilePaths) -> TokenProof? {
        let one = block.optional("token_file") { try paths.secret(YAMLValue.text($0)) }
        let several = block.optional(
            "token_files", YAMLValue.list(of: { try paths.secret(YAMLValue.text($0)) }))
        let digests = block.optional("token_sha256", digests)
        let proof = TokenProof(files: (one.map { [$0] } ?? []) + (several ?? []), digests: digests ?? [])
        if several?.isEmpty == true { block.error("token_files", "is empty") }
        return proof.files.isEmpty && proof.digests.isEmpty ? nil : proof
    }

    /// One digest or a list of them.
    private static func digests(_ node: Node) throws -> [[UInt8]] {
        if node.scalar != nil { return [try digest(node)] }
        let digests = try YAMLValue.list(of: digest)(node)
        if digests.isEmpty { throw Fault("is empty; write the digest that `musterd token new` prints") }
        return digests
    }

    /// Says nothing of what was written there: it may be the token itself.
    private static func digest(_ node: Node) throws -> [UInt8] {
        let written = try YAMLValue.characters(node)
        let digits = Array(written.utf8)
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: digits.count - 1, by: 2) {
            let pair = String(decoding: digits[place...place + 1], as: UTF8.self)
            if let byte = UInt8(pair, radix: 16), !pair.hasPrefix("+") { bytes.append(byte) }
        }
        guard digits.count == 64, bytes.count == 32 else {
            throw Fault(
                "is no SHA-256 of a token, which has 64 hexadecimal digits; never write the token itself here:"
                    + " `musterd token new` makes both")
        }
        return bytes
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
