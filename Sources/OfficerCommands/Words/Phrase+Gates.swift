import MusterAPI

extension Phrase {
    /// What is said about who may be called and who leads.
    var gateWords: Words? {
        switch self {
        case .absenceNone: Words(zh: "无人请假，截至 {0}", en: "nobody is away, at {0}")
        case .absenceTitle:
            Words(zh: "请假中 {0} 人，将请假 {1} 人，截至 {2}", en: "{0} away now, {1} to come, at {2}")
        case .absenceByText: Words(zh: "短信", en: "text")
        case .absenceByOfficer: Words(zh: "值班室", en: "officer")
        case .absenceHint:
            Words(
                zh: "提前回来：musterctl absence end 序号", en: "back before the time: musterctl absence end KEY")
        case .planHoursHint:
            Words(
                zh: "非可用时段 {0} 人：加 --all-hours 一并试算或呼叫",
                en: "{0} outside their hours: --all-hours plans and calls them, too")
        case .coverageAway:
            Words(zh: "其中 {0} 人现在请假（照计）", en: "{0} of them are away now (counted all the same)")
        case .whyNow: Words(zh: "现在：{0}", en: "now: {0}")
        case .planOpenFirst: Words(zh: "负责人不足，先开：{0}", en: "leaders are short; open first: {0}")
        case .planActing: Words(zh: "代理负责人（已准许）：{0}", en: "acting leaders (allowed): {0}")
        case .planActingWaits:
            Words(
                zh: "代理负责人待准许：{0}；准许：musterctl leader confirm",
                en: "acting leaders, not allowed yet: {0}; to allow: musterctl leader confirm")
        case .planSharable:
            Words(
                zh: "可由邻近负责人兼管：{0}；如：musterctl leader {1} --with {2}",
                en: "one leader could lead both: {0}; as: musterctl leader {1} --with {2}")
        case .planLeaderless: Words(zh: "没有负责人：{0}", en: "no leader: {0}")
        case .leadersTitle:
            Words(zh: "负责人 {0}：{1}/{2} 处有人负责，截至 {3}", en: "leaders {0}: {1} of {2} sites have one, at {3}")
        case .leadersWait:
            Words(
                zh: "! {0} 等您准许代理负责人：musterctl leader confirm",
                en: "! {0} wait for your word on acting leaders: musterctl leader confirm")
        case .leadersAllowed: Words(zh: "代理负责人已准许", en: "acting leaders are allowed")
        case .leadersHint:
            Words(
                zh: "指定：musterctl leader F07 --name 姓名；兼管：leader C01 --with F03",
                en: "to name one: musterctl leader F07 --name NAME; for two: leader C01 --with F03")
        case .coverInForce:
            Words(
                zh: "{0} 本次保险至 {1}，保单 {2}，{3} 登记：后备和临时人员可上岗",
                en:
                    "{0}: cover to {1}, policy {2}, entered by {3}; reserve and walk-ins may take insured tasks"
            )
        case .coverNone:
            Words(
                zh: "{0} 没有登记本次保险：musterctl cover --policy 保单号 --until 日期",
                en: "{0}: no cover is entered: musterctl cover --policy NUMBER --until DAY")
        case .badDay:
            Words(zh: "日期“{0}”看不懂：写成 2025-07-31。", en: "The day \"{0}\" can't be read: write 2025-07-31.")
        case .memberLevel: Words(zh: "等级：{0}，自 {1} 至 {2}", en: "level: {0}, from {1} to {2}")
        case .memberLevelToday: Words(zh: "! 今天按 {0} 计", en: "! counts as {0} today")
        case .memberSkills: Words(zh: "技能：{0}", en: "skills: {0}")
        case .memberInsured: Words(zh: "保险至 {0}，救护证至 {1}", en: "insured to {0}, first aid to {1}")
        case .memberHours: Words(zh: "可用时段：{0}", en: "hours: {0}")
        case .memberAlways: Words(zh: "不限", en: "always")
        case .memberPhone: Words(zh: "电话：{0}", en: "phone: {0}")
        case .memberAbsence: Words(zh: "请假：{0} 至 {1}", en: "away: {0} to {1}")
        case .levelUntil: Words(zh: "至 {0}", en: "to {0}")
        default: nil
        }
    }
}
