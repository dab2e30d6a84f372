/// A text with places in it that each message fills, taken apart once so that filling it is quick.
///
/// | place | filled with |
/// |---|---|
/// | `{key}` | the message's key |
/// | `{to}` | the address: E.164 for a phone |
/// | `{to.digits}` | the same without `+` |
/// | `{to.national}` | the same without `+86` |
/// | `{text}` | the text with the signature, if we put it there |
/// | `{callback}` | where receipts shall go |
/// | `{from}` | our number or name |
/// | `{secret.NAME}` | the secret of that name |
///
/// Any other brace is a brace.
struct MessageTemplate: Sendable {
    enum Place: Sendable, Equatable {
        case key, to, toDigits, toNational, text, callback, from
        case secret(String)

        init?(_ name: Substring) {
            switch name {
            case "key": self = .key
            case "to": self = .to
            case "to.digits": self = .toDigits
            case "to.national": self = .toNational
            case "text": self = .text
            case "callback": self = .callback
            case "from": self = .from
            case _ where name.hasPrefix("secret."): self = .secret(String(name.dropFirst(7)))
            default: return nil
            }
        }
    }

    enum Part: Sendable {
        case words([UInt8])
        case place(Place)
    }

    private(set) var parts: [Part] = []
    let escaping: Escaping

    /// - Parameters:
    ///   - text: With its places.
    ///   - escaping: What the text around the places asks for.
    ///   - constants: Places that are the same for every message; they become words at once.
    init(_ text: String, escaping: Escaping, constants: (Place) -> String? = { _ in nil }) {
        self.escaping = escaping
        var words: [UInt8] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            words.append(contentsOf: rest[..<open].utf8)
            rest = rest[open...]
            guard let close = rest.firstIndex(of: "}"),
                let place = Place(rest[rest.index(after: open)..<close])
            else {
                words.append(UInt8(ascii: "{"))
                rest = rest.dropFirst()
                continue
            }
            rest = rest[rest.index(after: close)...]
            if let constant = constants(place) {
                escaping.append(constant, to: &words)
            } else {
                if !words.isEmpty { parts.append(.words(words)) }
                parts.append(.place(place))
                words = []
            }
        }
        words.append(contentsOf: rest.utf8)
        if !words.isEmpty { parts.append(.words(words)) }
    }

    /// Whether every message gets the same.
    var isConstant: Bool { places.isEmpty }

    var places: [Place] {
        parts.compactMap { part in
            if case .place(let place) = part { place } else { nil }
        }
    }

    func bytes(_ values: MessageValues) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        for part in parts {
            switch part {
            case .words(let words): bytes.append(contentsOf: words)
            case .place(let place): escaping.append(values[place], to: &bytes)
            }
        }
        return bytes
    }

    func string(_ values: MessageValues) -> String {
        String(decoding: bytes(values), as: UTF8.self)
    }
}

/// What one message fills into a template.
struct MessageValues {
    var key: String
    var to: String
    var text: String

    subscript(place: MessageTemplate.Place) -> String {
        switch place {
        case .key: key
        case .to: to
        case .toDigits: to.hasPrefix("+") ? String(to.dropFirst()) : to
        case .toNational: to.hasPrefix("+86") ? String(to.dropFirst(3)) : to
        case .text: text
        // Constants of the gateway, filled in when the template was taken apart.
        case .callback, .from, .secret: ""
        }
    }
}
