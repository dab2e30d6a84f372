import ChildPrograms
import CurlTransport
import Foundation
import NIOCore
import NIOPosix

/// Kannel's three processes, started for one test in a directory of its own on ports that were free.
struct KannelProcesses {
    struct Text: Equatable {
        var from: String
        var to: String
        var text: String
    }

    private static let bearerbox = "/usr/sbin/bearerbox"
    private static let smsbox = "/usr/sbin/smsbox"
    private static let fakeNetwork = "/usr/lib/kannel/test/fakesmsc"

    private let directory: URL
    private let ports: [Int]
    private var processes: [ChildProgram] = []

    static var areInstalled: Bool {
        [bearerbox, smsbox, fakeNetwork].allSatisfy(FileManager.default.isExecutableFile)
    }

    var sendURL: String { "http://127.0.0.1:\(ports[2])/cgi-bin/sendsms" }

    /// - Parameter callbacks: The server that receipts and replies go to.
    /// - Returns: All three, ready.
    /// - Throws: When one can't be started or doesn't answer within 20 seconds.
    static func start(callbacks: String) async throws -> KannelProcesses {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("kannel-\(UUID())")
        try FileManager.default.createDirectory(
            at: directory.appendingPathComponent("receipts"), withIntermediateDirectories: true)
        var kannel = KannelProcesses(directory: directory, ports: try await freePorts(4))
        try kannel.configuration(callbacks).write(
            to: directory.appendingPathComponent("kannel.conf"), atomically: true, encoding: .utf8)
        let loop = CurlLoop(name: "kannel")
        try kannel.launch(bearerbox, ["-v", "4", "kannel.conf"])
        try await kannel.waitForAnswer(loop, "http://127.0.0.1:\(kannel.ports[0])/status.txt?password=status")
        try kannel.launch(smsbox, ["-v", "4", "kannel.conf"])
        try await kannel.waitForAnswer(loop, kannel.sendURL)
        // It sends one text from a phone, "1 水0417" in UTF-16, and prints what comes for phones.
        try kannel.launch(
            fakeNetwork,
            [
                "-H", "127.0.0.1", "-r", "\(kannel.ports[3])", "-m", "1",
                "13900000001 10690000 ucs2 %00%31%00%20%6C%34%00%30%00%34%00%31%00%37",
            ])
        return kannel
    }

    /// Ends all three and removes what they wrote; returns when they are gone. May be called twice.
    func stop() async {
        // A bearerbox with undelivered texts waits for them until it is told a second time.
        for signal in [SIGTERM, SIGTERM, SIGKILL] {
            for process in processes.reversed() { process.kill(signal) }
            for _ in 0..<100 where processes.contains(where: \.isRunning) {
                try? await Task.sleep(for: .milliseconds(10))
            }
        }
        for process in processes { _ = await process.end() }
        try? FileManager.default.removeItem(at: directory)
    }

    /// What the fake SMSC printed: `Got message 1: <10690000 +8613800000000 ucs-2 0%10QH...>`.
    var textsAtTheNetwork: [Text] {
        let log = (try? String(contentsOf: log(of: Self.fakeNetwork), encoding: .utf8)) ?? ""
        return log.split(separator: "\n").compactMap { line in
            guard let start = line.range(of: ": <"), line.contains("Got message"), line.hasSuffix(">") else {
                return nil
            }
            let fields = line[start.upperBound...].dropLast().split(separator: " ")
            guard fields.count == 4, fields[2] == "ucs-2" else { return nil }
            return Text(from: String(fields[0]), to: String(fields[1]), text: decoded(fields[3]))
        }
    }

    /// UTF-16, the high byte first, escaped as in a URL.
    private func decoded(_ escaped: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(escaped.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
            }
        }
        let units = stride(from: 0, to: bytes.count - 1, by: 2).map {
            UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
        }
        return String(decoding: units, as: UTF16.self)
    }

    private func log(of executable: String) -> URL {
        directory.appendingPathComponent((executable as NSString).lastPathComponent + ".log")
    }

    private mutating func launch(_ executable: String, _ arguments: [String]) throws {
        processes.append(
            try ChildProgram(
                URL(fileURLWithPath: executable), arguments, directory: directory.path,
                output: log(of: executable).path))
    }

    private func waitForAnswer(_ loop: CurlLoop, _ url: String) async throws {
        for _ in 0..<1_000 {
            if case .response = await loop.perform(TransferRequest(method: "GET", url: url)) { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        await stop()
        throw CocoaError(.fileNoSuchFile, userInfo: [NSDebugDescriptionErrorKey: "no answer from \(url)"])
    }

    /// Ports that were free a moment ago: Kannel can't be told to choose for itself.
    private static func freePorts(_ count: Int) async throws -> [Int] {
        var channels: [any Channel] = []
        for _ in 0..<count {
            let bootstrap = ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            channels.append(try await bootstrap.bind(host: "127.0.0.1", port: 0).get())
        }
        let ports = channels.compactMap { $0.localAddress?.port }
        for channel in channels { try await channel.close() }
        return ports
    }

    // No blank line inside a group and no comment behind a value: Kannel takes both amiss.
    private func configuration(_ callbacks: String) -> String {
        """
        group = core
        admin-port = \(ports[0])
        admin-interface = 127.0.0.1
        admin-password = admin
        status-password = status
        smsbox-port = \(ports[1])
        smsbox-interface = 127.0.0.1
        box-deny-ip = "*.*.*.*"
        box-allow-ip = "127.0.0.1"
        dlr-storage = spool
        dlr-spool = "\(directory.path)/receipts"
        store-type = file
        store-location = "\(directory.path)/kannel.store"

        group = smsc
        smsc = fake
        smsc-id = FAKE
        our-host = 127.0.0.1
        port = \(ports[3])
        connect-allow-ip = 127.0.0.1

        group = smsbox
        bearerbox-host = 127.0.0.1
        bearerbox-port = \(ports[1])
        sendsms-port = \(ports[2])
        sendsms-interface = 127.0.0.1
        sendsms-chars = "0123456789 +-"
        global-sender = 10690000
        mo-recode = true
        http-request-retry = 3
        http-queue-delay = 2

        group = sendsms-user
        username = muster
        password = s3cret
        max-messages = 10
        concatenation = true
        user-deny-ip = "*.*.*.*"
        user-allow-ip = "127.0.0.1"

        group = sms-service
        keyword = default
        get-url = "\(callbacks)/replies?from=%p&to=%P&ts=%T&text=%b&id=%I"
        catch-all = true
        max-messages = 0
        omit-empty = true

        """
    }
}
