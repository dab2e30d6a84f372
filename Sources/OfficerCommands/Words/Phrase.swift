import MusterAPI

/// Everything that the CLI says by itself, in both languages, with the same facts in each.
///
/// `{0}`, `{1}` ... are filled in by whoever says it. What the daemon says comes in both languages already.
enum Phrase: String, Sendable, CaseIterable {
    // What stands in the way: what, where, and what to do.
    case noSocket, socketForbidden, socketSilent, noServer, answerLost, answerLostOrder, notMusterd,
        badServer, tokenUnreadable, tokenEmpty, fileUnreadable, noIncident, severalIncidents,
        unknownIncident, unknownSite, ambiguousSite, ambiguousMember, unknownPlaybook, badTime,
        countDiffers, countNeeded, nobodyToCall, nothingStopped

    // What is asked before a message goes to many people, and what to do next.
    case typeCount, typeSite, nothing, callQuestion, reserveQuestion, needQuestion, standDownQuestion,
        everySite, thenCall, thenConfirm, thenCommit

    // Headings, sentences and feet of the screens.
    case moreLines, storeTrouble, otherIncident, otherStreet, sameStreet, duringIncident, presentOf, gapOf,
        circle, circleOutlook, gatewaysDown, onDuty,
        nobodyOnDuty, todoCount, todoCountHelp, todoTitle, todoEmpty, todoHint, todoMore, seenAt, wrote,
        quoted,
        whoTitle, allSafe, unaccountedTitle, safeHint, stoppedFor, noLeader, leaderRole, claimMark,
        lateMark, drillMark, drillYes, drillNo, posture, boardPeople, boardSites, boardCircle,
        boardWarning, boardRequester, boardFull, boardFirstAid, boardPsychology, boardReport,
        boardFoot, moreIncidents, boardStands, stopHint, alertsTitle, gatewaysTitle, gatewayUp,
        gatewayDown, waitingMessages, rosterTitle, rosterMore, importCounts, importEngaged, importError,
        importWarning, playbooksTitle, playbookTitle, playbookVersion, playbookAliases, playbookMinimum,
        playbookSkills, playbookInsurance, playbookCounters, draft, yes, no, sitesTitle,
        siteMusterPoint, siteRefuge, siteRoad, siteContact, sitePosition, siteIncidents, planTitle,
        planPassedOver, planLacks, forecastTitle, forecastCircle, forecastDeadline, forecastMost,
        forecastMostNever, forecastBand, forecastSources, coverageTitle, coverageSkills, coverageTraining,
        logTitle, logOlder, reportTitle, knownAtSixty, reportMessages, reportPeople,
        reportCounters, serviceHours, reportReady, reportUnaccounted, now, stillToCome

    // Titles of columns; short, since figures stand under them.
    case columnSite, columnName, columnTask, columnNeeded, columnPresent, columnEnRoute,
        columnUncovered, columnLeader, columnLastCount, columnState, columnNumber, columnPerson,
        columnPhone, columnRole, columnStage, columnSince, columnExpected, columnTime, columnSource,
        columnEvent, columnColour, columnStatus, columnPeople, columnDecision, columnIncident,
        columnChannel, columnCredit, columnStarted, columnSent, columnDelivered, columnFailed,
        columnUnknown, columnPool, columnLevel, columnSkills, columnTeam, columnInsured, columnEngaged,
        columnChapter, columnSlug, columnVersion, columnMinimum, columnUnit, columnApproved, columnKind,
        columnMusterPoint, columnRefuge, columnPromised, columnWouldCall, columnLeaders, columnMissing,
        columnReady, columnSites, columnKey, columnReadyChance, columnByCircle, columnFullChance,
        columnByDeadline, columnAtBest, columnCircleChance, columnWeakest, columnDay, columnNight,
        columnLikely

