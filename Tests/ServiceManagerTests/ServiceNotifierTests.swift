import Foundation
import Glibc
import ServiceManager
import Testing

@Suite struct ServiceNotifierTests {
    @Test func `readiness reaches a service manager at an abstract address`() throws {
        let name = "@" + freshName()
        let manager = try unixSocket(datagram, boundTo: name)
        let notifier = try #require(try notifier(at: name))

        try notifier.send(.ready)

        #expect(manager.receive() == "READY=1")
    }

    @Test func `readiness reaches a service manager at a path`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: freshName()).path
        let manager = try unixSocket(datagram, boundTo: path)
        defer { unlink(path) }
        let notifier = try #require(try notifier(at: path))

        try notifier.send(.ready)

        #expect(manager.receive() == "READY=1")
    }

    @Test func `an abstract name may be as long as the kernel allows, and no longer`() throws {
        let longest = "@" + freshName().padded(to: 106)
        let manager = try unixSocket(datagram, boundTo: longest)
        try #require(try notifier(at: longest)).send(.watchdog)
        #expect(manager.receive() == "WATCHDOG=1")

        #expect(throws: ServiceManagerError.self) { try notifier(at: longest + "x") }
    }

    @Test(arguments: [
        (ServiceNotice.ready, "READY=1"),
        (.stopping, "STOPPING=1"),
        (.watchdog, "WATCHDOG=1"),
        (.status("2 incidents, 1 gateway down"), "STATUS=2 incidents, 1 gateway down"),
        (.errno(28), "ERRNO=28"),
        (.moreTime(.milliseconds(2_500)), "EXTEND_TIMEOUT_USEC=2500000"),
        (.moreTime(.seconds(-1)), "EXTEND_TIMEOUT_USEC=0"),
    ])
    func `each notice has its own line in the protocol`(notice: ServiceNotice, line: String) throws {
        let name = "@" + freshName()
        let manager = try unixSocket(datagram, boundTo: name)

        try #require(try notifier(at: name)).send(notice)

        #expect(manager.receive() == line)
    }

    @Test func `several notices travel in one datagram`() throws {
        let name = "@" + freshName()
        let manager = try unixSocket(datagram, boundTo: name)

        try #require(try notifier(at: name)).send(.ready, .status("open"), .watchdog)

        #expect(manager.receive() == "READY=1\nSTATUS=open\nWATCHDOG=1")
    }

    @Test func `a reload carries the monotonic time that newer service managers ask for`() throws {
        let name = "@" + freshName()
        let manager = try unixSocket(datagram, boundTo: name)

        try #require(try notifier(at: name)).send(.reloading)

        let lines = try #require(manager.receive()).split(separator: "\n")
        #expect(lines.first == "RELOADING=1")
        let time = try #require(lines.last)
        #expect(time.hasPrefix("MONOTONIC_USEC="))
        #expect(try #require(UInt64(time.dropFirst("MONOTONIC_USEC=".count))) > 0)
    }

    @Test func `a status with line breaks cannot say that the daemon stops`() throws {
        let name = "@" + freshName()
        let manager = try unixSocket(datagram, boundTo: name)

        try #require(try notifier(at: name)).send(.status("one\nSTOPPING=1\r\nERRNO=5"))

        #expect(manager.receive() == "STATUS=one STOPPING=1 ERRNO=5")
    }

    @Test func `without a service manager there is nobody to tell`() throws {
        #expect(try ServiceNotifier(environment: ServiceEnvironment([:], processID: 1)) == nil)
        #expect(try notifier(at: "") == nil)
    }

    @Test(arguments: ["run/notify", "vsock:2:1234", "@", "/"])
    func `an address that cannot be one is refused at the start`(text: String) {
        let error = #expect(throws: ServiceManagerError.self) { try notifier(at: text) }
        #expect(error?.description.contains("NOTIFY_SOCKET is \"\(text)\"") == true)
    }

    @Test func `a service manager that is gone is an error that says where and why`() throws {
        let notifier = try #require(try notifier(at: "@" + freshName()))

        let error = #expect(throws: ServiceManagerError.self) { try notifier.send(.watchdog) }

        let text = try #require(error?.description)
        #expect(text.contains("NOTIFY_SOCKET=@muster-test"))
        #expect(text.contains("refused"))
    }

    @Test func `a service manager that does not read never holds the daemon up for good`() throws {
        let name = "@" + freshName()
        let manager = try unixSocket(datagram, boundTo: name)
        let notifier = try #require(try notifier(at: name))

        // The queue of a datagram socket takes a few hundred notices; then a notice gives up instead of
        // waiting.
        let error = #expect(throws: ServiceManagerError.self) {
            for _ in 0..<100_000 { try notifier.send(.watchdog) }
        }

        #expect(error?.description.contains("cannot tell the service manager") == true)
        #expect(manager.receive() == "WATCHDOG=1")
    }

    private func notifier(at address: String) throws -> ServiceNotifier? {
        try ServiceNotifier(environment: ServiceEnvironment(["NOTIFY_SOCKET": address], processID: 1))
    }
}

extension String {
    fileprivate func padded(to length: Int) -> String { self + String(repeating: "x", count: length - count) }
}
