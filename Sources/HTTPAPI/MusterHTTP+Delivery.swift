import Crypto
import Mobilization
import MobilizationRuntime
import MusterAPI
import Synchronization

extension MusterHTTP {
    /// Hands an input to the engine and waits until it is durable.
    func deliver(_ input: Input, mark: RequestMark?) async -> Reception {
        await withCheckedContinuation { waiting in
            let letter = Letter(input, mark: mark) { waiting.resume(returning: $0) }
            if !ports.post(letter) { waiting.resume(returning: .busy) }
        }
    }

    /// Hands several inputs over at once and waits until all are durable.
    ///
    /// - Throws: 503 when one of them was not taken; the gateway sends all again, and the engine knows repeats.
    func deliverAll(_ inputs: [Input]) async throws(ProblemDetails) {
        if inputs.isEmpty { return }
        let gathering = Gathering(expected: inputs.count)
        let worst: Reception? = await withCheckedContinuation { waiting in
            gathering.wait(waiting)
            for input in inputs {
                let letter = Letter(input) { gathering.note($0) }
                if !ports.post(letter) { gathering.note(.busy) }
            }
        }
        if let worst { try refuse(worst) }
    }

    /// Performs an officer's command.
    func perform(_ command: Command, _ call: Call) async throws -> Reply {
        guard let account = call.account else { throw Problem.unauthorised() }
        let mark = try mark(call, actor: account.name)
        return try reply(to: await deliver(.command(command, by: account), mark: mark), command)
    }

    /// The answer of an alert or a command.
    func reply(to reception: Reception, _ command: Command? = nil) throws(ProblemDetails) -> Reply {
        try refuse(reception)
        switch reception {
        case .answer(.alert(let answer, let isRepeat)):
            let wire = MusterAPI.AlertAnswer(
                alert: answer.alert, decision: answer.decision.wireName, incident: answer.incident?.number,
                code: answer.code)
            return .json(wire, status: isRepeat ? 200 : 202)
        case .answer(.done(let done)): return .json(done.answer(to: command, ports.boards.current))
        case .answer(.refused(let refusal)): throw refusal.problem(ports.boards.current)
        default: return .json(Done().answer(to: command, ports.boards.current))
        }
    }

    /// The mark of a request with an `Idempotency-Key`; nil without one.
    ///
    /// The digest covers method, path and query beside the body: the same key for another order is a mistake.
    func mark(_ call: Call, actor: String) throws(ProblemDetails) -> RequestMark? {
        guard let key = call.header("idempotency-key") else { return nil }
        guard (1...128).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Problem.badKey()
        }
        var hash = SHA256()
        let query = call.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        hash.update(data: Array("\(call.method) \(call.path)?\(query)\n".utf8))
        hash.update(data: call.body)
        return RequestMark(key: key, actor: actor, bodyDigest: hexadecimal(hash.finalize()))
    }

    private func refuse(_ reception: Reception) throws(ProblemDetails) {
        switch reception {
        case .answer, .taken: return
        case .busy: throw Problem.busy()
        case .keyReused: throw Problem.keyReused()
        case .storeUnavailable(let reason): throw Problem.storeUnavailable(reason)
        }
    }

    private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef")
        return bytes.reduce(into: "") { text, byte in
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
    }
}

/// Waits for several letters. Shared between the handler that waits and the driver's thread that answers.
private final class Gathering: Sendable {
    private struct State {
        var missing: Int
        var worst: Reception?
        var waiting: CheckedContinuation<Reception?, Never>?
    }
    private let state: Mutex<State>

    init(expected: Int) {
        state = Mutex(State(missing: expected))
    }

    /// Called before the first letter is posted.
    func wait(_ continuation: CheckedContinuation<Reception?, Never>) {
        state.withLock { $0.waiting = continuation }
    }

    func note(_ reception: Reception) {
        let done: (CheckedContinuation<Reception?, Never>, Reception?)? = state.withLock { state in
            state.missing -= 1
            switch reception {
            case .answer, .taken: break
            case .busy, .keyReused, .storeUnavailable: state.worst = reception
            }
            guard state.missing == 0, let waiting = state.waiting else { return nil }
            state.waiting = nil
            return (waiting, state.worst)
        }
        if let (waiting, worst) = done { waiting.resume(returning: worst) }
    }
}