    // Who may be called, and who leads.
    case absenceNone, absenceTitle, absenceByText, absenceByOfficer, absenceHint, planHoursHint,
        coverageAway, whyNow, planOpenFirst, planActing, planActingWaits, planSharable, planLeaderless,
        leadersTitle, leadersWait, leadersAllowed, leadersHint, coverInForce, coverNone, badDay, memberLevel,
        memberLevelToday,
        memberSkills, memberInsured, memberHours, memberAlways, memberPhone, memberAbsence, levelUntil,
        columnNear, columnFrom, columnUntil,
        columnNote
}

extension Phrase {
    var words: Words {
        troubleWords ?? questionWords ?? screenWords ?? gateWords ?? columnWords
    }

    private var troubleWords: Words? {
        switch self {
        case .noSocket:
            Words(
                zh: "连不上 musterd：没有套接字 {0}。启动服务：systemctl start musterd-control.socket musterd，或用 "
                    + "--socket 指定。",
                en: "Cannot reach musterd: there is no socket {0}. Start it with systemctl start "
                    + "musterd-control.socket musterd, or name another with --socket.")
        case .socketForbidden:
            Words(
                zh: "无权使用 {0}：请管理员把你加入 muster-officers 组，然后重新登录。",
                en: "You may not use {0}: have the administrator add you to the group "
                    + "muster-officers, then log in again.")
        case .socketSilent:
            Words(
                zh: "连不上 musterd：{0} 无人应答。查看 systemctl status musterd。",
                en: "Cannot reach musterd: nobody answers at {0}. Look at systemctl status musterd.")
        case .noServer:
            Words(
                zh: "连不上 {0}（{1}）：核对地址、网络和服务。",
                en: "Cannot reach {0} ({1}): check the address, the network and the service.")
        case .answerLost:
            Words(zh: "{0} 没有答完（{1}）：再试一次。", en: "{0} did not finish its answer ({1}): try again.")
        case .answerLostOrder:
            Words(
                zh: "命令已发出，没有收到答复（{0}，{1}）：可能已执行，先看现状再决定是否重发。",
                en: "The order went out and no answer came ({0}, {1}): it may be done; look at "
                    + "status before you repeat it.")
        case .notMusterd:
            Words(
                zh: "{0} 的答复看不懂（HTTP {1}）：可能不是 musterd，核对地址和版本。",
                en: "What {0} answers can't be read (HTTP {1}): it may not be musterd; check address "
                    + "and version.")
        case .badServer:
            Words(
                zh: "--server {0} 不是地址：应为 http://主机:端口 或 https://主机:端口。",
                en: "--server {0} is no address: give http://HOST:PORT or https://HOST:PORT.")
        case .tokenUnreadable:
            Words(
                zh: "读不了令牌文件 {0}：核对路径和权限。",
                en: "The token file {0} can't be read: check the path and its permissions.")
        case .tokenEmpty:
            Words(
                zh: "令牌文件 {0} 里没有令牌：请管理员重新发放。",
                en: "The token file {0} holds no token: ask the administrator for one.")
        case .fileUnreadable:
            Words(
                zh: "读不了文件 {0}：核对路径和权限。",
                en: "The file {0} can't be read: check the path and its permissions.")
        case .noIncident:
            Words(
                zh: "没有进行中的事件：用 musterctl open 启动，或用 --incident 指定已办结的。",
                en: "No incident is open: open one with musterctl open, or name a closed one with "
                    + "--incident.")
        case .severalIncidents:
            Words(
                zh: "有 {0} 起进行中的事件，用 --incident 指定一起：",
                en: "{0} incidents are open; choose one with --incident:")
        case .unknownIncident: Words(zh: "没有进行中的事件 {0}。进行中的：", en: "No open incident {0}. Open are:")
        case .unknownSite: Words(zh: "没有点位“{0}”。可选：", en: "No site \"{0}\". There are:")
        case .ambiguousSite:
            Words(zh: "“{0}”不止一个点位，写全代码：", en: "\"{0}\" fits several sites; write the whole code:")
        case .ambiguousMember:
            Words(zh: "有 {0} 人叫“{1}”，用编号：", en: "{0} people are called \"{1}\"; give the number:")
        case .unknownPlaybook: Words(zh: "手册没有“{0}”。可选：", en: "No chapter \"{0}\". There are:")
        case .badTime:
            Words(
                zh: "时间“{0}”看不懂：写成 07:28，或 2025-07-08T07:28:00+08:00。",
                en: "The time \"{0}\" can't be read: write 07:28, or 2025-07-08T07:28:00+08:00.")
        case .countDiffers:
            Words(zh: "输入的是 {0}，应为 {1}：未执行。", en: "You typed {0}, the count is {1}: nothing was done.")
        case .countNeeded:
            Words(
                zh: "涉及 {0} 人，须输入人数确认：脚本中用 --yes {0}。未执行。",
                en: "{0} people are concerned and the count must be typed: in a script, --yes {0}. "
                    + "Nothing was done.")
        case .nobodyToCall:
            Words(
                zh: "事件 {0} 没有可呼叫的人：查看需求，或用 --reserve 动用后备。",
                en: "Incident {0} has nobody to call: look at its needs, or use --reserve.")
        case .nothingStopped: Words(zh: "没有输入点位：未停任何点位。", en: "No site was typed: nothing was stopped.")
        default: nil
        }
    }

