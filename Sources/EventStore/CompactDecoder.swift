import Foundation

/// Reads what `CompactEncoder` wrote.
struct CompactDecoder {
    /// - Throws: `DecodingError` when `bytes` don't hold such a value.
    func decode<Value: Decodable>(_ type: Value.Type, from bytes: Data) throws -> Value {
        try Value(from: CompactPlace(source: CompactSource([UInt8](bytes)), position: 0))
    }
}

/// The bytes, and the strings by their numbers.
private final class CompactSource {
    let bytes: [UInt8]
    private let strings: [String]
    /// Where each string stands for the first time, in order; a reader may skip it there.
    private let firstPlaces: [Int]

    init(_ bytes: [UInt8]) throws {
        self.bytes = bytes
        (strings, firstPlaces) = try Self.strings(in: bytes)
    }

    static func broken(_ what: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: [], debugDescription: what))
    }

    /// The string of that number.
    func string(_ number: UInt64) throws -> String {
        guard number < UInt64(strings.count) else { throw Self.broken("a string is missing") }
        return strings[Int(number)]
    }

    /// The string that stands at `place` for the first time.
    func newString(at place: Int) throws -> String {
        var (low, high) = (0, firstPlaces.count)
        while low < high {
            let middle = (low + high) / 2
            if firstPlaces[middle] < place { low = middle + 1 } else { high = middle }
        }
        guard low < firstPlaces.count, firstPlaces[low] == place else { throw Self.broken("no string there") }
        return strings[low]
    }

    func tag(at place: Int) throws -> CompactTag {
        guard place < bytes.count, let tag = CompactTag(rawValue: bytes[place]) else {
            throw Self.broken("byte \(place) begins no value")
        }
        return tag
    }

    /// A number in groups of seven bits, and where what follows begins.
    func groups(at place: Int) throws -> (number: UInt64, after: Int) { try Self.groups(bytes, place) }

    private static func groups(_ bytes: [UInt8], _ start: Int) throws -> (number: UInt64, after: Int) {
        var (number, shift, place) = (UInt64(0), UInt64(0), start)
        while place < bytes.count, shift < 64 {
            number |= UInt64(bytes[place] & 0x7f) << shift
            place += 1
            if bytes[place - 1] & 0x80 == 0 { return (number, place) }
            shift += 7
        }
        throw broken("a number does not end")
    }

    /// Where a container that begins at `place` ends.
    func end(ofContainerAt place: Int) throws -> Int {
        guard place + 5 <= bytes.count else { throw Self.broken("a container is cut off") }
        var length = 0
        for byte in 0..<4 { length |= Int(bytes[place + 1 + byte]) << (byte * 8) }
        guard place + 5 + length <= bytes.count else { throw Self.broken("a container is cut off") }
        return place + 5 + length
    }

    /// Where what follows the value at `place` begins.
    func skip(_ place: Int) throws -> Int {
        switch try tag(at: place) {
        case .null, .no, .yes: place + 1
        case .integer, .unsigned, .knownString: try groups(at: place + 1).after
        case .double: place + 9
        case .newString, .longString: try words(at: place).upperBound
        case .keyed, .unkeyed: try end(ofContainerAt: place)
        }
    }

    /// Where the bytes of the string at `place` stand.
    func words(at place: Int) throws -> Range<Int> { try Self.words(bytes, place) }

    private static func words(_ bytes: [UInt8], _ place: Int) throws -> Range<Int> {
        let (length, start) = try groups(bytes, place + 1)
        guard length <= UInt64(bytes.count - start) else { throw broken("a string is cut off") }
        return start..<start + Int(length)
    }

    /// Walks through everything once and gathers the strings that have numbers.
    private static func strings(in bytes: [UInt8]) throws -> ([String], [Int]) {
        var (strings, places, place): ([String], [Int], Int) = ([], [], 0)
        while place < bytes.count {
            switch CompactTag(rawValue: bytes[place]) {
            case .null, .no, .yes: place += 1
            case .integer, .unsigned, .knownString: place = try groups(bytes, place + 1).after
            case .double: place += 9
            case .keyed, .unkeyed: place += 5
            case .newString:
                let range = try words(bytes, place)
                strings.append(String(decoding: bytes[range], as: UTF8.self))
                places.append(place)
                place = range.upperBound
            case .longString: place = try words(bytes, place).upperBound
            case nil: throw broken("byte \(place) begins no value")
            }
        }
        return (strings, places)
    }
}

/// A value that is about to be read.
private struct CompactPlace: Decoder, SingleValueDecodingContainer {
    let source: CompactSource
    let position: Int
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard try source.tag(at: position) == .keyed else { throw CompactSource.broken("no keyed container") }
        return KeyedDecodingContainer(
            KeyedReader<Key>(source, from: position + 5, to: try source.end(ofContainerAt: position)))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard try source.tag(at: position) == .unkeyed else { throw CompactSource.broken("no list") }
        return ListReader(
            source: source, place: position + 5, end: try source.end(ofContainerAt: position))
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    var isNull: Bool { (try? source.tag(at: position)) == .null }

