import Hummingbird
import MobilizationRuntime
import MusterAPI
import NIOCore
import Synchronization

/// The open streams of muster progress: `GET /v1/stream`.
///
/// Each looks at the board four times a second and writes when it changed. Whoever comes back is sent the
/// newest status at once: it holds everything that was missed. Who has it already, as `Last-Event-ID` says, waits for
/// the next.
final class ProgressStreams: Sendable {
    /// Boards on walls and in pockets, all on one small machine.
    static let limit = 64
    private static let pause = Duration.milliseconds(250)
    /// A comment after so many silent looks (15 s), so that both ends notice a dead line.
    private static let silentLooks = 60

    private let open = Atomic<Int>(0)
    private let isClosed = Atomic<Bool>(false)

    /// `last` is the header `Last-Event-ID`: the id of the newest event that the reader has. What isn't a number is
    /// none.
    ///
    /// - Throws: 429 when too many are open.
    func open(_ http: MusterHTTP, after last: String? = nil) throws -> Reply {
        _ = try http.board()
        guard open.load(ordering: .relaxed) < Self.limit else { throw Problem.tooManyStreams(Self.limit) }
        let boards = http.ports.boards
        let known = last.flatMap { Int64($0) }
        return Reply(
            status: 200, contentType: "text/event-stream",
            content: .stream { [self] writer in
                // Counted here, since a stream whose connection is gone by now is never run.
                open.add(1, ordering: .relaxed)
                defer { open.subtract(1, ordering: .relaxed) }
                try await run(boards, after: known, &writer)
                try await writer.finish(nil)
            })
    }

    func close() { isClosed.store(true, ordering: .relaxed) }

    @concurrent
    private func run(
        _ boards: any BoardHolder, after known: Int64?, _ writer: inout any ResponseBodyWriter
    ) async throws {
        // A trouble of the store isn't part of the id; who comes back while there is one is told of it again.
        var shown: (sequence: Int64, trouble: StoreTrouble?)? = known.map { ($0, nil) }
        var silence = 0
        try await writer.write(ByteBuffer(string: "retry: 3000\n\n"))
        while !isClosed.load(ordering: .relaxed), !Task.isCancelled {
            silence += 1
            if let board = boards.current,
                shown == nil || shown?.sequence != board.sequence || shown?.trouble != board.storeTrouble
            {
                shown = (board.sequence, board.storeTrouble)
                silence = 0
                try await writer.write(ByteBuffer(string: Self.event(board)))
            } else if silence >= Self.silentLooks {
                silence = 0
                try await writer.write(ByteBuffer(string: ": still here\n\n"))
            }
            try await Task.sleep(for: Self.pause)
        }
    }

    /// The JSON holds no line break, so one data line carries it.
    static func event(_ board: Board) -> String {
        let status =
            (try? MusterJSON.encode(board.statusView())).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        return "id: \(board.sequence)\nevent: status\ndata: \(status)\n\n"
    }
}