    private var questionWords: Words? {
        switch self {
        case .typeCount:
            Words(zh: "输入人数 {0} 执行，其他输入取消：", en: "Type the count {0} to go on, anything else to leave it: ")
        case .typeSite:
            Words(
                zh: "停哪里？输入序号、代码或 all，回车取消：",
                en: "Stop where? Type a key, a code or all; Enter leaves it: ")
        case .nothing: Words(zh: "空", en: "nothing")
        case .callQuestion:
            Words(zh: "将为 {0} {1} 呼叫 {2} 人。", en: "{2} people are about to be called for {0} {1}.")
        case .reserveQuestion:
            Words(
                zh: "将为 {0} 申请呼叫后备 {1} 人，须第二人确认。",
                en: "{1} people of the reserve are about to be asked for, for {0}; a second person "
                    + "must confirm.")
        case .needQuestion:
            Words(
                zh: "事件 {0} 正在呼叫：加上后立即为 {2} 呼叫，需求 {1} 人。",
                en: "Incident {0} is calling: people are called for {2} at once, {1} are needed.")
        case .standDownQuestion:
            Words(
                zh: "将为 {0} 的 {1} 收队，通知 {2} 人返回。",
                en: "{1} of {0} is about to be stood down; {2} people are told to go home.")
        case .everySite: Words(zh: "全部 {0} 个点位", en: "every one of {0} sites")
        case .thenCall:
            Words(
                zh: "尚未呼叫。核对：musterctl plan --incident {0}，呼叫：musterctl call --incident {0}",
                en: "Nobody is called yet. Check: musterctl plan --incident {0}; call: musterctl "
                    + "call --incident {0}")
        case .thenConfirm:
            Words(
                zh: "请带班领导用自己的账号：musterctl confirm {0}",
                en: "The leader in charge, on their own account: musterctl confirm {0}")
        case .thenCommit:
            Words(
                zh: "未改动。确认无误后：musterctl roster import {0} --commit",
                en: "Nothing was changed. If this is right: musterctl roster import {0} --commit")
        default: nil
        }
    }

