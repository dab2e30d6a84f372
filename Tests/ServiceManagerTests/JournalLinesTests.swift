import Glibc
import ServiceManager
import Testing

@Suite struct JournalLinesTests {
    @Test func `each line begins with its priority`() {
        let lines = JournalLines(showsPriority: true)
        #expect(lines.entry("store refuses", priority: .error) == "<3>store refuses\n")
        #expect(lines.entry("ready", priority: .notice) == "<5>ready\n")
        #expect(lines.entry("", priority: .debug) == "<7>\n")
    }

    @Test func `a text with line breaks cannot give a line a priority of its own`() {
        let lines = JournalLines(showsPriority: true)
        #expect(lines.entry("one\n<0>two\r\nthree", priority: .info) == "<6>one\n<6><0>two\n<6>three\n")
        #expect(lines.entry("one\u{2028}two", priority: .info) == "<6>one\n<6>two\n")
    }

    @Test func `a text cannot steer a terminal`() {
        let lines = JournalLines(showsPriority: false)
        #expect(lines.entry("a\u{1B}[2Jb\tc\u{9B}d", priority: .info) == "a [2Jb c d\n")
        #expect(lines.entry("通道 sms 断开", priority: .info) == "通道 sms 断开\n")
    }

    @Test func `priorities count as the journal counts`() {
        #expect(JournalPriority.allCases.map(\.rawValue) == Array(0...7))
        #expect(JournalPriority.error < JournalPriority.debug)
    }

    @Test func `only the stream that the service manager opened leads to the journal`() throws {
        let journal = TestSocket(open("/dev/null", O_RDONLY))
        let other = TestSocket(open("/dev/zero", O_RDONLY))
        var status = stat()
        try #require(fstat(journal.descriptor, &status) == 0)
        let environment = ServiceEnvironment(
            ["JOURNAL_STREAM": "\(status.st_dev):\(status.st_ino)"], processID: 1)

        #expect(environment.leadsToJournal(journal.descriptor))
        #expect(!environment.leadsToJournal(other.descriptor))
        #expect(!environment.leadsToJournal(1_000_000))
        #expect(!ServiceEnvironment([:], processID: 1).leadsToJournal(journal.descriptor))
    }
}
