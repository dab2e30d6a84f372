package import Mobilization
package import MusterAPI

extension Gate {
    /// Why the person can't take the task.
    var words: Words { PlanReason(self).sentence }
}

extension PlanReason {
    /// Why, in a few words.
    var words: Words {
        switch self {
        case .engaged: Words(zh: "在别的任务", en: "elsewhere")
        case .alreadyAsked: Words(zh: "已呼叫", en: "already called")
        case .unreachable: Words(zh: "无号码", en: "no number")
        case .age: Words(zh: "年龄", en: "age")
        case .insurance: Words(zh: "保险", en: "insurance")
        case .firstAidCertificate: Words(zh: "救护证", en: "first-aid certificate")
        case .level: Words(zh: "等级", en: "level")
        case .skill: Words(zh: "技能", en: "skill")
        case .tooFar: Words(zh: "赶不到", en: "too far")
        case .pool: Words(zh: "后备未批", en: "reserve not allowed")
        case .notNeeded: Words(zh: "暂不需要", en: "not needed")
        case .gainBelowPrice: Words(zh: "帮助甚微", en: "would hardly help")
        case .enoughExpected: Words(zh: "待回复", en: "answers awaited")
        case .waveFull: Words(zh: "本轮已满", en: "wave full")
        case .chosenNearest: Words(zh: "最快能到", en: "soonest there")
        case .chosenLeader: Words(zh: "负责人", en: "leader")
        case .chosenActingLeader: Words(zh: "代理负责人", en: "acting leader")
        case .chosenOnlyHolder: Words(zh: "唯有其会", en: "only one with the skill")
        case .chosenScarceSkill: Words(zh: "专长", en: "scarce skill")
        case .chosenPreferredSkill: Words(zh: "优先技能", en: "preferred skill")
        case .chosenReserve: Words(zh: "后备", en: "from the reserve")
        case .absent: Words(zh: "请假", en: "away")
        case .hours: Words(zh: "非可用时段", en: "outside their hours")
        }
    }

    /// The answer to "why me?" and "why not me?", in one sentence.
    package var sentence: Words {
        switch self {
        case .engaged: Words(zh: "已在另一任务中，一人一岗。", en: "Already in another incident; one person, one seat.")
        case .alreadyAsked:
            Words(zh: "本次已呼叫过，不重复打扰。", en: "Called for this incident before; nobody is asked twice.")
        case .unreachable:
            Words(zh: "名册上没有可用的联系方式。", en: "The roster has no number or address for this person.")
        case .age:
            Words(
                zh: "年龄不符合本任务要求，或出生日期不详。",
                en: "Outside the task's age limits, or the date of birth isn't known.")
        case .insurance: Words(zh: "本任务须有当日有效的保险。", en: "The task needs insurance that is valid today.")
        case .firstAidCertificate:
            Words(zh: "本任务须有有效的救护证。", en: "The task needs a valid first-aid certificate.")
        case .level: Words(zh: "认证等级低于本任务要求。", en: "The level is below the task's.")
        case .skill: Words(zh: "没有本任务所需的技能。", en: "The task needs a skill that this person doesn't have.")
        case .tooFar: Words(zh: "预计赶不上规定时间。", en: "Would arrive after the people are needed.")
        case .pool: Words(zh: "后备人员尚未批准，或名额已用完。", en: "Nobody more of this pool may be called now.")
        case .notNeeded:
            Words(zh: "符合条件，但人手已有把握，留作后续。", en: "Fits, but those called are surely enough; kept for later.")
        case .gainBelowPrice:
            Words(
                zh: "目标已无法靠呼叫达到，再叫此人几乎无助。", en: "The target is out of reach, and this call would hardly help."
            )
        case .enoughExpected:
            Words(zh: "预计到场人数已够，等回复后再定。", en: "Enough arrivals are expected; the answers decide.")
        case .waveFull: Words(zh: "本轮呼叫人数已到上限。", en: "The wave may not be larger.")
        case .chosenNearest:
            Words(zh: "在能去的人中，最有把握按时到。", en: "Of all who can go, this person is there most surely in time.")
        case .chosenLeader: Words(zh: "高级，任点位负责人。", en: "High level: to lead the site.")
        case .chosenActingLeader:
            Words(zh: "高级人员不足，由中级代理负责人。", en: "Too few of high level: to lead as an acting leader.")
        case .chosenOnlyHolder:
            Words(zh: "有此技能的人不多于所需岗位。", en: "There are no more people with this skill than seats for it.")
        case .chosenScarceSkill: Words(zh: "有本岗位所需的专长。", en: "Has the skill that the seat needs.")
        case .chosenPreferredSkill: Words(zh: "有本任务优先的技能。", en: "Has a skill that the task prefers.")
        case .chosenReserve:
            Words(zh: "骨干不足，从后备中呼叫。", en: "The pioneers don't suffice: called from the reserve.")
        case .absent: Words(zh: "当时在请假。", en: "Was away at that time.")
        case .hours:
            Words(zh: "不在本人填报的可用时段内。", en: "Outside the hours that this person stated.")
        }
    }
}
