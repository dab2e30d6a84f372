import Mobilization
import MobilizationRuntime
import MusterAPI

extension DrillKind {
    var words: Words {
        switch self {
        case .community: Words(zh: "社区", en: "community")
        case .scenic: Words(zh: "景区", en: "scenic area")
        case .mall: Words(zh: "商场", en: "mall")
        case .flood: Words(zh: "防汛", en: "flood")
        }
    }
}

extension EventWords {
    func drillSentence(_ fact: DrillFact) -> Words? {
        switch fact {
        case .kindSet(_, let kind): Words(zh: "\(kind.words.zh)演练。", en: "A \(kind.words.en) drill.")
        case .preempted(_, let real):
            Words(
                zh: "演练中止：真实任务\(board.state.incidents[real]?.code ?? "\(real)")。",
                en: "The drill is stopped: \(board.state.incidents[real]?.code ?? "\(real)") is real.")
        case .finished: Words(zh: "演练结束，数据已存。", en: "The drill is over; its figures are kept.")
        case .testStarted(let members):
            Words(
                zh: "叫应测试：\(members.numbers.count)人。",
                en: "Reachability test of \(members.numbers.count) people.")
        case .testEnded: Words(zh: "叫应测试结束。", en: "The reachability test is over.")
        case .testAnswered: nil
        }
    }
}
