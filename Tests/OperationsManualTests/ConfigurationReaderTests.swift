import Mobilization
import OperationsManual
import Testing

@Suite struct ConfigurationReaderTests {
    @Test func `a short configuration gets the shipped defaults`() throws {
        let reading = Example.read(configuration: Example.configuration)
        #expect(reading.said == [])
        let configuration = try #require(reading.value)
        #expect(configuration.listen == ListenAddress(host: "127.0.0.1", port: 8470))
        #expect(configuration.controlSocket == "/run/musterd-control.sock")
        #expect(configuration.store == "/var/lib/musterd/muster.db")
        #expect(configuration.zone == "Asia/Shanghai")
        #expect(configuration.offsets.offset(at: Instant(seconds: 1_751_932_800)) == 28_800)
        #expect(configuration.language == .chinese)
        #expect(configuration.director == nil)
        #expect(configuration.officers == [1000: OfficerConfiguration(name: "值班员甲", roles: [.officer])])
        #expect(
            configuration.files
                == ReferenceFiles(
                    playbooks: "/etc/Playbooks", pioneerRoster: "/etc/musterd/roster.csv", reserveRoster: nil,
                    sites: "/etc/musterd/sites.csv", rules: nil, rota: "/etc/musterd/duty.csv"))
        #expect(
            configuration.sources == [
                SourceConfiguration(
                    name: "weather",
                    credential: .token(
                        TokenProof(files: [
                            SecretFile(written: "run/weather.token", path: "/etc/musterd/run/weather.token")
                        ])),
                    kinds: [.warning], mayDrill: false, silentAfter: nil)
            ])
        let gateway = try #require(configuration.gateways.first)
        #expect(gateway.method == .post)
        #expect(gateway.success.matches(status: 204, value: nil))
        #expect(gateway.throttled.matches(status: 429, value: nil))
        #expect(!gateway.notAccepted.matches(status: 429, value: nil))
        #expect(gateway.totalTimeout == .seconds(15))
        #expect(gateway.drillAllowed)
        #expect(!gateway.keepsKeys)
    }

    @Test func `a gateway that reaches real phones takes no drills unless it says so`() throws {
        let text = Example.configuration.with("sandbox: true", "connections: 2")
        #expect(try #require(Example.read(configuration: text).value).gateways[0].drillAllowed == false)
    }

    @Test func `a credential of systemd resolves to its folder, and is kept without one`() throws {
        let text = Example.configuration.with("run/weather.token", "credential:weather")
        let inside = try #require(
            Example.read(configuration: text, credentials: "/run/credentials/musterd").value)
        #expect(
            inside.sources[0].credential
                == .token(
                    TokenProof(files: [
                        SecretFile(written: "credential:weather", path: "/run/credentials/musterd/weather")
                    ])))
        let outside = try #require(Example.read(configuration: text).value)
        #expect(
            outside.sources[0].credential
                == .token(TokenProof(files: [SecretFile(written: "credential:weather", path: nil)])))
    }

    @Test func `a token's digest stands in the configuration, two of them while it is changed`() throws {
        let old = String(repeating: "0a", count: 32)
        let new = String(repeating: "FF", count: 32)
        func proof(_ line: String) throws -> SourceConfiguration.Credential {
            let text = Example.configuration.with("token_file: run/weather.token", line)
            return try #require(Example.read(configuration: text).value).sources[0].credential
        }
        let one = [UInt8](repeating: 10, count: 32)
        #expect(try proof("token_sha256: \(old)") == .token(TokenProof(digests: [one])))
        #expect(
            try proof("token_sha256: [\(old), \(new)]")
                == .token(TokenProof(digests: [one, [UInt8](repeating: 255, count: 32)])))
        let both = try proof("token_files: [/a, /b]\n    token_sha256: \(old)")
        let files = ["/a", "/b"].map { SecretFile(written: $0, path: $0) }
        #expect(both == .token(TokenProof(files: files, digests: [one])))
    }

    @Test(arguments: [
        "mst_S3cretS3cretS3cretS3cret", String(repeating: "0a", count: 31),
        String(repeating: "+1", count: 32),
        "\(String(repeating: "0g", count: 32))",
    ])
    func `a token in the place of its digest is refused, and not repeated`(written: String) throws {
        let text = Example.configuration.with("token_file: run/weather.token", "token_sha256: \"\(written)\"")
        let reading = Example.read(configuration: text)
        #expect(reading.value == nil)
        let said = reading.said.joined(separator: "\n")
        #expect(said.contains("never write the token itself here"), "\(said)")
        #expect(!said.contains(written))
    }

    @Test func `several signing secrets serve while keys are changed`() throws {
        let text = Example.configuration.with(
            "token_file: run/weather.token", "webhook_secret_files: [a, /b/../c]")
        #expect(
            try #require(Example.read(configuration: text).value).sources[0].credential
                == .webhookSecrets([
                    SecretFile(written: "a", path: "/etc/musterd/a"),
                    SecretFile(written: "/b/../c", path: "/c"),
                ]))
    }

    @Test func `answers are told apart by status and field`() throws {
        let text = Example.configuration.with(
            "sandbox: true",
            "sandbox: true\n    success: {status: [200, 202], field: result.code, values: [0, OK]}")
        let rule = try #require(Example.read(configuration: text).value).gateways[0].success
        #expect(
            rule == AnswerRule(statuses: [200...200, 202...202], field: "result.code", values: ["0", "OK"]))
        #expect(rule.matches(status: 200, value: "0"))
        #expect(!rule.matches(status: 200, value: "7"))
        #expect(!rule.matches(status: 200, value: nil))
        #expect(!rule.matches(status: 201, value: "0"))
    }

    @Test(arguments: [
        ("  name: 示例中心\n", "", "musterd.yaml:2:3: \"name\" is missing"),
        (
            "latitude: 31.4660", "latitude: 0",
            "musterd.yaml:3:13: \"latitude\" is 0, which is what an empty field becomes"
        ),
        (
            "latitude: 31.4660", "latitude: 131",
            "musterd.yaml:3:13: \"latitude\" is 131; it must be from -90.0 to 90.0"
        ),
        (
            "\"0816-5550100\"", "\"13800000001\"",
            "musterd.yaml:5:18: \"duty_landline\" is a mobile number; providers refuse those in texts, so name the duty room's fixed number"
        ),
        (
            "\"0816-5550100\"", "\"5550100\"",
            "musterd.yaml:5:18: \"duty_landline\" is \"5550100\"; write a fixed number with its area code, such as \"0816-5550100\""
        ),
        (
            "【先锋应急队】", "先锋应急队",
            "musterd.yaml:6:14: \"signature\" is \"先锋应急队\"; write 2 to 12 characters between 【 and 】, such as 【先锋应急队】"
        ),
        (
            "centre:", "zone: Asia/Mianyang\ncentre:",
            "musterd.yaml:1:7: \"zone\" is \"Asia/Mianyang\", which this machine doesn't know; write a name such as Asia/Shanghai,"
                + " and see that tzdata is installed"
        ),
        (
            "centre:", "listen: 8470\ncentre:",
            "musterd.yaml:1:9: \"listen\" is 8470; write an address and a port, such as 127.0.0.1:8470"
        ),
        (
            "centre:", "listen: 127.0.0.1:84700\ncentre:",
            "musterd.yaml:1:9: \"listen\" is \"127.0.0.1:84700\"; write an address and a port, such as 127.0.0.1:8470"
        ),
        (
            "centre:", "storre: x\ncentre:",
            "musterd.yaml:1:1: unknown key \"storre\"; did you mean \"store\"?"
        ),
        (
            "roster: {pioneer: roster.csv}", "roster: roster.csv",
            "musterd.yaml:9:11: \"roster\" is \"roster.csv\", not a group of keys"
        ),
        ("  rota: duty.csv\n", "", "musterd.yaml:8:3: \"rota\" is missing"),
        (
            "1000:", "root:",
            "musterd.yaml:13:3: \"root\" is no uid; officers are listed by the number that `id -u` prints"
        ),
        (
            "roles: [officer]", "roles: [boss]",
            "musterd.yaml:13:30: \"roles\" holds an entry that is \"boss\"; write one of officer, viewer, administrator"
        ),
        (
            "roles: [officer]", "roles: []",
            "musterd.yaml:13:29: \"roles\" is empty; write officer, viewer or administrator"
        ),
        (
            "token_file: run/weather.token", "token: s3cret",
            "musterd.yaml:16:5: \"token\" would put a secret into this file; write the secret into a file of its own and name"
                + " that file with \"token_file\""
        ),
        (
            "token_file: run/weather.token", "silent_after: 1h",
            "musterd.yaml:15:5: a source has exactly one of \"token_file\" (or \"token_files\","
                + " \"token_sha256\"), \"webhook_secret_file\" and \"webhook_secret_files\"; this one has 0"
        ),
        (
            "run/weather.token", "credential:../shadow",
            "musterd.yaml:16:17: \"token_file\" is \"credential:../shadow\"; after \"credential:\" stands the plain name of a credential"
        ),
        (
            "kinds: [warning]", "kinds: []",
            "musterd.yaml:17:12: \"kinds\" is empty; write warning, demand, sos or anomaly"
        ),
        (
            "name: weather", "name: Weather Office",
            "musterd.yaml:15:11: \"name\" is \"Weather Office\"; use small letters, digits and hyphens, such as district-command"
        ),
        (
            "    kinds: [warning]\n",
            "    kinds: [warning]\n  - {name: weather, token_file: b, kinds: [demand]}\n",
            "musterd.yaml:18:12: \"name\" is \"weather\", which stands above already"
        ),
    ])
    func `a fault is named with its place`(old: String, new: String, expected: String) {
        let reading = Example.read(configuration: Example.configuration.with(old, new))
        #expect(reading.said.contains(expected), "\(reading.said)")
        #expect(reading.value == nil)
    }

    @Test(arguments: [
        (
            "kind: generic-sms", "kind: carrier-pigeon",
            "musterd.yaml:20:11: \"kind\" is \"carrier-pigeon\"; write one of generic-sms, webhook, kannel"
        ),
        (
            "url: http://127.0.0.1:8471/send", "url: http://sms.example.org/send",
            "musterd.yaml:22:10: \"url\" leads to another machine, but \"sandbox\" promises that no real phone is reached"
        ),
        (
            "url: http://127.0.0.1:8471/send", "url: 127.0.0.1:8471",
            "musterd.yaml:22:10: \"url\" is \"127.0.0.1:8471\"; write an address that begins with http:// or https://"
        ),
        (
            "http://127.0.0.1:8471/send", "http://me:word@127.0.0.1:8471/send",
            "musterd.yaml:22:10: \"url\" would put a secret into this file; write {secret} in its place and name its file with \"secret_file\""
        ),
        (
            "http://127.0.0.1:8471/send", "http://127.0.0.1:8471/send?token=abc",
            "musterd.yaml:22:10: \"url\" would put a secret into this file; write {secret} in its place and name its file with \"secret_file\""
        ),
        (
            "\"to\":\"{to}\",", "",
            "musterd.yaml:23:11: \"body\" holds no {to}, so nobody would get anything to read"
        ),
        (
            "{text}", "{txt}",
            "musterd.yaml:23:11: \"body\" holds {txt}, which is not known; known are {key}, {to}, {to_national}, {text}, {callback},"
                + " {secret}, {template}"
        ),
        (
            "\"{to}\"", "\"{to}\",\"cb\":\"{callback}\"",
            "musterd.yaml:23:11: \"body\" holds {callback}, but there is no \"callback_url\""
        ),
        (
            "sandbox: true", "headers: {Authorization: Bearer abc}",
            "musterd.yaml:24:30: \"Authorization\" would put a secret into this file; write {secret} there and name its file with"
                + " \"secret_file\""
        ),
        (
            "sandbox: true", "password: abc",
            "musterd.yaml:24:5: \"password\" would put a secret into this file; write the secret into a file of its own and name"
                + " that file with \"password_file\""
        ),
        (
            "sandbox: true", "callback_url: http://127.0.0.1:8470/x",
            "musterd.yaml:24:19: \"callback_url\" stands without \"callback_token_file\"; anybody could forge receipts"
        ),
        (
            "sandbox: true", "total_timeout: 2s",
            "musterd.yaml:24:20: \"total_timeout\" is shorter than \"connect_timeout\""
        ),
        (
            "sandbox: true", "connections: 0",
            "musterd.yaml:24:18: \"connections\" is 0; it must be from 1 to 64"
        ),
        (
            "sandbox: true", "success: {status: [2xx]}",
            "musterd.yaml:24:24: \"status\" holds an entry that is \"2xx\"; write a status such as 200, or a range such as 400-499"
        ),
        (
            "sandbox: true", "success: {status: [200], field: code}",
            "musterd.yaml:24:37: \"field\" stands alone; \"field\" and \"values\" go together"
        ),
        (
            "kind: generic-sms", "kind: kannel",
            "musterd.yaml:20:11: \"kind\" is kannel, which needs \"user\" and \"password_file\""
        ),
        (
            "kind: generic-sms", "kind: webhook",
            "musterd.yaml:20:11: \"kind\" is webhook, which needs \"secret_file\" to sign with"
        ),
    ])
    func `a fault of a gateway is named with its place`(old: String, new: String, expected: String) {
        let reading = Example.read(configuration: Example.configuration.with(old, new))
        #expect(reading.said.contains(expected), "\(reading.said)")
        #expect(reading.value == nil)
    }

    @Test func `no diagnostic repeats a secret that somebody wrote into the file`() {
        let spoiled = [
            Example.configuration.with("token_file: run/weather.token", "token: s3cret"),
            Example.configuration.with("http://127.0.0.1:8471/send", "http://me:s3cret@127.0.0.1:8471/send"),
            Example.configuration.with("sandbox: true", "headers: {X-Api-Key: s3cret}"),
            Example.configuration.with("sandbox: true", "secret: s3cret"),
        ]
        for text in spoiled {
            let reading = Example.read(configuration: text)
            #expect(!reading.said.isEmpty)
            #expect(reading.said.allSatisfy { !$0.contains("s3cret") }, "\(reading.said)")
        }
    }

    @Test func `listening beyond this machine gets a warning`() throws {
        let reading = Example.read(configuration: "listen: \"[::]:8470\"\n" + Example.configuration)
        #expect(
            reading.said == [
                "musterd.yaml:1:9: warning: \"listen\" is open to other machines, without encryption; give a certificate with"
                    + " \"tls\", or put a proxy with TLS before 127.0.0.1"
            ])
        #expect(try #require(reading.value).listen == ListenAddress(host: "::", port: 8470))
    }

    @Test func `everything wrong is said at once`() {
        let text = Example.configuration.with("latitude: 31.4660", "latitude: north").with("1000:", "root:")
            .with("kinds: [warning]", "kinds: [rumour]").with("sandbox: true", "sandbox: maybe")
        #expect(Example.read(configuration: text).errors.map(\.line) == [3, 13, 17, 24])
    }
}
