import Foundation
import Mobilization
import Yams

/// Reads a gateway of the configuration.
package enum GatewayReader {
    static func gateway(from block: YAMLBlock, _ paths: FilePaths) -> GatewayConfiguration? {
        let name = block.required("name", AccessReader.name)
        let kind = block.required("kind", YAMLValue.word(GatewayKind.allCases.map { ($0.rawValue, $0) }))
        let channel = block.required("channel", YAMLValue.word(Channel.allCases.map { ($0.rawValue, $0) }))
        let url = block.required("url", url)
        let method = block.optional("method", YAMLValue.word(HTTPMethod.allCases.map { ($0.rawValue, $0) }))
        let headers = block.block("headers").map(headers) ?? []
        let body = block.optional("body", YAMLValue.text)
        let contentType = block.optional("content_type", YAMLValue.text)
        let success = block.block("success").map(answer)
        let throttled = block.block("throttled").map(answer)
        let notAccepted = block.block("not_accepted").map(answer)
        let idPath = block.optional("id_path", fieldPath)
        let connections = block.optional("connections", YAMLValue.integer(in: 1...64))
        let rate = block.optional(
            "rate", YAMLValue.number(in: 0.01...100_000, because: "it must be more than 0 messages a second"))
        let connectTimeout = block.optional(
            "connect_timeout", YAMLValue.duration(in: .seconds(1) ... .minutes(1)))
        let totalTimeout = block.optional(
            "total_timeout", YAMLValue.duration(in: .seconds(1) ... .minutes(5)))
        let keepsKeys = block.optional("keeps_keys", YAMLValue.truth)
        let signature = block.optional(
            "signature", YAMLValue.word(SignaturePlace.allCases.map { ($0.rawValue, $0) }))
        let callbackURL = block.optional("callback_url", self.url)
        let callbackToken = block.optional("callback_token_file") { try paths.secret(YAMLValue.text($0)) }
        let user = block.optional("user", YAMLValue.text)
        let password = block.optional("password_file") { try paths.secret(YAMLValue.text($0)) }
        let secret = block.optional("secret_file") { try paths.secret(YAMLValue.text($0)) }
        let drills = block.optional("drill_allowed", YAMLValue.truth)
        let filed = block.optional("filed_drill_texts", filedTexts)
        let sandbox = block.optional("sandbox", YAMLValue.truth) ?? false
        let privateNetwork = block.optional("private_network", YAMLValue.truth) ?? false
        block.finish()
        guard let name, let kind, let channel, let url else { return nil }
        var gateway = GatewayConfiguration(
            name: name, kind: kind, channel: channel, url: url,
            method: method ?? (kind == .kannel ? .get : Configuration.Shipped.gatewayMethod),
            headers: headers,
            body: body, contentType: contentType ?? Configuration.Shipped.gatewayContentType,
            success: success ?? Configuration.Shipped.gatewaySuccess,
            throttled: throttled ?? Configuration.Shipped.gatewayThrottled,
            notAccepted: notAccepted ?? Configuration.Shipped.gatewayNotAccepted, idPath: idPath,
            connections: connections ?? Configuration.Shipped.gatewayConnections,
            rate: rate ?? Configuration.Shipped.gatewayRate,
            connectTimeout: connectTimeout ?? Configuration.Shipped.connectTimeout,
            totalTimeout: totalTimeout ?? Configuration.Shipped.totalTimeout, keepsKeys: keepsKeys ?? false,
            signature: signature ?? .inline, callbackURL: callbackURL, callbackTokenFile: callbackToken,
            user: user,
            passwordFile: password, secretFile: secret, drillAllowed: drills ?? sandbox, isSandbox: sandbox)
        gateway.filedDrillTexts = filed.flatMap(\.keys)
        gateway.isPrivateNetwork = privateNetwork
        if drills == true, !sandbox, channel == .sms, filed == nil {
            block.error(
                "drill_allowed",
                "lets drills reach real phones; say with filed_drill_texts which drill texts the provider has"
                    + " approved: all, or their keys")
        }
        check(gateway, block)
        return gateway
    }

    /// `all`, or the keys of texts.
    private struct FiledTexts {
        /// nil: all.
        var keys: [String]?
    }

    private static func filedTexts(_ node: Node) throws -> FiledTexts {
        if let word = try? YAMLValue.characters(node), word == "all" { return FiledTexts(keys: nil) }
        let keys = try YAMLValue.list(of: YAMLValue.text)(node)
        if let unknown = keys.first(where: { !TextTemplates.keys.contains($0) }) {
            throw Fault("names \"\(unknown)\", which is no text; musterctl template lists their keys")
        }
        return FiledTexts(keys: keys)
    }

    /// What holds between the keys of a gateway.
    private static func check(_ gateway: GatewayConfiguration, _ block: YAMLBlock) {
        if gateway.totalTimeout < gateway.connectTimeout {
            block.error("total_timeout", "is shorter than \"connect_timeout\"")
        }
        if gateway.isSandbox, !isLoopback(gateway.url) {
            block.error(
                "url", "leads to another machine, but \"sandbox\" promises that no real phone is reached")
        }
        if gateway.callbackURL != nil, gateway.callbackTokenFile == nil {
            block.error(
                "callback_url", "stands without \"callback_token_file\"; anybody could forge receipts")
        }
        switch gateway.kind {
        case .kannel:
            if gateway.user == nil || gateway.passwordFile == nil {
                block.error("kind", "is kannel, which needs \"user\" and \"password_file\"")
            }
            for key in ["body", "headers"] where block.has(key) {
                block.error(key, "has no meaning for kannel")
            }
        case .generic:
            let parts = gateway.url + (gateway.body ?? "") + gateway.headers.map(\.value).joined()
            for placeholder in ["{text}", "{to"] where !parts.contains(placeholder) {
                let name = placeholder == "{to" ? "{to}" : placeholder
                block.error(
                    gateway.body == nil ? "url" : "body",
                    "holds no \(name), so nobody would get anything to read")
            }
            checkPlaceholders(gateway, block)
        case .webhook:
            if gateway.secretFile == nil {
                block.error("kind", "is webhook, which needs \"secret_file\" to sign with")
            }
        }
    }

    private static func checkPlaceholders(_ gateway: GatewayConfiguration, _ block: YAMLBlock) {
        let texts =
            [("url", gateway.url), ("body", gateway.body ?? "")]
            + gateway.headers.map { ("headers", $0.value) }
        for (key, text) in texts {
            for word in placeholders(in: text) where GatewayPlaceholder(rawValue: word) == nil {
                let known = GatewayPlaceholder.allCases.map { "{\($0.rawValue)}" }.joined(separator: ", ")
                block.error(key, "holds {\(word)}, which is not known; known are \(known)")
            }
            if text.contains("{secret}"), gateway.secretFile == nil {
                block.error(key, "holds {secret}, but there is no \"secret_file\"")
            }
            if text.contains("{callback}"), gateway.callbackURL == nil {
                block.error(key, "holds {callback}, but there is no \"callback_url\"")
            }
        }
    }

    /// Words in braces; the braces of a JSON body have quotes or blanks behind them and don't count.
    static func placeholders(in text: String) -> [String] {
        text.split(separator: "{").dropFirst(text.hasPrefix("{") ? 0 : 1).compactMap { piece in
            guard let end = piece.firstIndex(of: "}") else { return nil }
            let word = piece[..<end]
            return !word.isEmpty && word.allSatisfy({ ("a"..."z").contains($0) || $0 == "_" })
                ? String(word) : nil
        }
    }

    private static func headers(from block: YAMLBlock) -> [HTTPHeader] {
        var headers: [HTTPHeader] = []
        for (name, mark) in block.keys {
            guard !name.isEmpty,
                name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
            else {
                _ = block.has(name)
                block.complaints.error(
                    "\"\(name)\" is no name of a header", line: mark.line, column: mark.column)
                continue
            }
            guard let value = block.required(name, YAMLValue.text) else { continue }
            if value.contains(where: \.isNewline) { block.error(name, "holds a line break") }
            let secretive = ["authorization", "token", "secret", "key", "cookie", "password"]
            if secretive.contains(where: { name.lowercased().contains($0) }), !value.contains("{secret}"),
                !value.contains("{key}")
            {
                block.error(
                    name,
                    "would put a secret into this file; write {secret} there and name its file with"
                        + " \"secret_file\""
                )
            }
            headers.append(HTTPHeader(name: name, value: value))
        }
        block.finish()
        return headers
    }

    private static func answer(from block: YAMLBlock) -> AnswerRule {
        let statuses = block.required("status", YAMLValue.list(of: statusRange)) ?? []
        let field = block.optional("field", fieldPath)
        let values = block.optional("values", YAMLValue.list(of: YAMLValue.characters)) ?? []
        if block.has("field") != block.has("values") {
            block.error(
                block.has("field") ? "field" : "values", "stands alone; \"field\" and \"values\" go together")
        }
        block.finish()
        return AnswerRule(statuses: statuses, field: field, values: values)
    }

    /// `200` or `400-499`
    private static func statusRange(_ node: Node) throws -> ClosedRange<Int> {
        let bounds = try YAMLValue.characters(node).split(separator: "-").map { Int($0) ?? 0 }
        guard (1...2).contains(bounds.count), bounds.allSatisfy({ (100...599).contains($0) }),
            let first = bounds.first, let last = bounds.last, first <= last
        else {
            throw Fault(
                "is \(YAMLValue.describe(node)); write a status such as 200, or a range such as 400-499")
        }
        return first...last
    }

    private static func fieldPath(_ node: Node) throws -> String {
        let path = try YAMLValue.characters(node)
        guard path.split(separator: ".", omittingEmptySubsequences: false).allSatisfy({ !$0.isEmpty }) else {
            throw Fault("is \"\(path)\"; write names joined by dots, such as data.id")
        }
        return path
    }

    /// An http or https address without a password in it.
    static func url(_ node: Node) throws -> String {
        let written = try YAMLValue.text(node)
        // A template isn't an address before it is filled; braces aren't allowed in one.
        let filled = written.filter { $0 != "{" && $0 != "}" }
        guard let parts = URLComponents(string: filled), ["http", "https"].contains(parts.scheme ?? ""),
            let host = parts.host, !host.isEmpty
        else { throw Fault("is \"\(written)\"; write an address that begins with http:// or https://") }
        let secretive = ["token", "password", "secret", "pass", "pwd", "api_key", "apikey"]
        let holdsSecret = (parts.queryItems ?? []).contains { item in
            secretive.contains(item.name.lowercased()) && item.value != "secret"
        }
        if parts.user != nil || parts.password != nil || holdsSecret {
            throw Fault(
                "would put a secret into this file; write {secret} in its place and name its file with"
                    + " \"secret_file\""
            )
        }
        return written
    }

    package static func isLoopback(_ url: String) -> Bool {
        let filled = url.filter { $0 != "{" && $0 != "}" }
        guard let host = URLComponents(string: filled)?.host else { return false }
        return ListenAddress(host: host.filter { $0 != "[" && $0 != "]" }, port: 0).isLoopback
    }
}
