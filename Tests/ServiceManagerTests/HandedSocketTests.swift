import Glibc
import ServiceManager
import Testing

@Suite struct HandedSocketTests {
    @Test func `a TCP and a Unix socket arrive by name and family`() throws {
        let tcp = try listening(tcpSocket())
        let control = try listening(unixSocket(stream, boundTo: "@" + freshName()))
        let (first, second) = try neighbours(tcp, control)

        let sockets = try environment(count: "2", names: "http:control").handedSockets(
            first: first.descriptor)

        #expect(
            sockets == [
                HandedSocket(name: "http", descriptor: first.descriptor, family: .tcp),
                HandedSocket(name: "control", descriptor: second.descriptor, family: .unix),
            ])
    }

    @Test func `programs that the daemon starts do not inherit them`() throws {
        let tcp = try listening(tcpSocket()).moved(to: 300)
        #expect(!tcp.closesOnExec)

        _ = try environment(count: "1").handedSockets(first: tcp.descriptor)

        #expect(tcp.closesOnExec)
    }

    @Test func `the queue is as long as the unit asks, though the socket was listened on with a shorter one`()
        throws
    {
        let tcp = try tcpSocket()
        try #require(listen(tcp.descriptor, 8) == 0)
        #expect(try connected(to: tcp, 40) < 40, "the test can't fail: the kernel holds them all anyway")

        try HandedSocket.queue(200, at: tcp.descriptor)

        #expect(try connected(to: tcp, 100) == 100)
        #expect(throws: ServiceManagerError.self) { try HandedSocket.queue(8, at: -1) }
    }

    /// How many of so many connections are there at once; a queue that is full leaves the others waiting. They stay in
    /// the queue when they close, since nobody takes them.
    private func connected(to server: TestSocket, _ count: Int) throws -> Int {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        try #require(
            withUnsafeMutablePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    getsockname(server.descriptor, $0, &length)
                }
            } == 0)
        let clients = (0..<count).map { _ in
            TestSocket(socket(AF_INET, stream | Int32(SOCK_NONBLOCK.rawValue), 0))
        }
        return clients.count { client in
            let result = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(client.descriptor, $0, length)
                }
            }
            // On loopback the other end answers within the call; one that isn't through by now was turned away.
            var poll = pollfd(fd: client.descriptor, events: Int16(POLLOUT), revents: 0)
            return result == 0 || errno == EINPROGRESS && Glibc.poll(&poll, 1, 0) == 1
        }
    }

    @Test func `a socket without a name is called unknown`() throws {
        let tcp = try listening(tcpSocket())
        let sockets = try environment(count: "1").handedSockets(first: tcp.descriptor)
        #expect(sockets.map(\.name) == ["unknown"])
    }

    @Test func `sockets meant for another process are left alone`() throws {
        let tcp = try listening(tcpSocket()).moved(to: 300)
        var environment = environment(count: "1")

        environment.variables["LISTEN_PID"] = "4243"
        #expect(try environment.handedSockets(first: tcp.descriptor) == [])
        environment.variables["LISTEN_PID"] = nil
        #expect(try environment.handedSockets(first: tcp.descriptor) == [])

        #expect(!tcp.closesOnExec)
    }

    @Test func `without socket activation there are none`() throws {
        #expect(try ServiceEnvironment([:], processID: 4242).handedSockets() == [])
        #expect(try environment(count: "0").handedSockets() == [])
    }

    @Test(arguments: [("two", "LISTEN_FDS is \"two\""), ("-1", "LISTEN_FDS is \"-1\""), ("65", "at most 64")])
    func `a count that cannot be is refused`(count: String, reason: String) {
        let error = #expect(throws: ServiceManagerError.self) {
            try environment(count: count).handedSockets(first: 300)
        }
        #expect(error?.description.contains(reason) == true)
    }

    @Test func `names that do not match the count are refused`() {
        let error = #expect(throws: ServiceManagerError.self) {
            try environment(count: "1", names: "http:control").handedSockets(first: 300)
        }
        #expect(error?.description.contains("names 2 sockets (http:control), but LISTEN_FDS says 1") == true)
    }

    @Test func `a socket that does not listen, takes datagrams or is none at all is refused by name`() throws
    {
        let bound = try tcpSocket()
        let datagrams = try unixSocket(datagram, boundTo: "@" + freshName())
        for socket in [bound, datagrams] {
            let error = #expect(throws: ServiceManagerError.self) {
                try environment(count: "1", names: "http").handedSockets(first: socket.descriptor)
            }
            #expect(
                error?.description.contains("\"http\", is no listening TCP or Unix stream socket") == true)
        }
        let file = TestSocket(open("/dev/null", O_RDONLY))
        #expect(throws: ServiceManagerError.self) {
            try environment(count: "1", names: "http").handedSockets(first: file.descriptor)
        }
        #expect(throws: ServiceManagerError.self) {
            try environment(count: "1", names: "http").handedSockets(first: 1_000_000)
        }
    }

    private func environment(count: String, names: String? = nil) -> ServiceEnvironment {
        var variables = ["LISTEN_FDS": count, "LISTEN_PID": "4242"]
        variables["LISTEN_FDNAMES"] = names
        return ServiceEnvironment(variables, processID: 4242)
    }

    private func listening(_ socket: TestSocket) throws -> TestSocket {
        try #require(listen(socket.descriptor, 8) == 0)
        return socket
    }

    /// Two descriptors whose numbers follow each other; another test may take one in between, so it tries
    /// again.
    private func neighbours(_ one: TestSocket, _ two: TestSocket) throws -> (TestSocket, TestSocket) {
        for start in stride(from: Int32(400), to: 900, by: 10) {
            let first = try one.moved(to: start)
            let second = try two.moved(to: first.descriptor + 1)
            if second.descriptor == first.descriptor + 1 { return (first, second) }
        }
        throw ServiceManagerError("no two free descriptors beside each other")
    }
}
