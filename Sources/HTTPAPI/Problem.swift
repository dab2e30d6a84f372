import Mobilization
import MobilizationRuntime
import MusterAPI

/// The refusals of the HTTP side itself; those of the engine are in `Refusal+Problem.swift`.
enum Problem {
    /// `zh` says what, where, why and what to do; `en` the same.
    static func make(
        _ status: Int, _ code: String, _ title: Words, zh: String, en: String,
        diagnostics: [ProblemDetails.Place]? = nil
    ) -> ProblemDetails {
        ProblemDetails(
            type: "/problems/\(code)", title: title.en, status: status, detail: en, code: code,
            titleZh: title.zh, detailZh: zh, diagnostics: diagnostics)
    }

    static func unauthorised() -> ProblemDetails {
        make(
            401, "unauthorised", Words(zh: "未认证", en: "Not authenticated"),
            zh: "没有令牌或令牌无效：请使用管理员发给您的令牌。",
            en: "There is no token, or it isn't valid: hand in the token that the administrator gave you.")
    }

    static func forbidden(needs role: AccountRole) -> ProblemDetails {
        let name =
            role == .administrator
            ? Words(zh: "管理员", en: "an administrator") : Words(zh: "值班员", en: "an officer")
        return make(
            403, "not_allowed", Words(zh: "无权限", en: "Not allowed"),
            zh: "此操作需要\(name.zh)身份：请换账号，或请管理员授权。",
            en: "This needs \(name.en): use another account, or ask the administrator for the role.")
    }

    static func notFound(_ path: String) -> ProblemDetails {
        make(
            404, "no_such_path", Words(zh: "无此路径", en: "No such path"), zh: "没有\(path)：路径见 /openapi.yaml。",
            en: "There is no \(path): the paths stand in /openapi.yaml.")
    }

    static func methodNotAllowed(_ method: String, _ path: String, allowed: [String]) -> ProblemDetails {
        let list = allowed.joined(separator: ", ")
        return make(
            405, "method_not_allowed", Words(zh: "方法不允许", en: "Method not allowed"),
            zh: "\(path)不接受\(method)：可用\(list)。", en: "\(path) doesn't take \(method): use \(list).")
    }

    static func unknownIncident(_ id: String) -> ProblemDetails {
        make(
            404, "unknown_incident", Words(zh: "无此事件", en: "Unknown incident"),
            zh: "没有进行中的事件\(id)：用编号或四位代码，见 /v1/incidents。",
            en: "No open incident \(id): use its number or its four digits, see /v1/incidents.")
    }

    static func noBoard() -> ProblemDetails {
        make(
            503, "not_ready", Words(zh: "尚未就绪", en: "Not ready"), zh: "正在恢复数据：稍后再试。",
            en: "The records are still being read: try again in a few seconds.")
    }

    static func busy() -> ProblemDetails {
        make(
            503, "busy", Words(zh: "繁忙", en: "Busy"), zh: "等待处理的请求太多，未受理：稍后重发。",
            en: "Too many requests wait; this one was not taken: send it again in a few seconds.")
    }

    static func storeUnavailable(_ failure: StoreFailure) -> ProblemDetails {
        let reason = failure.words
        return make(
            503, "store_unavailable", Words(zh: "无法存盘", en: "The store can't write"),
            zh: "数据无法写入（\(reason.zh)），未受理：请管理员检查磁盘，稍后重发。",
            en:
                "The store can't write (\(reason.en)); nothing happened: have the disk looked at, then send it again."
        )
    }

    static func keyReused() -> ProblemDetails {
        make(
            422, "key_reused", Words(zh: "幂等键重复", en: "Idempotency key reused"),
            zh: "此 Idempotency-Key 已用于另一请求，未受理：换一个新键。",
            en: "This Idempotency-Key came before with another request; nothing happened: use a new key.")
    }

    static func badKey() -> ProblemDetails {
        make(
            422, "bad_key", Words(zh: "幂等键无效", en: "Bad idempotency key"),
            zh: "Idempotency-Key 须为1至128个可见字符。",
            en: "An Idempotency-Key has 1 to 128 visible ASCII characters.")
    }

    static func tooLarge(limit: Int) -> ProblemDetails {
        make(
            413, "too_large", Words(zh: "内容过大", en: "Too large"), zh: "内容超过\(limit)字节，未受理：请分次发送。",
            en: "The body is over \(limit) bytes; nothing happened: send less at a time.")
    }

    static func unsupported(_ type: String, accepts: [String]) -> ProblemDetails {
        let list = accepts.joined(separator: ", ")
        let given = type.isEmpty ? "no content type" : "\"\(type)\""
        return make(
            415, "unsupported_type", Words(zh: "内容类型不支持", en: "Unsupported content type"),
            zh: "不接受\(type.isEmpty ? "无类型的内容" : type)：请用\(list)。",
            en: "This doesn't take \(given): send \(list).")
    }

    static func malformed(_ places: [ProblemDetails.Place]) -> ProblemDetails {
        make(
            400, "malformed", Words(zh: "格式错误", en: "Malformed"), zh: "内容读不懂：\(list(places))",
            en: "The body can't be read: \(list(places))", diagnostics: places)
    }

    static func unacceptable(_ places: [ProblemDetails.Place]) -> ProblemDetails {
        make(
            422, "unacceptable", Words(zh: "内容不可用", en: "Not acceptable"), zh: "内容有误，未受理：\(list(places))",
            en: "The body was understood and can't be taken: \(list(places))", diagnostics: places)
    }

    static func badQuery(_ name: String, _ expected: String) -> ProblemDetails {
        make(
            422, "bad_query", Words(zh: "参数无效", en: "Bad query"), zh: "参数\(name)应为\(expected)。",
            en: "The query's \(name) must be \(expected).")
    }

    static func tooManyStreams(_ limit: Int) -> ProblemDetails {
        make(
            429, "too_many_streams", Words(zh: "订阅过多", en: "Too many streams"), zh: "已有\(limit)个订阅：关掉不用的看板。",
            en: "\(limit) streams are open already: close a board that nobody watches.")
    }

    static func tooOften() -> ProblemDetails {
        make(
            429, "too_often", Words(zh: "请求过于频繁", en: "Too many requests"),
            zh: "请求太频繁，未受理：等几秒再发；令牌无效时请先更正。",
            en:
                "Too many requests; this one was not taken: wait some seconds, and mend the token if it is refused."
        )
    }

    static func internalError(_ what: String) -> ProblemDetails {
        make(
            500, "internal_error", Words(zh: "内部错误", en: "Internal error"), zh: "内部错误：请报告管理员。",
            en: "Something is wrong on our side (\(what)): tell the administrator.")
    }

    private static func list(_ places: [ProblemDetails.Place]) -> String {
        let shown = places.prefix(3).map { $0.field.isEmpty ? $0.message : "\($0.field): \($0.message)" }
        let rest = places.count - shown.count
        return shown.joined(separator: "; ") + (rest > 0 ? "; +\(rest)" : "")
    }
}

extension ProblemDetails.Place {
    init(_ diagnostic: Diagnostic) {
        self.init(
            field: diagnostic.file, line: diagnostic.line, column: diagnostic.column,
            message: diagnostic.message)
    }
}
