package import Mobilization

/// The words under which people write levels, skills and the like, in files and on the command line.
package enum Words {
    /// 初级, 初, 1, basic ...; nil when the word is none of these.
    package static func level(_ word: String) -> Level? {
        switch word.lowercased() {
        case "初级", "初", "1", "basic": .basic
        case "中级", "中", "2", "middle": .middle
        case "高级", "高", "3", "high": .high
        default: nil
        }
    }

    /// 消防, 救护员, pump operator ...; nil when the word is no skill that the product knows.
    package static func skill(_ word: String) -> Skill? {
        skillsByWord[word.lowercased()]
    }

    /// The word we write for a skill.
    package static func name(of skill: Skill) -> String {
        switch skill {
        case .fire: "消防"
        case .medical: "医疗"
        case .psychology: "心理"
        case .firstAid: "救护"
        case .localGuide: "向导"
        case .pumpOperator: "水泵操作"
        case .trafficGuide: "交通引导"
        }
    }

    /// The word we write for a level.
    package static func name(of level: Level) -> String {
        switch level {
        case .basic: "初级"
        case .middle: "中级"
        case .high: "高级"
        }
    }

    static func transport(_ word: String) -> TransportMode? {
        switch word.lowercased() {
        case "汽车", "小汽车", "轿车", "私家车", "自驾", "开车", "车", "car": .car
        case "电动车", "电瓶车", "电单车", "电动自行车", "摩托车", "ebike", "e-bike": .ebike
        case "步行", "走路", "徒步", "walking", "walk": .walking
        default: nil
        }
    }

    static func pool(_ word: String) -> Pool? {
        switch word.lowercased() {
        case "先锋", "先锋队", "先锋应急队", "pioneer": .pioneer
        case "后备", "后备队", "后备库", "社会", "社会志愿者", "reserve": .reserve
        default: nil
        }
    }

    static func language(_ word: String) -> Language? {
        switch word.lowercased() {
        case "中文", "汉语", "普通话", "zh", "chinese": .chinese
        case "英文", "英语", "en", "english": .english
        default: nil
        }
    }

    /// Whether a certificate's name is one that lets a person give first aid.
    static func isFirstAidCertificate(_ name: String) -> Bool {
        if usualCertificates.contains(name) { return true }
        let lowered = name.lowercased()
        return ["救护", "急救", "医师", "医生", "护士", "医疗", "aed", "first aid"].contains { lowered.contains($0) }
    }

    /// Looked up first: searching within a word takes ten times as long, and a roster has thousands.
    private static let usualCertificates: Set<String> = ["红十字救护员证", "救护员证", "急救证", "医师资格证", "护士执业证"]

    private static let skillsByWord: [String: Skill] = {
        let words: [Skill: [String]] = [
            .fire: ["消防", "消防员", "消防救援", "消防安全", "灭火", "fire"],
            .medical: ["医疗", "医生", "医师", "护士", "医护", "护理", "卫生", "medical"],
            .psychology: ["心理", "心理咨询", "心理咨询师", "心理疏导", "心理援助", "心理干预", "psychology"],
            .firstAid: [
                "救护", "救护员", "救护证", "红十字救护员", "急救", "急救员", "应急救护", "心肺复苏", "aed", "first aid", "firstaid",
            ],
            .localGuide: ["向导", "本地向导", "网格员", "熟悉地形", "local guide", "localguide"],
            .pumpOperator: ["水泵操作", "水泵", "抽水", "排涝", "泵工", "pump operator", "pumpoperator"],
            .trafficGuide: ["交通引导", "交通", "交通疏导", "交通劝导", "交通执勤", "traffic guide", "trafficguide"],
        ]
        var byWord: [String: Skill] = [:]
        for (skill, names) in words {
            for name in names { byWord[name] = skill }
        }
        return byWord
    }()
}
