import Mobilization
import MusterAPI

extension CalloutStage {
    var words: Words {
        switch self {
        case .called: Words(zh: "已呼叫", en: "called")
        case .accepted: Words(zh: "已接受", en: "accepted")
        case .declined: Words(zh: "不能到", en: "declined")
        case .released: Words(zh: "不需要", en: "released")
        case .enRoute: Words(zh: "在途", en: "en route")
        case .arrived: Words(zh: "到场", en: "arrived")
        case .withdrawn: Words(zh: "已撤离", en: "withdrawn, safe")
        case .returning: Words(zh: "返程", en: "going home")
        case .home: Words(zh: "到家", en: "home")
        case .accounted: Words(zh: "平安", en: "accounted for")
        }
    }
}

extension Posture {
    var words: Words {
        switch self {
        case .normal: Words(zh: "常态", en: "normal")
        case .watch: Words(zh: "关注", en: "watch")
        case .prepare: Words(zh: "预备", en: "prepare")
        case .standby: Words(zh: "待命", en: "standby")
        case .deployed: Words(zh: "出动", en: "deployed")
        }
    }
}

extension Hazard {
    var words: Words {
        switch self {
        case .water: Words(zh: "水情", en: "water")
        case .power: Words(zh: "触电", en: "electricity")
        case .lightning: Words(zh: "雷电", en: "lightning")
        case .other: Words(zh: "险情", en: "danger")
        }
    }
}

extension Pool {
    var words: Words {
        switch self {
        case .pioneer: Words(zh: "先锋应急队", en: "pioneers")
        case .reserve: Words(zh: "后备", en: "reserve")
        case .walkIn: Words(zh: "临时", en: "walk-ins")
        }
    }
}

extension Level {
    var words: Words {
        switch self {
        case .basic: Words(zh: "初级", en: "basic")
        case .middle: Words(zh: "中级", en: "middle")
        case .high: Words(zh: "高级", en: "high")
        }
    }
}

extension Skill {
    var words: Words {
        switch self {
        case .fire: Words(zh: "消防", en: "fire")
        case .medical: Words(zh: "医疗", en: "medical")
        case .psychology: Words(zh: "心理", en: "counselling")
        case .firstAid: Words(zh: "急救", en: "first aid")
        case .localGuide: Words(zh: "向导", en: "local guide")
        case .pumpOperator: Words(zh: "水泵", en: "pump operator")
        case .trafficGuide: Words(zh: "疏导", en: "traffic guide")
        }
    }
}

extension Channel {
    var words: Words {
        switch self {
        case .sms: Words(zh: "短信", en: "texts")
        case .voice: Words(zh: "语音", en: "calls")
        case .webhook: Words(zh: "网络消息", en: "webhooks")
        }
    }
}

extension WarningColour {
    var words: Words {
        switch self {
        case .blue: Words(zh: "蓝色", en: "blue")
        case .yellow: Words(zh: "黄色", en: "yellow")
        case .orange: Words(zh: "橙色", en: "orange")
        case .red: Words(zh: "红色", en: "red")
        }
    }
}

extension WarningEnd {
    var words: Words {
        switch self {
        case .expired: Words(zh: "到期", en: "ran out")
        case .cancelled: Words(zh: "已解除", en: "was lifted")
        case .superseded: Words(zh: "被新预警取代", en: "was replaced by a newer one")
        case .crowdedOut: Words(zh: "因预警过多不再计入", en: "no longer counts, since there were too many")
        }
    }
}

extension DutyRole {
    var words: Words {
        switch self {
        case .officer: Words(zh: "值班员", en: "the duty officer")
        case .leaderInCharge: Words(zh: "带班领导", en: "the leader in charge")
        case .director: Words(zh: "主任", en: "the director")
        }
    }
}

extension AlertDecision {
    var words: Words {
        switch self {
        case .recorded: Words(zh: "仅记录", en: "recorded")
        case .posture: Words(zh: "已定态势", en: "set the posture")
        case .opened: Words(zh: "已启动并呼叫", en: "opened, people are called")
        case .held: Words(zh: "已启动，暂缓呼叫", en: "opened, calling is held")
        case .awaitingOfficer: Words(zh: "已启动，待批准", en: "opened, waits for the officer")
        case .revised: Words(zh: "已更正人数", en: "figures revised")
        case .cancelled: Words(zh: "已取消", en: "cancelled")
        }
    }
}

extension NeedRule {
    var words: Words { Words(zh: title, en: titleEnglish) }
}
