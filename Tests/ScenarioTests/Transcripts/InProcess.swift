import CurlTransport
import Foundation
import HTTPAPI
import Hummingbird
import HummingbirdCore

@testable import OfficerCommands

/// Carries requests straight into the daemon's routes, without a socket.
struct InProcess: Carrier {
    let http: MusterHTTP
    let peer: Peer

    func perform(_ request: TransferRequest) async -> TransferResult {
        do {
            let response = try await http.respond(to: try Self.plain(request), from: peer)
            let collector = Collector()
            try await response.body.write(CollectingWriter(collector: collector))
            return .response(TransferResponse(status: response.status.code, body: collector.bytes))
        } catch {
            return .failure(
                TransferFailure(cause: .cancelled, detail: "\(error)", mayHaveBeenSent: false))
        }
    }

    /// Nothing in a transcript follows a stream: its world stands still while somebody looks.
    func stream(_ request: TransferRequest, reader: @escaping ChunkReader) async -> TransferResult {
        .failure(TransferFailure(cause: .cancelled, detail: "no streams", mayHaveBeenSent: false))
    }

    private static func plain(_ request: TransferRequest) throws -> Request {
        guard let method = HTTPRequest.Method(rawValue: request.method),
            let path = request.url.split(separator: "http://localhost", maxSplits: 1).last
        else { throw TranscriptMistake("no request: \(request.method) \(request.url)") }
        var headers = HTTPFields()
        for line in request.ownHeaders {
            let parts = line.split(separator: ": ", maxSplits: 1).map(String.init)
            guard parts.count == 2, let name = HTTPFields.Element.Name(parts[0]) else {
                throw TranscriptMistake("no header: \(line)")
            }
            headers[name] = parts[1]
        }
        return Request(
            head: HTTPRequest(
                method: method, scheme: "http", authority: "localhost", path: String(path),
                headerFields: headers),
            body: RequestBody(buffer: ByteBuffer(bytes: request.body ?? [])))
    }
}

/// Used by one task at a time: the one that writes the body.
private final class Collector: @unchecked Sendable {
    var bytes: [UInt8] = []
}

private struct CollectingWriter: ResponseBodyWriter {
    let collector: Collector
    mutating func write(_ buffer: ByteBuffer) async throws {
        collector.bytes += buffer.readableBytesView
    }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