    var words: String {
        get throws {
            switch try source.tag(at: position) {
            case .knownString: try source.string(try source.groups(at: position + 1).number)
            case .newString: try source.newString(at: position)
            case .longString:
                String(decoding: source.bytes[try source.words(at: position)], as: UTF8.self)
            default: throw CompactSource.broken("no string")
            }
        }
    }

    func number<Number: FixedWidthInteger>() throws -> Number {
        let groups = try source.groups(at: position + 1).number
        let number: Number? =
            switch try source.tag(at: position) {
            case .integer: Number(exactly: Int64(bitPattern: groups >> 1) ^ -Int64(bitPattern: groups & 1))
            case .unsigned: Number(exactly: groups)
            default: nil
            }
        guard let number else { throw CompactSource.broken("no number of that kind") }
        return number
    }

    func decodeNil() -> Bool { isNull }

    func decode(_ type: Bool.Type) throws -> Bool {
        switch try source.tag(at: position) {
        case .yes: true
        case .no: false
        default: throw CompactSource.broken("neither true nor false")
        }
    }

    func decode(_ type: Double.Type) throws -> Double {
        guard try source.tag(at: position) == .double, position + 9 <= source.bytes.count else {
            throw CompactSource.broken("no floating-point number")
        }
        var bits: UInt64 = 0
        for byte in 0..<8 { bits |= UInt64(source.bytes[position + 1 + byte]) << UInt64(byte * 8) }
        return Double(bitPattern: bits)
    }

    func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
    func decode(_ type: String.Type) throws -> String { try words }
    func decode(_ type: Int.Type) throws -> Int { try number() }
    func decode(_ type: Int8.Type) throws -> Int8 { try number() }
    func decode(_ type: Int16.Type) throws -> Int16 { try number() }
    func decode(_ type: Int32.Type) throws -> Int32 { try number() }
    func decode(_ type: Int64.Type) throws -> Int64 { try number() }
    func decode(_ type: UInt.Type) throws -> UInt { try number() }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try number() }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try number() }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try number() }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try number() }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: self) }
}

private final class KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let source: CompactSource
    private let start: Int
    private let end: Int
    /// Where the key after the last one that was found stands: values are read in the order of writing.
    private var next: Int
    /// An optional value is asked for three times in a row: whether it is there, whether it is null, what it is.
    private var last: (key: String, value: Int)?
    var codingPath: [any CodingKey] { [] }

    init(_ source: CompactSource, from start: Int, to end: Int) {
        self.source = source
        self.start = start
        self.end = end
        next = start
    }

    var allKeys: [Key] {
        var (keys, place): ([Key], Int) = ([], start)
        while place < end, let words = try? key(at: place), let value = try? source.skip(place) {
            if let key = Key(stringValue: words) { keys.append(key) }
            guard let after = try? source.skip(value) else { break }
            place = after
        }
        return keys
    }

    func contains(_ key: Key) -> Bool { (try? find(key.stringValue)) ?? nil != nil }

    private func key(at place: Int) throws -> String {
        try CompactPlace(source: source, position: place).words
    }

    /// The value of a key; nil when there is none.
    private func find(_ wanted: String) throws -> CompactPlace? {
        if let last, last.key == wanted { return CompactPlace(source: source, position: last.value) }
        let found = try find(wanted, from: next, to: end) ?? find(wanted, from: start, to: next)
        guard let found else { return nil }
        last = (wanted, found)
        return CompactPlace(source: source, position: found)
    }

    private func find(_ wanted: String, from first: Int, to last: Int) throws -> Int? {
        var place = first
        while place < last {
            let value = try source.skip(place)
            let after = try source.skip(value)
            if try key(at: place) == wanted {
                next = after
                return value
            }
            place = after
        }
        return nil
    }

    private func value(_ key: some CodingKey) throws -> CompactPlace {
        guard let place = try find(key.stringValue) else {
            throw DecodingError.keyNotFound(
                key, .init(codingPath: [], debugDescription: "no value for \(key.stringValue)"))
        }
        return place
    }

    func decodeNil(forKey key: Key) throws -> Bool { try value(key).isNull }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try value(key).decode(type) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try value(key).words }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try value(key).decode(type) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try value(key).decode(type) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try value(key).number() }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try value(key).number() }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try value(key).number() }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try value(key).number() }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try value(key).number() }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try value(key).number() }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try value(key).number() }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try value(key).number() }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try value(key).number() }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try value(key).number() }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try Value(from: value(key))
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try value(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try value(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try value(CompactKey.parent) }
    func superDecoder(forKey key: Key) throws -> any Decoder { try value(key) }
}

private struct ListReader: UnkeyedDecodingContainer {
    let source: CompactSource
    var place: Int
    let end: Int
    var currentIndex = 0
    var codingPath: [any CodingKey] { [] }
    /// Not written; lists are read until they end.
    var count: Int? { nil }
    var isAtEnd: Bool { place >= end }

    private mutating func next() throws -> CompactPlace {
        guard !isAtEnd else { throw CompactSource.broken("the list has ended") }
        let value = CompactPlace(source: source, position: place)
        place = try source.skip(place)
        currentIndex += 1
        return value
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, try source.tag(at: place) == .null else { return false }
        _ = try next()
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: next()) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        try next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try next().unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder { try next() }
}
