import CurlTransport
import Foundation
import Mobilization
import MobilizationRuntime
import Testing

@testable import Gateways

/// Muster's Kannel gateway against the real Kannel, with its own fake SMSC as the phone network.
struct KannelEndToEndTests {
    @Test func `a text goes through a real Kannel to a phone, and its receipt and a reply come back`()
        async throws
    {
        guard KannelProcesses.areInstalled else {
            print("SKIPPED: Kannel isn't installed; apt-get install kannel kannel-extras")
            if ProcessInfo.processInfo.environment["STRICT"] == "1" { Issue.record("Kannel isn't installed") }
            return
        }
        let callbacks = LoopbackServer { _ in .ok("") }
        try await callbacks.run { address in
            let processes = try await KannelProcesses.start(callbacks: address)
            do {
                try await exchange(processes, callbacks, address)
            } catch {
                await processes.stop()
                throw error
            }
            await processes.stop()
        }
    }

    private func gateway(_ url: String, _ callbacks: String, password: String) -> GatewayConfiguration {
        GatewayConfiguration(
            name: "k", channel: .sms, url: url,
            kind: .kannel(KannelSettings(username: "muster", password: Secret(password))),
            signature: .inline("【先锋应急队】"), callbackURL: callbacks + "/receipts?token=a%2Fb")
    }

    private func exchange(
        _ kannel: KannelProcesses, _ callbacks: LoopbackServer, _ address: String
    ) async throws {
        let words = "暴雨内涝，F01集合点(西门)需35人。能到回1，不能回0。𠮷🚑 100% \"ok\""
        let right = gateway(kannel.sendURL, address, password: "s3cret")
        let reports = Reports()
        let gateways = Gateways([right], probeInterval_ms: 50) { reports.add($0) }
        gateways.send([message(1, gateway: "k", words: words)])
        try await waitUntil { reports.outcomes("k").count == 1 }
        #expect(reports.outcomes("k") == [1: .accepted(reference: "")])

        // The phone has exactly the text, signature included.
        try await waitUntil("no text came to the fake SMSC") { !kannel.textsAtTheNetwork.isEmpty }
        #expect(
            kannel.textsAtTheNetwork == [
                .init(from: "10690000", to: "+8613800000000", text: "【先锋应急队】" + words)
            ])

        try await expectReceipt(callbacks, right)
        try await expectReply(callbacks, right)
        try await expectProbe(kannel, address)

        // Kannel dies: nothing was sent, five such take the gateway down, and nothing is lost.
        await kannel.stop()
        gateways.send((2...6).map { message($0, gateway: "k") })
        try await waitUntil { !reports.isUp("k") }
        #expect(reports.outcomes("k").count == 6)
        for number in Int64(2)...6 {
            guard case .surelyNotSent = reports.outcomes("k")[number] else {
                Issue.record("nobody listens any more: \(String(describing: reports.outcomes("k")[number]))")
                continue
            }
        }
        gateways.shutdown()
    }

    private func expectReceipt(_ callbacks: LoopbackServer, _ configuration: GatewayConfiguration)
        async throws
    {
        var receipts: [ReceivedReceipt] = []
        try await waitUntil("no receipt came") {
            receipts = []
            for query in callbacks.queries(of: "/receipts") {
                #expect(query.hasPrefix("token=a%2Fb&"))
                let read = try? CallbackReader(configuration).receipts(from: GatewayCallback(query: query))
                receipts += read ?? []
            }
            return !receipts.isEmpty
        }
        #expect(receipts.map(\.receipt) == [Receipt(key: "a7f31", reference: nil, status: .delivered)])
        #expect(receipts.allSatisfy { $0.at != nil })
    }

    private func expectReply(_ callbacks: LoopbackServer, _ configuration: GatewayConfiguration) async throws
    {
        try await waitUntil("no reply came") { !callbacks.queries(of: "/replies").isEmpty }
        let query = try #require(callbacks.queries(of: "/replies").first)
        let reply = try #require(
            try CallbackReader(configuration).replies(from: GatewayCallback(query: query)).first)
        #expect(reply.from == "+8613900000001")
        #expect(reply.to == "10690000")
        #expect(reply.text == "1 水0417")
        #expect(reply.id != nil)
    }

    /// The probe sends nothing, and a wrong password is the gateway's fault.
    private func expectProbe(_ kannel: KannelProcesses, _ address: String) async throws {
        let loop = CurlLoop(name: "probe")
        let right = gateway(kannel.sendURL, address, password: "s3cret").dialect
        guard case .response(let response) = await loop.perform(right.probe) else {
            Issue.record("the probe must be answered")
            return
        }
        #expect(response.status == 400)
        let wrong = gateway(kannel.sendURL, address, password: "wrong").dialect
        let request = try wrong.request(for: message(9, gateway: "k"), now_s: 0)
        guard case .gatewayBroken = wrong.outcome(of: await loop.perform(request)) else {
            Issue.record("a wrong password must be the gateway's fault")
            return
        }
    }
}

extension LoopbackServer {
    /// The queries of the requests for a path.
    func queries(of path: String) -> [String] {
        requests.compactMap { request in
            let target = request.head.split(separator: " ")[1]
            return target.hasPrefix(path + "?") ? String(target.dropFirst(path.utf8.count + 1)) : nil
        }
    }
}
