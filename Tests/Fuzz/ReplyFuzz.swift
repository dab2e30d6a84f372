import Foundation
import Mobilization

/// The text, the sender's name and counter words, with zero bytes between.
func examineReply(_ bytes: [UInt8]) {
    let parts = parts(bytes)
    let (text, name) = (parts[0], parts.count > 1 ? parts[1] : "")
    let counters = Array(parts.dropFirst(2).prefix(8))
    let reply = ReplyGrammar.parse(text, counterWords: counters, senderName: name)
    require(
        reply == ReplyGrammar.parse(text, counterWords: counters, senderName: name), "one text, one meaning")
    requireRanges(reply)
    require(
        reply.meaning
            == ReplyGrammar.parse(fullWidth(text), counterWords: counters, senderName: name).meaning,
        "full-width letters mean what the plain ones mean")
    requireSameAfterJSON(reply.meaning)
    examineSegments(text)
    _ = TextMarker.expanded(text) { $0.number % 2 == 0 ? "x" : nil }
}

private func requireRanges(_ reply: ParsedReply) {
    if let code = reply.code {
        require(
            code.utf8.count == 4 && code.utf8.allSatisfy { (48...57).contains($0) }, "a code is four digits")
    }
    if let minutes = reply.minutes {
        require((1...Limits.statedMinutes).contains(minutes), "\(minutes) minutes")
        require(reply.meaning == .coming || reply.meaning == .setOut, "minutes only beside a coming")
    }
    switch reply.meaning {
    case .leaderPresent(let people), .leaderHeadcount(let people):
        require((0...9_999).contains(people), "\(people) people")
    case .leaderCount(let word, let count):
        require(!word.isEmpty && (0...999_999).contains(count), "\(count) of something")
    case .leave(let days): require((1...Limits.leaveDaysByText).contains(days), "\(days) days of leave")
    default: break
    }
}

/// ASCII signs as a Chinese keyboard may write them.
private func fullWidth(_ text: String) -> String {
    var wide = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        let isSign = (0x21...0x7E).contains(scalar.value)
        wide.append(isSign ? Unicode.Scalar(scalar.value - 0x21 + 0xFF01) ?? scalar : scalar)
    }
    return String(wide)
}

private func examineSegments(_ text: String) {
    let length = Segmentation.length(of: text)
    let parts = Segmentation.parts(of: text)
    require(parts.count == length.parts, "as many parts as were counted")
    require(parts.flatMap { Array($0.utf8) } == Array(text.utf8), "the parts are the text")
    require(parts.allSatisfy { Segmentation.length(of: $0).parts == 1 }, "each part is one message")
}

private func requireSameAfterJSON(_ meaning: ReplyMeaning) {
    guard let json = try? JSONEncoder().encode(meaning),
        let read = try? JSONDecoder().decode(ReplyMeaning.self, from: json)
    else { return require(false, "a meaning can be stored") }
    require(read == meaning, "a stored meaning comes back")
}
