import CurlTransport
import FoundationEssentials
import MusterAPI

/// Carries requests to a daemon: a `CurlLoop` to a real one, a test's own thread to one in the same process.
protocol Carrier: Sendable {
    func perform(_ request: TransferRequest) async -> TransferResult
    /// Hands the body of a 2xx answer to `reader` as it comes, until either end has enough.
    func stream(_ request: TransferRequest, reader: @escaping ChunkReader) async -> TransferResult
}

extension CurlLoop: Carrier {}

/// The way to the daemon.
///
/// An order carries a random `Idempotency-Key`, so one whose answer got lost is sent again without being
/// carried out twice.
struct DaemonLink: Sendable {
    /// Where the daemon listens.
    enum Address: Sendable, Equatable {
        /// The control socket; the kernel says who asks.
        case socket(String)
        /// - url: With scheme and host, without a slash at the end.
        case server(url: String, token: String?)
    }

    /// What came back, whatever its status.
    struct Answer: Sendable {
        var status: Int
        var bytes: [UInt8]
    }

    /// A view and the bytes that it was read from.
    struct Reading<View: Sendable>: Sendable {
        var view: View
        var bytes: [UInt8]
    }

    let address: Address
    let language: Language
    let carrier: any Carrier

    /// `carrier` is nil for the network.
    init(address: Address, language: Language, carrier: (any Carrier)? = nil) {
        self.address = address
        self.language = language
        self.carrier =
            carrier ?? CurlLoop(name: "musterctl", options: CurlLoop.Options(connections: 2))
    }

    /// Reads a view.
    ///
    /// `path`: As the API has it, its parts already encoded.
    func get<View: Decodable & Sendable>(
        _ type: View.Type, _ path: String, query: [(name: String, value: String)] = []
    ) async throws -> Reading<View> {
        try read(type, try await exchange("GET", path, query: query))
    }

    /// Gives an order.
    func post(_ path: String, _ body: some Encodable & Sendable) async throws -> Reading<CommandAnswer> {
        let bytes = [UInt8](try MusterJSON.encode(body))
        return try read(CommandAnswer.self, try await exchange("POST", path, body: bytes))
    }

    /// - Throws: `Trouble.refused` for everything but a success.
    func read<View: Decodable & Sendable>(_ type: View.Type, _ answer: Answer) throws -> Reading<View> {
        if (200...299).contains(answer.status),
            let view = try? MusterJSON.decode(type, from: Data(answer.bytes))
        {
            return Reading(view: view, bytes: answer.bytes)
        }
        if let problem = try? MusterJSON.decode(ProblemDetails.self, from: Data(answer.bytes)) {
            throw Trouble.refused(problem, bytes: answer.bytes)
        }
        throw Trouble.unreachable(language.say(.notMusterd, [place, "\(answer.status)"]))
    }

    /// One request and its answer; sent again, at most four times, where that is harmless and may help.
    func exchange(
        _ method: String, _ path: String, query: [(name: String, value: String)] = [], body: [UInt8]? = nil,
        contentType: String = "application/json"
    ) async throws -> Answer {
        let request = request(method, path, query: query, body: body, contentType: contentType)
        var triesLeft = 4
        while true {
            triesLeft -= 1
            switch await carrier.perform(request) {
            case .response(let response):
                let answer = Answer(status: response.status, bytes: response.body)
                guard response.status == 503, triesLeft > 0, isPassing(answer) else { return answer }
                try await Task.sleep(for: .milliseconds(700))
            case .failure(let failure):
                guard failure.mayHaveBeenSent, triesLeft > 1, failure.cause != .responseTooLong else {
                    throw Trouble.unreachable(sentence(for: failure, isOrder: method != "GET"))
                }
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    func request(
        _ method: String, _ path: String, query: [(name: String, value: String)], body: [UInt8]?,
        contentType: String
    ) -> TransferRequest {
        var headers = ["Accept: application/json"]
        if body != nil { headers.append("Content-Type: " + contentType) }
        if method != "GET" { headers.append("Idempotency-Key: " + Self.newKey()) }
        let pairs = query.map { $0.name + "=" + percentEncoded($0.value) }.joined(separator: "&")
        let target = path + (pairs.isEmpty ? "" : "?" + pairs)
        var request = TransferRequest(method: method, url: "http://localhost" + target)
        switch address {
        case .socket(let path): request.unixSocketPath = path
        case .server(let url, let token):
            request.url = url + target
            if let token { headers.append("Authorization: Bearer " + token) }
        }
        request.ownHeaders = headers
        request.body = body
        request.timeouts = Timeouts(connect_ms: 3_000, total_ms: 30_000)
        // A roster of 32,000 people in full is 10 MB.
        request.responseLimit = 64 * 1024 * 1024
        return request
    }

    /// 32 random hexadecimal digits.
    private static func newKey() -> String {
        let number = UInt128.random(in: .min ... .max)
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }

    /// Whether the daemon will take the same request in a moment: it reads its records, or is busy.
    private func isPassing(_ answer: Answer) -> Bool {
        let problem = try? MusterJSON.decode(ProblemDetails.self, from: Data(answer.bytes))
        return problem?.code == "not_ready" || problem?.code == "busy"
    }

    /// The address as a person knows it.
    var place: String {
        switch address {
        case .socket(let path): path
        case .server(let url, _): url
        }
    }

    func sentence(for failure: TransferFailure, isOrder: Bool) -> String {
        if failure.mayHaveBeenSent {
            return language.say(isOrder ? .answerLostOrder : .answerLost, [place, failure.description])
        }
        guard case .socket(let path) = address else {
            return language.say(.noServer, [place, failure.description])
        }
        guard FileManager.default.fileExists(atPath: path) else { return language.say(.noSocket, [path]) }
        guard FileManager.default.isWritableFile(atPath: path) else {
            return language.say(.socketForbidden, [path])
        }
        return language.say(.socketSilent, [path])
    }
}

/// The text as a part of a path or a query: every byte but letters, digits and `-._~` as `%XX`.
func percentEncoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
            result.unicodeScalars.append(Unicode.Scalar(byte))
        default:
            let digits = String(byte, radix: 16, uppercase: true)
            result += "%" + (digits.count == 1 ? "0" : "") + digits
        }
    }
    return result
}
