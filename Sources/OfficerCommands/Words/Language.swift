import ArgumentParser
import MusterAPI

/// The language that the officer reads.
enum Language: String, Sendable, CaseIterable, ExpressibleByArgument {
    case zh
    case en

    /// Chinese where the environment's locale is, English otherwise.
    ///
    /// The first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set counts, as in setlocale(3).
    init(environment: [String: String]) {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first {
            !$0.isEmpty
        }
        self = locale?.hasPrefix("zh") ?? false ? .zh : .en
    }

    func of(_ words: Words) -> String { self == .zh ? words.zh : words.en }

    /// The phrase with its `{0}`, `{1}` ... filled in.
    func say(_ phrase: Phrase, _ values: [String]) -> String {
        var result = ""
        var rest = of(phrase.words)[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            if let place = Int(rest[rest.index(after: open)..<close]), place < values.count {
                result += values[place]
            }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}
