import FoundationEssentials
import Mobilization
import MusterAPI

/// Reads a command's body so that a typing error can't be overlooked: a field that isn't known is refused.
enum StrictBody {
    /// Empty `bytes` count as `{}`.
    ///
    /// - Throws: 400 when it isn't JSON, 422 with everything found wrong.
    static func read<Body: Codable>(_ type: Body.Type, from bytes: [UInt8]) throws(ProblemDetails) -> Body {
        let data = Data(bytes.isEmpty ? Array("{}".utf8) : bytes)
        let value: JSONValue
        do {
            value = try JSONDecoder().decode(JSONValue.self, from: data)
        } catch {
            throw Problem.malformed([.init(field: "", message: "is not JSON, or not in UTF-8")])
        }
        let findings: [ProblemDetails.Place]
        do {
            findings = try SchemaProbe.schema(of: type).findings(in: value)
        } catch {
            throw Problem.internalError("\(type) has no shape")
        }
        guard findings.isEmpty else { throw Problem.unacceptable(findings) }
        do {
            return try MusterJSON.decode(type, from: data)
        } catch {
            throw Problem.unacceptable([.init(field: "", message: "holds a number that is too large")])
        }
    }
}

/// RFC 3339, as commands write times: `2025-07-08T09:30:00+08:00`.
enum CommandTime {
    /// - Throws: 422 naming `field`; a time without offset is refused, since it would be a guess.
    static func read(_ text: String, field: String) throws(ProblemDetails) -> Instant {
        guard let instant = parse(text) else {
            throw Problem.unacceptable([
                .init(field: field, message: "isn't a time with offset such as 2025-07-08T09:30:00+08:00")
            ])
        }
        return instant
    }

    private static func parse(_ text: String) -> Instant? {
        let characters = Array(text.utf8)
        guard characters.count >= 20, characters[4] == 0x2D, characters[7] == 0x2D,
            characters[10] == 0x54 || characters[10] == 0x20, characters[13] == 0x3A, characters[16] == 0x3A,
            let year = number(characters[0..<4]), let month = number(characters[5..<7]),
            let dayOfMonth = number(characters[8..<10]), let hour = number(characters[11..<13]),
            let minute = number(characters[14..<16]), let second = number(characters[17..<19]),
            let day = CalendarDay(year: year, month: month, day: dayOfMonth), hour < 24, minute < 60,
            second < 61,
            let offset = offset(characters[19...])
        else { return nil }
        return Instant(
            seconds: day.daysSince1970 * 86_400 + Int64(hour * 3600 + minute * 60 + second) - offset)
    }

    /// Seconds east of UTC; a fraction of a second before it is passed over.
    private static func offset(_ rest: ArraySlice<UInt8>) -> Int64? {
        var rest = rest
        if rest.first == 0x2E { rest = rest.dropFirst().drop { (0x30...0x39).contains($0) } }
        if rest.count == 1, rest.first == 0x5A { return 0 }
        let sign = Array(rest)
        guard sign.count == 6, sign[0] == 0x2B || sign[0] == 0x2D, sign[3] == 0x3A,
            let hours = number(sign[1..<3]), let minutes = number(sign[4..<6]), hours < 24, minutes < 60
        else { return nil }
        return Int64(hours * 3600 + minutes * 60) * (sign[0] == 0x2D ? -1 : 1)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        return value
    }
}