    private var screenWords: Words? {
        switch self {
        case .moreLines: Words(zh: "... 还有 {0} 行，加 --all 看全部", en: "... {0} more lines; --all shows them")
        case .storeTrouble:
            Words(
                zh: "! 无法存盘：{0}。",
                en: "! The store can't write: {0}.")
        case .otherIncident:
            Words(zh: "另有 {0} {1}：{2}，到场 {3}/{4}，缺口 {5}", en: "Also {0} {1}: {2}, present {3}/{4}, gap {5}")
        case .otherStreet:
            Words(
                zh: "另有 {0} 同街{1} {2} 起：{3}到场 {4}/{5}，缺口 {6}",
                en: "Also {0}, {2} of one street, {1}: {3}present {4}/{5}, gap {6}")
        case .sameStreet: Words(zh: "同街 {0}", en: "same street {0}")
        case .duringIncident: Words(zh: "属 {0}", en: "during {0}")
        case .presentOf: Words(zh: "到场 {0}/{1}", en: "present {0}/{1}")
        case .gapOf: Words(zh: "缺口 {0}/{1}", en: "gap {0}/{1}")
        case .circle: Words(zh: "一小时圈 {0}/{1}({2})", en: "at T+60 {0}/{1} ({2})")
        case .circleOutlook:
            Words(zh: "T+60 预计 {0}/{1}，全开工 {2}", en: "T+60 likely {0}/{1}, all ready {2}")
        case .gatewaysDown: Words(zh: "! 通道中断：{0}", en: "! gateways down: {0}")
        case .onDuty: Words(zh: "值班 {0}  带班 {1}  至 {2}", en: "on duty {0}  in charge {1}  until {2}")
        case .nobodyOnDuty: Words(zh: "! 值班表上现在无人", en: "! nobody is on the rota now")
        case .todoCount: Words(zh: "待办 {0} 项", en: "{0} to do")
        case .todoCountHelp:
            Words(
                zh: "! 待办 {0} 项，求助 {1}：musterctl todo",
                en: "! {0} to do, calls for help {1}: musterctl todo")
        case .todoTitle: Words(zh: "待办 {0} 项，截至 {1}", en: "{0} to do at {1}")
        case .todoEmpty: Words(zh: "没有待办，截至 {0}", en: "Nothing to do at {0}")
        case .todoHint:
            Words(
                zh: "已阅：musterctl todo seen 号   已办：musterctl todo done 号",
                en: "seen: musterctl todo seen ID   settled: musterctl todo done ID")
        case .todoMore:
            Words(
                zh: "另有同类 {0} 项：musterctl todo --kind {1}",
                en: "{0} more of this kind: musterctl todo --kind {1}")
        case .seenAt: Words(zh: "（{0} 已阅）", en: " (seen {0})")
        case .wrote: Words(zh: "原文：{0}", en: "wrote: {0}")
        case .quoted: Words(zh: "“{0}”", en: " \"{0}\"")
        case .whoTitle: Words(zh: "{0}：{1} 人，截至 {2}", en: "{0}: {1} people at {2}")
        case .allSafe: Words(zh: "{0}：应核对的人都已平安，截至 {1}", en: "{0}: everybody is accounted for at {1}")
        case .unaccountedTitle:
            Words(zh: "{0}：{1} 人尚未落实平安，截至 {2}", en: "{0}: {1} not accounted for at {2}")
        case .safeHint:
            Words(
                zh: "有人证明平安：musterctl safe 编号 --by 家属",
                en: "somebody vouches: musterctl safe NUMBER --by WHO")
        case .stoppedFor: Words(zh: "停:{0}", en: "STOP {0}")
        case .noLeader: Words(zh: "无", en: "none")
        case .leaderRole: Words(zh: "负责人", en: "leader")
        case .claimMark: Words(zh: "(自报到)", en: " (says arrived)")
        case .lateMark: Words(zh: " 晚到", en: " late")
        case .drillMark: Words(zh: "【演练】", en: "DRILL ")
        case .drillYes: Words(zh: "演练 是", en: "drill yes")
        case .drillNo: Words(zh: "演练 否", en: "drill no")
        case .posture: Words(zh: "态势 {0}", en: "posture {0}")
        case .boardPeople:
            Words(
                zh: "需求 {0}  已叫应 {1}  已接受 {2}  在途 {3}  到场 {4}({5})  缺口 {6}",
                en: "needed {0}  answered {1}  accepted {2}  on way {3}  present {4} ({5})  gap {6}")
        case .boardWarning: Words(zh: "预警 {0}", en: "warning {0}")
        case .boardRequester: Words(zh: "请求 {0}", en: "for {0}")
        case .boardSites: Words(zh: "可开工 {0}/{1}  停 {2}", en: "ready {0}/{1}  stop {2}")
        case .boardCircle: Words(zh: "一小时圈 {0}/{1}({2})", en: "T+60 {0}/{1} ({2})")
        case .boardFull: Words(zh: "95%到齐 {0}", en: "95% by {0}")
        case .boardFirstAid: Words(zh: "救护 {0}/{1}", en: "aid {0}/{1}")
        case .boardPsychology: Words(zh: "心理 {0}/{1}", en: "psych {0}/{1}")
        case .boardReport: Words(zh: "下次报告 {0}", en: "report {0}")
        case .boardFoot: Words(zh: "{0}  待办 {1}  {2}", en: "{0}  to do {1}  {2}")
        case .moreIncidents: Words(zh: "  另 {0} 起", en: "  {0} more open")
        case .boardStands:
            Words(
                zh: "数据停在 {0}，已 {1} 分钟：连不上 musterd，正在重试",
                en: "these figures stand since {0}, {1} min ago: musterd can't be reached; trying on")
        case .stopHint:
            Words(
                zh: "立即停：musterctl stop 点位 --hazard water|power|lightning；全停：stop all",
                en: "to stop at once: musterctl stop SITE --hazard water|power|lightning; all: stop all")
        case .alertsTitle: Words(zh: "预警和需求 {0} 条，截至 {1}", en: "{0} alerts and demands at {1}")
        case .gatewaysTitle: Words(zh: "通道 {0} 个，截至 {1}", en: "{0} gateways at {1}")
        case .gatewayUp: Words(zh: "正常", en: "up")
        case .gatewayDown: Words(zh: "中断：{0}", en: "down: {0}")
        case .waitingMessages: Words(zh: "等待发送：{0}", en: "waiting: {0}")
        case .rosterTitle:
            Words(zh: "花名册 {0} 人，第 {1} 版，专业占比 {2}", en: "roster: {0} people, edition {1}, specialists {2}")
        case .rosterMore: Words(zh: "还有 {0} 人：--offset {1}，或 --all", en: "{0} more: --offset {1}, or --all")
        case .importCounts:
            Words(
                zh: "读到 {0} 行：新增 {1}，更改 {2}，移除 {3}",
                en: "{0} rows read: {1} added, {2} changed, {3} removed")
        case .importEngaged:
            Words(zh: "! 移除的人中有 {0} 人正在事件中", en: "! {0} of those removed are in an open incident")
        case .importError: Words(zh: "错误 {0}：{1}", en: "error {0}: {1}")
        case .importWarning: Words(zh: "提醒 {0}：{1}", en: "warning {0}: {1}")
        case .playbooksTitle: Words(zh: "手册 {0} 章，第 {1} 版", en: "{0} chapters, edition {1}")
        case .playbookTitle: Words(zh: "第 {0} 章 {1}（{2}）", en: "Chapter {0}: {1} ({2})")
        case .playbookVersion: Words(zh: "版本 {0}，批准：{1}", en: "version {0}, approved: {1}")
        case .playbookAliases: Words(zh: "别名：{0}", en: "aliases: {0}")
        case .playbookMinimum: Words(zh: "每处至少 {0} 人", en: "at least {0} people a site")
        case .playbookSkills: Words(zh: "必需技能：{0}", en: "required skills: {0}")
        case .playbookInsurance: Words(zh: "须投保：{0}，重体力：{1}", en: "insurance: {0}, heavy work: {1}")
        case .playbookCounters: Words(zh: "报量：{0}", en: "counters: {0}")
        case .draft: Words(zh: "草案", en: "draft")
        case .yes: Words(zh: "是", en: "yes")
        case .no: Words(zh: "否", en: "no")
        case .sitesTitle: Words(zh: "点位库 {0} 处，第 {1} 版", en: "site book: {0} sites, edition {1}")
        case .siteMusterPoint: Words(zh: "集合点：{0}", en: "muster point: {0}")
        case .siteRefuge: Words(zh: "撤离点：{0}", en: "refuge: {0}")
        case .siteRoad: Words(zh: "进场道路：{0}", en: "entry road: {0}")
        case .siteContact: Words(zh: "现场联系人：{0} {1}", en: "contact on site: {0} {1}")
        case .sitePosition: Words(zh: "位置：{0}, {1}", en: "position: {0}, {1}")
        case .siteIncidents: Words(zh: "进行中事件：{0}", en: "open incidents: {0}")
        case .planTitle:
            Words(
                zh: "试算 {0}：将呼叫 {1} 人，其中后备 {2}，截至 {3}；尚未呼叫",
                en: "Plan {0}: {1} people would be called, {2} of the reserve, at {3}; nobody is yet")
        case .planLacks: Words(zh: "达标还缺：{0}", en: "to reach the targets: {0}")
        case .planPassedOver: Words(zh: "未列入：{0}", en: "passed over: {0}")
        case .coverageTitle:
            Words(
                zh: "响应圈：先锋 {0} 人，大雨中 60 分钟内可到（住址不详 {1} 人按中心计）",
                en: "Circle: of {0} pioneers, there within 60 min in heavy rain ({1} homes unknown)")
        case .coverageSkills: Words(zh: "关键技能（15% 线）：{0}", en: "key skills (line 15%): {0}")
        case .coverageTraining:
            Words(
                zh: "再培训一人：{0}（缺{1}）任{2}，可补 {3} 处；{4} 预计 {5} 升至 {6}",
                en: "train one more: {0} (lacks {1}) for {2} helps {3} sites; {4} expects {5}, then {6}")
        case .forecastTitle:
            Words(
                zh: "预测 {0}：需求 {1}，到场 {2}，已接受 {3}，未回 {4}，截至 {5}",
                en: "Forecast {0}: need {1}, present {2}, promised {3}, silent {4}, at {5}")
        case .forecastCircle:
            Words(zh: "一小时圈 {0}：全部可开工 {1}，预计 {2}", en: "circle {0}: all sites ready {1}, expected {2}")
        case .forecastDeadline:
            Words(zh: "满员时限 {0}：全部满员 {1}，预计 {2}", en: "full by {0}: all needs full {1}, expected {2}")
        case .forecastMost: Words(zh: "预计 {0} 达需求的 95%", en: "95% of the need expected at {0}")
        case .forecastMostNever:
            Words(zh: "! 照此到不了需求的 95%", en: "! 95% of the need is not expected to be reached")
        case .forecastBand: Words(zh: "{0} 人({1}-{2})，最多 {3}", en: "{0} ({1}-{2}), at best {3}")
        case .forecastSources: Words(zh: "路程：{0} 人", en: "ways: {0} people")
        case .logTitle: Words(zh: "记录 {0}：{1} 条", en: "log {0}: {1} lines")
        case .logOlder: Words(zh: "... 更早的 {0} 条，加 --all 看全部", en: "... {0} older lines; --all shows them")
        case .reportTitle: Words(zh: "报告 {0} {1}，T+0 {2}，截至 {3}", en: "Report {0} {1}, T+0 {2}, at {3}")
        case .knownAtSixty: Words(zh: "T+60 当时已知：到场 {0}/{1}({2})", en: "known at T+60: {0}/{1} present ({2})")
        case .reportMessages:
            Words(
                zh: "消息：发出 {0}，送达 {1}，失败 {2}，不明 {3}；每人最多 {4}",
                en: "messages: sent {0}, delivered {1}, failed {2}, unknown {3}; most to one person {4}")
        case .reportPeople: Words(zh: "不能到 {0} 人，不需要 {1} 人", en: "declined {0}, released {1}")
        case .reportCounters: Words(zh: "报量：{0}", en: "counted: {0}")
        case .serviceHours: Words(zh: "服务时长 {0} 小时 {1} 分", en: "service {0} h {1} min")
        case .reportReady: Words(zh: "可开工时间：{0}", en: "ready to work: {0}")
        case .reportUnaccounted:
            Words(
                zh: "! {0} 人尚未落实平安，不能办结：musterctl safe",
                en: "! {0} not accounted for, so it can't close: musterctl safe")
        case .now: Words(zh: "现在", en: "now")
        case .stillToCome: Words(zh: "未到", en: "to come")
        default: nil
        }
    }
}
