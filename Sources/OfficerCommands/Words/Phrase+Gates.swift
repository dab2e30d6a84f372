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
        default: nil
        }
    }
}
