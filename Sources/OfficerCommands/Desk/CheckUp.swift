import FoundationEssentials
import MusterAPI

/// The questions of `doctor`, each asked by itself: one that fails doesn't hide the others.
struct CheckUp: Sendable {
    private(set) var findings: [DoctorFinding] = []
    /// The daemon's clock, in seconds since 1970.
    private var now: Int64 = 0

    /// A rota that ends sooner than this many hours from now must be written on.
    static let rotaHours: Int64 = 24
    /// A roster older than this many days is read through again.
    static let rosterDays: Int64 = 180
    /// A backup older than this many days is made again.
    static let backupDays: Int64 = 2

    init(at desk: Desk) async {
        do {
            let status = try await desk.link.get(StatusView.self, "/v1/status").view
            note(
                "daemon", true, zh: "守护进程应答，截至 \(status.asOf.clock)",
                en: "the daemon answers, at \(status.asOf.clock)")
            now = status.asOf.seconds ?? 0
            look(atStoreOf: status)
            look(atRotaOf: status)
        } catch Trouble.unreachable(let sentence) {
            // In the officer's language already.
            note("daemon", false, zh: sentence, en: sentence)
            return
        } catch Trouble.refused(let problem, _) {
            note("daemon", false, zh: problem.words.zh, en: problem.words.en)
            return
        } catch {
            note("daemon", false, zh: "\(error)", en: "\(error)")
            return
        }
        await ask("store", StoreView.self, "/v1/store", desk) { $0.look(at: $1) }
        await ask("gateways", GatewaysView.self, "/v1/gateways", desk) { $0.look(at: $1) }
        await ask("manual", PlaybooksView.self, "/v1/playbooks", desk) { $0.look(at: $1) }
        await ask("leaders", CoverageView.self, "/v1/circle", desk) { $0.look(at: $1) }
        await ask("roster", RosterView.self, "/v1/roster?limit=0", desk) { $0.look(at: $1) }
        await ask("todo", TodoView.self, "/v1/todo", desk) { $0.look(at: $1) }
    }

    private mutating func ask<View: Decodable & Sendable>(
        _ subject: String, _ type: View.Type, _ path: String, _ desk: Desk,
        _ look: (inout CheckUp, View) -> Void
    ) async {
        do {
            look(&self, try await desk.link.get(type, path).view)
        } catch Trouble.refused(let problem, _) {
            note(subject, false, zh: problem.words.zh, en: problem.words.en)
        } catch {
            note(subject, false, zh: "查不到：\(path)", en: "could not be asked: \(path)")
        }
    }

    private mutating func note(_ subject: String, _ good: Bool, zh: String, en: String) {
        findings.append(DoctorFinding(subject: subject, good: good, words: Words(zh: zh, en: en)))
    }

    private mutating func look(atStoreOf status: StatusView) {
        if let trouble = status.storeTrouble {
            note("store", false, zh: "存储不可写：\(trouble.zh)", en: "the store takes no writes: \(trouble.en)")
        } else {
            note("store", true, zh: "存储可写", en: "the store takes writes")
        }
    }

    private mutating func look(at view: StoreView) {
        if view.failed {
            note(
                "disk", false, zh: "存储磁盘出过错或已损坏：备份、查内核日志、换盘，再办结告警",
                en:
                    "the store's disk failed or is damaged: back up, read the kernel's log, replace it, settle the alarm"
            )
        }
        if let free = view.freeMegabytes {
            let isEnough = free >= view.lowBelowMegabytes
            note(
                "disk", isEnough, zh: "存储磁盘剩 \(free) MB" + (isEnough ? "" : "：腾出空间"),
                en: "the store's disk has \(free) MB left" + (isEnough ? "" : ": free some"))
        }
        if let days = view.backedUp?.seconds.map({ (now - $0) / 86_400 }) {
            let isFresh = days < Self.backupDays
            note(
                "backup", isFresh, zh: "备份是 \(days) 天前的" + (isFresh ? "" : "：musterd backup 目录"),
                en: "the last backup is \(days) days old" + (isFresh ? "" : ": musterd backup FOLDER"))
        } else {
            note(
                "backup", false, zh: "还没有备份：musterd backup 目录",
                en: "no backup is known: musterd backup FOLDER")
        }
    }

