import MobilizationRuntime
import MusterAPI

extension Route {
    /// What watches the daemon: people's boards, probes, Prometheus.
    static var operations: [Route] {
        [
            Route(
                method: "GET", path: "/v1/stream", access: .account,
                summary:
                    "Server-sent events: the status now, unless Last-Event-ID names it, and again whenever it changes.",
                success: .text("Events named status; the id is the sequence, the data a StatusView."),
                refusals: [429]
            ) { call, http in try http.streams.open(http, after: call.header("last-event-id")) },
            Route(
                method: "GET", path: "/v1/store", access: .account,
                summary: "The disk under the records; when they were backed up, checked and purged.",
                success: .json(shape(StoreView.self))
            ) { _, http in .json(try http.board().storeView(http.ports.store())) },
            Route(
                method: "GET", path: "/healthz", access: .open, summary: "The process runs.",
                success: .json(shape(HealthView.self))
            ) { _, http in
                .json(HealthView(status: "ok", sequence: http.ports.boards.current?.sequence))
            },
            Route(
                method: "GET", path: "/readyz", access: .open,
                summary: "The records are read and the store takes writes; 503 otherwise.",
                success: .json(shape(HealthView.self))
            ) { _, http in
                let board = try http.board()
                if let trouble = board.storeTrouble { throw Problem.storeUnavailable(trouble.failure) }
                return .json(HealthView(status: "ok", sequence: board.sequence))
            },
            Route(
                method: "GET", path: "/metrics", access: .open,
                summary: "Figures for Prometheus, without people.",
                success: .text("Prometheus text format 0.0.4.")
            ) { _, http in
                let text = MetricsText(board: http.ports.boards.current, traffic: http.traffic.counts).text
                return .text(text, contentType: "text/plain; version=0.0.4; charset=utf-8")
            },
            Route(
                method: "GET", path: "/openapi.yaml", access: .open, summary: "This document.",
                success: .text("OpenAPI 3.1.")
            ) { _, http in .text(http.document.yaml(of: http.routes), contentType: "application/yaml") },
        ]
    }
}
