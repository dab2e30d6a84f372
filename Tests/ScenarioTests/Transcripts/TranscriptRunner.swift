import Mobilization

/// Carries a transcript out, line by line.
///
/// The first line says when it begins and what the officers read: `centre 2025-07-08 06:20 zh`, with `cover` behind it
/// where an insurance for the incident covers those whose own isn't known, and `alone` where nobody answers the duty
/// phones. After that any time that stands in front of a line lets the world go on until then: `06:42` is the next time the clock shows that
/// (with seconds, `06:42:30`), `+12` twelve minutes after the line before. `lang en` changes the language.
struct TranscriptRunner {
    private var centre: LiveCentre?
    private var language = "zh"

    /// - Returns: The same transcript with what its lines really said, and what is wrong whatever it says.
    static func run(_ transcript: Transcript) async -> (Transcript, mistakes: [String]) {
        var runner = TranscriptRunner()
        var result = transcript
        var mistakes: [String] = []
        for place in result.entries.indices where result.entries[place].isAct {
            let entry = result.entries[place]
            do {
                result.entries[place].expected = try await runner.carryOut(entry.words)
            } catch {
                result.entries[place].expected = []
                mistakes.append("line \(entry.number), \(entry.words): \(error)")
            }
        }
        return (result, mistakes)
    }

    private mutating func carryOut(_ line: String) async throws -> [String] {
        let words = line.split(separator: " ").map(String.init)
        if words[0] == "centre" {
            try begin(words)
            return []
        }
        guard let centre else { throw TranscriptMistake("the first line must be: centre DATE TIME zh|en") }
        if words[0] == "lang", words.count == 2 {
            language = words[1]
            return []
        }
        guard let due = Self.time(words[0], after: centre.now, centre.zone) else {
            return try await centre.act(line, language: language)
        }
        guard due - centre.now < .hours(20) else { throw TranscriptMistake("the clock can't go back") }
        try centre.run(until: due)
        let rest = String(line.drop { $0 != " " }.drop { $0 == " " })
        return rest.isEmpty ? [] : try await centre.act(rest, language: language)
    }

    private mutating func begin(_ words: [String]) throws {
        guard words.count >= 4, let day = Self.day(words[1]), let seconds = Self.seconds(words[2]) else {
            throw TranscriptMistake("centre DATE TIME zh|en [cover] [alone]")
        }
        language = words[3]
        // The example's zone has one offset.
        let zone = try ExampleCentre(seed: 0).reference.settings.zone
        let midnight = Instant(seconds: day.daysSince1970 * 86_400)
        let offset = zone.offset(at: midnight)
        centre = try LiveCentre(
            start: midnight + .seconds(seconds - offset), seed: 20_250_708,
            incidentCover: words.dropFirst(4).contains("cover"),
            isAlone: words.dropFirst(4).contains("alone"))
    }

    /// nil: the word is no time.
    private static func time(_ word: String, after now: Instant, _ zone: ZoneOffsets) -> Instant? {
        if word.hasPrefix("+") { return Int64(word.dropFirst()).map { now + .minutes($0) } }
        guard let wanted = seconds(word) else { return nil }
        let local = zone.local(now)
        let shown = Int64(local.hour * 3600 + local.minute * 60 + local.second)
        return now + .seconds(wanted - shown + (wanted < shown ? 86_400 : 0))
    }

    /// Seconds after midnight of `06:42` or `06:42:30`.
    private static func seconds(_ word: String) -> Int64? {
        let parts = word.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, parts.allSatisfy({ $0.count == 2 }) else { return nil }
        let numbers = parts.compactMap { Int64($0) }
        guard numbers.count == parts.count else { return nil }
        return numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
    }

    private static func day(_ word: String) -> CalendarDay? {
        let numbers = word.split(separator: "-").compactMap { Int($0) }
        return numbers.count == 3 ? CalendarDay(year: numbers[0], month: numbers[1], day: numbers[2]) : nil
    }
}