    private mutating func look(atRotaOf status: StatusView) {
        guard let covered = status.duty?.covered, let end = covered.seconds else {
            note(
                "rota", false, zh: "值班表上现在无人：补排班", en: "nobody is on the rota now: write it on")
            return
        }
        let hours = (end - now) / 3600
        if hours >= Self.rotaHours {
            note(
                "rota", true, zh: "值班表排到 \(covered.date) \(covered.clock)",
                en: "the rota reaches to \(covered.date) \(covered.clock)")
        } else {
            note(
                "rota", false, zh: "值班表只排到 \(covered.date) \(covered.clock)：补排班",
                en: "the rota ends at \(covered.date) \(covered.clock): write it on")
        }
    }

    private mutating func look(at view: GatewaysView) {
        if view.gateways.isEmpty {
            note("gateways", false, zh: "没有通道：配置短信通道", en: "there is no gateway: configure one")
        }
        for gateway in view.gateways where !gateway.up {
            let reason = gateway.downReason ?? "?"
            note(
                "gateways", false, zh: "通道 \(gateway.name) 中断：\(reason)",
                en: "gateway \(gateway.name) is down: \(reason)")
        }
        if !view.gateways.isEmpty, view.gateways.allSatisfy(\.up) {
            let names = view.gateways.map(\.name).joined(separator: " ")
            note("gateways", true, zh: "通道畅通：\(names)", en: "gateways are up: \(names)")
        }
    }

    private mutating func look(at view: PlaybooksView) {
        let drafts = view.playbooks.filter(\.draft).map { "\($0.chapter)" }.joined(separator: " ")
        if drafts.isEmpty {
            note(
                "manual", !view.playbooks.isEmpty, zh: "手册 \(view.playbooks.count) 章已批准",
                en: "the manual's \(view.playbooks.count) chapters are approved")
        } else {
            note(
                "manual", false, zh: "手册第 \(drafts) 章是草案：批准后填写批准人和批准日期",
                en: "chapters \(drafts) of the manual are drafts: approve them, and enter who did and when")
        }
    }

    private mutating func look(at view: CoverageView) {
        let without = view.sites.filter { site in site.tasks.allSatisfy { $0.leadersNight == 0 } }.map(\.site)
        if without.isEmpty {
            note("leaders", true, zh: "各点位夜间都有人能带队", en: "every site has somebody who could lead it at night")
        } else {
            let sites = without.joined(separator: " ")
            note(
                "leaders", false, zh: "夜间一小时内无人能带队：\(sites)",
                en: "nobody could lead these within the hour at night: \(sites)")
        }
    }

    private mutating func look(at view: RosterView) {
        guard let adopted = view.adopted, let since = adopted.seconds, view.total > 0 else {
            note("roster", false, zh: "没有花名册：导入", en: "there is no roster: import one")
            return
        }
        let days = (now - since) / 86_400
        if days < Self.rosterDays {
            note(
                "roster", true, zh: "花名册 \(view.total) 人，\(adopted.date) 起",
                en: "the roster has \(view.total) people, of \(adopted.date)")
        } else {
            note(
                "roster", false, zh: "花名册 \(days) 天未更新：核对后重新导入",
                en: "the roster is \(days) days old: go through it and import it again")
        }
    }

    private mutating func look(at view: TodoView) {
        let urgent = view.items.count(where: \.urgent)
        if urgent == 0 {
            note(
                "todo", true, zh: "没有告警，待办 \(view.items.count) 项",
                en: "no alarm is open, \(view.items.count) to do")
        } else {
            note(
                "todo", false, zh: "\(urgent) 项告警未处理：musterctl todo",
                en: "alarms open, \(urgent): musterctl todo")
        }
    }
}

extension Moment {
    /// Seconds since 1970. nil: no RFC 3339.
    fileprivate var seconds: Int64? {
        (try? Date(at, strategy: .iso8601)).map { Int64($0.timeIntervalSince1970) }
    }

    /// "2025-07-08"
    fileprivate var date: String { String(at.prefix(10)) }
}
