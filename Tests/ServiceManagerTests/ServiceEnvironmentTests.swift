import Glibc
import ServiceManager
import Testing

@Suite struct ServiceEnvironmentTests {
    @Test func `the watchdog's time is read in microseconds`() throws {
        #expect(try environment(["WATCHDOG_USEC": "10000000"]).watchdogTimeout() == .seconds(10))
        #expect(
            try environment(["WATCHDOG_USEC": "900000", "WATCHDOG_PID": "4242"]).watchdogTimeout()
                == .milliseconds(900))
    }

    @Test func `nobody is watched without a time, or when the time is another process's`() throws {
        #expect(try environment([:]).watchdogTimeout() == nil)
        #expect(try environment(["WATCHDOG_USEC": ""]).watchdogTimeout() == nil)
        #expect(try environment(["WATCHDOG_USEC": "900000", "WATCHDOG_PID": "1"]).watchdogTimeout() == nil)
    }

    @Test(arguments: ["0", "-5", "10s", "99999999999999999999"])
    func `a watchdog time that is no number above zero is an error`(text: String) {
        let error = #expect(throws: ServiceManagerError.self) {
            try environment(["WATCHDOG_USEC": text]).watchdogTimeout()
        }
        #expect(error?.description.contains("WATCHDOG_USEC is \"\(text)\"") == true)
    }

    @Test func `a credential lies in the folder of the service manager`() throws {
        let handed = environment(["CREDENTIALS_DIRECTORY": "/run/credentials/musterd.service"])
        #expect(handed.credentialsDirectory == "/run/credentials/musterd.service")
        #expect(try handed.credentialPath("sms-token") == "/run/credentials/musterd.service/sms-token")
        #expect(try environment([:]).credentialPath("sms-token") == nil)
    }

    @Test(arguments: ["", ".", "..", "../shadow", "/etc/shadow", "a\0b"])
    func `a credential's name cannot lead out of its folder`(name: String) {
        let handed = environment(["CREDENTIALS_DIRECTORY": "/run/credentials/musterd.service"])
        #expect(throws: ServiceManagerError.self) { try handed.credentialPath(name) }
    }

    @Test func `a credential folder that is no absolute path is an error`() {
        #expect(throws: ServiceManagerError.self) {
            try environment(["CREDENTIALS_DIRECTORY": "secrets"]).credentialPath("sms-token")
        }
    }

    @Test(arguments: [([:], false), (["NOTIFY_SOCKET": ""], false), (["NOTIFY_SOCKET": "/run/x"], true)])
    func `who has somebody to notify is started again when they end`(
        _ variables: [String: String], _ isSupervised: Bool
    ) {
        #expect(environment(variables).isSupervised == isSupervised)
    }

    @Test func `this process's own environment carries its own number and only known variables`() {
        let own = ServiceEnvironment.ofThisProcess()
        #expect(own.processID == getpid())
        #expect(own.variables.keys.allSatisfy { ServiceEnvironment.known.contains($0) })
        #expect(own.variables["PATH"] == nil)
    }

    private func environment(_ variables: [String: String]) -> ServiceEnvironment {
        ServiceEnvironment(variables, processID: 4242)
    }
}

@Suite struct PeerCredentialsTests {
    @Test func `the kernel says which user is connected`() throws {
        let (officer, daemon) = try connectedPair(stream)
        let peer = try PeerCredentials(ofConnected: daemon.descriptor)
        #expect(peer.userID == getuid())
        #expect(peer.groupID == getgid())
        #expect(peer.processID == getpid())
        withExtendedLifetime(officer) {}
    }

    @Test func `a TCP connection has no officer`() throws {
        let socket = try tcpSocket()
        #expect(throws: ServiceManagerError.self) { try PeerCredentials(ofConnected: socket.descriptor) }
    }

    @Test func `something that is no socket has no officer`() throws {
        let file = TestSocket(open("/dev/null", O_RDONLY))
        let error = #expect(throws: ServiceManagerError.self) {
            try PeerCredentials(ofConnected: file.descriptor)
        }
        #expect(error?.description.contains("errno \(ENOTSOCK)") == true)
    }
}

@Suite struct BrokenPipeTests {
    @Test func `a write to a closed connection is an error and not the end`() async {
        await #expect(processExitsWith: .exitCode(42)) {
            ignoreBrokenPipes()
            var ends: [Int32] = [-1, -1]
            pipe(&ends)
            close(ends[0])
            let written = write(ends[1], "x", 1)
            exit(written == -1 && errno == EPIPE ? 42 : 1)
        }
    }
}
