import CurlTransport
package import Mobilization

/// Asks an OSRM router for the ways from homes to sites, and asks again while it doesn't answer.
///
/// Has a thread of its own, on which both callbacks come. A router that is late, down or lying changes nothing: the
/// table that was in force, or the straight line, stays. One request at a time; after a failure the pauses double.
package final class Router: @unchecked Sendable {
    // Unchecked: the variables below belong to the loop's thread; what others call goes there first.
    private let settings: RouterSettings
    private let journal: @Sendable (LogLine) -> Void
    private let deliver: @Sendable (TravelTable) -> Void
    private var loop: CurlLoop?

    private var wanted: TravelQuery?
    private var filling: TableFilling?
    /// Counted up with each beginning, so that what belongs to an earlier one is recognised.
    private var run = 0
    private var failures = 0
    /// What the journal was told last; it isn't told again.
    private var lastFault: String?
    private var delivered: TravelTable?
    /// Somebody asked since: an equal table is news to them.
    private var isOwed = false

    /// - Parameters:
    ///   - settings: Where the router is.
    ///   - journal: Takes lines without personal data.
    ///   - deliver: Takes each table that was asked for or differs from the one before; its digest is empty.
    package init(
        _ settings: RouterSettings, journal: @escaping @Sendable (LogLine) -> Void,
        deliver: @escaping @Sendable (TravelTable) -> Void
    ) {
        self.settings = settings
        self.journal = journal
        self.deliver = deliver
        loop = CurlLoop(name: "router", options: .init(connections: 1, waitingLimit: 4))
    }

    /// Asks for these ways from now on, instead of any before. Returns at once.
    package func request(_ query: TravelQuery) {
        loop?.after(milliseconds: 0) { [weak self] in self?.want(query) }
    }

    /// Ends the thread; nothing is delivered after the return.
    package func shutdownAndWait() {
        loop?.shutdownAndWait()
    }

    // MARK: On the loop's thread

    private func want(_ query: TravelQuery) {
        // The same again, while it is being asked for or waits for a pause to end: an incident is no reason to
        // knock faster.
        guard query != wanted || filling == nil && failures == 0 else { return }
        wanted = query
        isOwed = true
        begin()
    }

    private func begin() {
        guard let wanted else { return }
        run += 1
        filling = TableFilling(wanted, maxTable: settings.maxTable)
        askNext()
    }

    private func askNext() {
        guard let filling, let block = filling.next else { return finish() }
        let request = TransferRequest(
            method: "GET", url: settings.url + block.path(filling.query, profile: settings.profile),
            timeouts: Timeouts(
                connect_ms: min(settings.timeout_ms, 3_000), total_ms: settings.timeout_ms),
            responseLimit: block.answerLimit)
        loop?.submit(request) { [weak self, run] result in self?.answered(result, run, block) }
    }

    private func answered(_ result: TransferResult, _ run: Int, _ block: TableBlock) {
        guard run == self.run, filling != nil else { return }
        if case .failure(let failure) = result, failure.cause == .shutDown { return }
        do {
            let body = try Self.body(of: result, settings)
            let answer = try TableAnswer(body, block: block, query: filling?.query ?? .none)
            try filling?.take(answer)
            askNext()
        } catch {
            fail(error)
        }
    }

    private static func body(
        of result: TransferResult, _ settings: RouterSettings
    ) throws(RouterFault) -> [UInt8] {
        switch result {
        case .response(let response) where response.status == 200: return response.body
        case .response(let response):
            let code = refusalCode(response.body)
            let advice =
                code == "TooBig" ? "; lower routing.max_table, or raise osrm-routed's --max-table-size" : ""
            throw RouterFault("it answered \(response.status) \(code ?? "")\(advice)")
        case .failure(let failure):
            if case .curl(code: 28) = failure.cause {
                throw RouterFault("it took longer than \(settings.timeout_ms) ms")
            }
            throw RouterFault("\(failure)")
        }
    }

    private func finish() {
        guard let filling else { return }
        self.filling = nil
        do {
            let table = try filling.table()
            failures = 0
            lastFault = nil
            if table != delivered || isOwed {
                delivered = table
                isOwed = false
                journal(LogLine(.notice, Self.words(table, offTheMap: filling.offTheMap)))
                deliver(table)
            }
            if let pause = settings.refresh_ms { beginLater(pause) }
        } catch {
            fail(error)
        }
    }

    private func fail(_ fault: RouterFault) {
        filling = nil
        failures += 1
        if fault.description != lastFault {
            lastFault = fault.description
            let inForce = delivered == nil ? "straight lines count" : "the last travel times by road count on"
            journal(LogLine(.notice, "the router gave no travel times: \(fault); \(inForce)"))
        }
        beginLater(settings.pause_ms(afterFailures: failures))
    }

    private func beginLater(_ pause_ms: Int64) {
        loop?.after(milliseconds: pause_ms) { [weak self, run] in
            // Something newer was asked meanwhile.
            guard let self, run == self.run else { return }
            self.begin()
        }
    }

    private static func words(_ table: TravelTable, offTheMap: Int) -> String {
        var words =
            "travel times by road came: \(table.query.cells.count) places of homes, \(table.query.sites.count)"
            + " sites"
        if offTheMap > 0 { words += "; \(offTheMap) places are far from every road of the router's map" }
        if table.waysMissing > 0 {
            words += "; \(table.waysMissing) ways don't exist and go by straight line"
        }
        if !table.hasDistances { words += "; no distances, so only cars go by road" }
        return words
    }
}

extension TravelQuery {
    fileprivate static let none = TravelQuery(cells: [], sites: [])
}
