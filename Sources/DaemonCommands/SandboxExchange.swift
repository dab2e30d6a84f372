import Mobilization
import Simulation

/// The network's middle: takes texts, lets people live, and posts what they say.
actor SandboxExchange {
    private var network: PhoneNetwork
    private var gate: SandboxGate
    private let clock: SandboxClock
    private let zone: ZoneOffsets
    private let log: SandboxLog?
    private let callbacks = SandboxCallbacks()
    /// Where the receipts for a key go.
    private var receiptAddress: [String: String] = [:]
    /// Where a phone's replies go: to whoever wrote last.
    private var replyAddress: [String: String] = [:]
    /// Tells replies of this run from those of another with the same seed.
    private let run = String(SandboxClock.wall.milliseconds, radix: 36)

    init(network: PhoneNetwork, clock: SandboxClock, zone: ZoneOffsets, log: SandboxLog?, gate: SandboxGate) {
        self.network = network
        self.clock = clock
        self.zone = zone
        self.log = log
        self.gate = gate
    }

    /// How long the next request waits before it is taken; whoever sent it may be gone by then, and it is taken all
    /// the same.
    func nextDelay() -> Duration { .milliseconds(gate.nextDelay_ms()) }

    /// Takes a text or a call; no id when the gate kept it out.
    func take(_ text: SandboxText, channel: Channel) -> (verdict: SandboxGate.Verdict, id: String?) {
        let now = clock.now
        let verdict = gate.judge(phone: text.to, now_s: clock.elapsed_s)
        switch verdict {
        case .take, .drop(taken: true): break
        case .throttle, .fail, .refuse, .drop(taken: false):
            note(verdict, text, channel, acceptance: nil, at: now)
            return (verdict, nil)
        }
        if let callback = text.callback {
            receiptAddress[text.key] = callback
            replyAddress[text.to] = SandboxExchange.replies(of: callback)
        }
        settle(until: now)
        let acceptance = network.deliver(
            text: text.text, to: text.to, key: text.key, at: now, channel: channel)
        note(verdict, text, channel, acceptance: acceptance, at: now)
        return (verdict, acceptance.reference)
    }

    /// Lets somebody on the roster write of their own accord.
    func speak(_ saying: SandboxSaying) -> Bool {
        let now = clock.now
        settle(until: now)
        let isKnown = network.speak(saying.text, from: saying.from, at: now)
        settle(until: now)
        return isKnown
    }

    func truth() -> SandboxTruth {
        let now = clock.now
        settle(until: now)
        return SandboxTruth(
            network.truth(at: now), clock: clock, zone: zone, gateway: gate.counts,
            callbacks: callbacks.figures)
    }

    /// The phones that got a text: of people at `site` or on the way there, or this one `phone`; nil for all.
    func phones(site: String?, phone: String?) -> [SandboxPhone] {
        settle(until: clock.now)
        return network.phonesWithTexts
            .filter { (site == nil || $0.site == site) && (phone == nil || $0.phone == phone) }
            .map { SandboxPhone($0, zone: zone) }
    }

    /// Lives until it is cancelled.
    func live() async {
        let callbacks = callbacks
        await withTaskGroup { group in
            group.addTask { await callbacks.run() }
            while !Task.isCancelled {
                settle(until: clock.now)
                // A text that comes meanwhile may plan something sooner; 10 ms late is soon enough.
                let wait = network.nextAt.map { clock.wait(until: $0) } ?? .milliseconds(10)
                try? await Task.sleep(for: min(wait, .milliseconds(10)))
            }
        }
    }

    private func settle(until now: Instant) {
        for happening in network.happenings(until: now) { tell(happening) }
    }

    private func tell(_ happening: Happening) {
        let at = SandboxClock.text(happening.at, in: zone)
        switch happening.what {
        case .receipt(let key, let reference, let status):
            note("receipt", happening) { line in
                line.to = happening.phone
                line.key = key
                line.id = reference
                line.status = status.rawValue
            }
            post(
                SandboxReceipt(
                    id: reference, key: key, status: status.rawValue, at: at,
                    reason: status == .delivered ? nil : "not reachable"),
                to: receiptAddress[key], phone: happening.phone)
        case .reply(let text, let number):
            let id = number + "-" + run
            note("reply", happening) { line in
                line.from = happening.phone
                line.id = id
                line.text = text
            }
            post(
                SandboxReply(from: happening.phone, text: text, at: at, id: id),
                to: replyAddress[happening.phone],
                phone: happening.phone)
        case .setOut(let site): noteMove("set_out", happening, site: site)
        case .arrived(let site): noteMove("arrived", happening, site: site)
        case .home: noteMove("home", happening, site: nil)
        }
    }

    private func noteMove(_ event: String, _ happening: Happening, site: SiteCode?) {
        note(event, happening) { line in
            line.phone = happening.phone
            line.site = site
        }
    }

    private func post(_ body: some Encodable, to address: String?, phone: String) {
        guard let address, let bytes = try? SandboxJSON.bytes(body) else { return }
        callbacks.post(SandboxCallbacks.Callback(url: address, body: bytes, phone: phone))
    }

    /// The replies' address beside a receipts' address; the last `/receipts` of the path, the token stays.
    static func replies(of callback: String) -> String {
        let query = callback.firstIndex(of: "?") ?? callback.endIndex
        let path = callback[..<query]
        guard let range = path.ranges(of: "/receipts").last else { return callback }
        return path[..<range.lowerBound] + "/replies" + path[range.upperBound...] + callback[query...]
    }

    private func note(
        _ verdict: SandboxGate.Verdict, _ text: SandboxText, _ channel: Channel, acceptance: Acceptance?,
        at now: Instant
    ) {
        let event =
            switch verdict {
            case .take: channel == .voice ? "call" : "text"
            case .throttle: "throttled"
            case .fail: "failed"
            case .refuse: "refused"
            case .drop: "dropped"
            }
        var line = SandboxLogLine(event)
        line.to = text.to
        line.key = text.key
        line.id = acceptance?.reference
        line.text = text.text
        line.isRepeat = acceptance?.isRepeat == true ? true : nil
        write(line, at: now)
    }

    private func note(_ event: String, _ happening: Happening, change: (inout SandboxLogLine) -> Void) {
        var line = SandboxLogLine(event)
        change(&line)
        write(line, at: happening.at)
    }

    private func write(_ line: SandboxLogLine, at instant: Instant) {
        guard let log else { return }
        var line = line
        line.real = SandboxClock.preciseText(SandboxClock.wall, in: zone)
        line.engine = SandboxClock.text(instant, in: zone)
        log.write(line)
    }
}
