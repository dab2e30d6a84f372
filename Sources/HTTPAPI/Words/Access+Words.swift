import Mobilization
import MusterAPI

extension EventWords {
    /// Commands that were obeyed are told only to whoever asks for them: what they did has lines of its own.
    func accessSentence(_ fact: AccessFact) -> Words? {
        switch fact {
        case .reloaded(let reload):
            let changed = reload.changed.map(\.rawValue) + (reload.accessChanged ? ["access"] : [])
            let list = changed.isEmpty ? Words(zh: "无变化", en: "nothing changed") : joined(changed)
            let waiting = reload.waiting.isEmpty ? Words(zh: "", en: "") : joined(reload.waiting)
            return Words(
                zh: "已重载配置：\(list.zh)" + (waiting.zh.isEmpty ? "。" : "；重启后生效：\(waiting.zh)。"),
                en: "Reloaded: \(list.en)"
                    + (waiting.en.isEmpty ? "." : "; only after a restart: \(waiting.en)."))
        case .reloadRefused(let problems):
            return Words(
                zh: "重载未采用：\(problems)处错误，仍按原配置。",
                en: "A reload was not taken: \(problems) faults; the old configuration holds.")
        case .feedHeard: return nil
        case .feedDropped(let source):
            return Words(
                zh: "不再监视告警源\(source)是否有消息。", en: "\(source) is no longer expected to send now and then.")
        case .feedAwaited(let source):
            return Words(
                zh: "开始监视告警源\(source)是否有消息。", en: "From now on \(source) is expected to send now and then.")
        case .commandHeard(let heard):
            if let refusal = heard.refusal {
                return Words(
                    zh: "\(heard.account)（\(heard.via)）的\(heard.verb)未受理：\(refusal)。",
                    en: "\(heard.verb) of \(heard.account) (\(heard.via)) was refused: \(refusal).")
            }
            guard showsCommands else { return nil }
            return Words(
                zh: "\(heard.account)（\(heard.via)）：\(heard.verb)。",
                en: "\(heard.verb) by \(heard.account) (\(heard.via)).")
        }
    }

    private func joined(_ words: [String]) -> Words {
        Words(zh: words.joined(separator: "、"), en: words.joined(separator: ", "))
    }
}
