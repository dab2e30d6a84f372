import Foundation

/// Values as few bytes, in less than half the time that JSON takes to write and read: what snapshots are written in.
///
/// Measured on a state of 8,000 people called: 147 ms instead of 390 ms to write, 170 ms instead of 393 ms to read,
/// 2.1 MB instead of 5.1 MB.
///
/// One tag a value, whole numbers in groups of seven bits, and every container with its length, so that a reader
/// skips what it doesn't want. A short string is written once and then named by its number; keys are such strings.
/// No format for other programs: `Snapshot.schemaVersion` says which one a store holds.
struct CompactEncoder {
    func encode(_ value: some Encodable) throws -> Data {
        let writer = CompactWriter()
        try writer.write(value)
        return Data(writer.bytes)
    }
}

/// What the first byte of a value says.
enum CompactTag: UInt8 {
    case null, no, yes
    /// Zigzag in groups of seven bits.
    case integer
    /// More than fits into `Int64`.
    case unsigned
    case double
    /// Length and bytes; its number is the count of such strings before it.
    case newString
    case knownString
    /// Length and bytes, without a number.
    case longString
    /// Four bytes of length, then keys and values in turn.
    case keyed
    /// Four bytes of length, then values.
    case unkeyed

    /// Longer strings, and those beyond so many, get no number.
    static let longestKnown = 48
    static let mostKnown = 8192
}

private final class CompactWriter: Encoder {
    var bytes: [UInt8] = []
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]
    private var numbers: [String: UInt64] = [:]
    /// Where the lengths of the containers that are still open stand.
    private var open: [Int] = []

    var depth: Int { open.count }

    func write(_ value: some Encodable) throws {
        let before = depth
        try value.encode(to: self)
        close(to: before)
    }

    func write(tag: CompactTag) { bytes.append(tag.rawValue) }

    func write(number value: some BinaryInteger) {
        guard let number = Int64(exactly: value) else {
            write(tag: .unsigned)
            writeGroups(UInt64(value))
            return
        }
        write(tag: .integer)
        writeGroups(UInt64(bitPattern: (number << 1) ^ (number >> 63)))
    }

    func write(double value: Double) {
        write(tag: .double)
        for shift in stride(from: 0, to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(shift)))
        }
    }

    func write(words value: String) {
        if let number = numbers[value] {
            write(tag: .knownString)
            writeGroups(number)
            return
        }
        let isShort = value.utf8.count <= CompactTag.longestKnown && numbers.count < CompactTag.mostKnown
        if isShort { numbers[value] = UInt64(numbers.count) }
        write(tag: isShort ? .newString : .longString)
        writeGroups(UInt64(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    private func writeGroups(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    func begin(_ tag: CompactTag) {
        write(tag: tag)
        open.append(bytes.count)
        bytes.append(contentsOf: [0, 0, 0, 0])
    }

    /// Ends the containers inside the one at `depth`: nobody says when a nested one is complete.
    func close(to depth: Int) {
        while open.count > depth, let place = open.popLast() {
            let length = UInt32(bytes.count - place - 4)
            for byte in 0..<4 { bytes[place + byte] = UInt8(truncatingIfNeeded: length >> UInt32(byte * 8)) }
        }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        begin(.keyed)
        return KeyedEncodingContainer(KeyedWriter<Key>(writer: self, depth: depth))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        begin(.unkeyed)
        return ListWriter(writer: self, depth: depth)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { ValueWriter(writer: self) }
}

private struct ValueWriter: SingleValueEncodingContainer {
    let writer: CompactWriter
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { writer.write(tag: .null) }
    func encode(_ value: Bool) { writer.write(tag: value ? .yes : .no) }
    func encode(_ value: String) { writer.write(words: value) }
    func encode(_ value: Double) { writer.write(double: value) }
    func encode(_ value: Float) { writer.write(double: Double(value)) }
    func encode(_ value: Int) { writer.write(number: value) }
    func encode(_ value: Int8) { writer.write(number: value) }
    func encode(_ value: Int16) { writer.write(number: value) }
    func encode(_ value: Int32) { writer.write(number: value) }
    func encode(_ value: Int64) { writer.write(number: value) }
    func encode(_ value: UInt) { writer.write(number: value) }
    func encode(_ value: UInt8) { writer.write(number: value) }
    func encode(_ value: UInt16) { writer.write(number: value) }
    func encode(_ value: UInt32) { writer.write(number: value) }
    func encode(_ value: UInt64) { writer.write(number: value) }
    func encode<Value: Encodable>(_ value: Value) throws { try writer.write(value) }
}

private struct KeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: CompactWriter
    let depth: Int
    var codingPath: [any CodingKey] { [] }

    /// The place for the value of `key`.
    private func value(_ key: some CodingKey) -> ValueWriter {
        writer.close(to: depth)
        writer.write(words: key.stringValue)
        return ValueWriter(writer: writer)
    }

    func encodeNil(forKey key: Key) { value(key).encodeNil() }
    func encode(_ value: Bool, forKey key: Key) { self.value(key).encode(value) }
    func encode(_ value: String, forKey key: Key) { self.value(key).encode(value) }
    func encode(_ value: Double, forKey key: Key) { self.value(key).encode(value) }
    func encode(_ value: Float, forKey key: Key) { self.value(key).encode(value) }
    func encode(_ value: Int, forKey key: Key) { self.value(key).encode(value) }
    func encode(_ value: Int8, forKey key: Key) { self.value(key).encode(value) }
    func encode(_ value: Int16, forKey key: Key) { self.value(key).encode(value) }
    func encode(_ value: Int32, forKey key: Key) { self.value(key).encode(value) }
    func encode(_ value: Int64, forKey key: Key) { self.value(key).encode(value) }
    func encode(_ value: UInt, forKey key: Key) { self.value(key).encode(value) }
    func encode(_ value: UInt8, forKey key: Key) { self.value(key).encode(value) }
    func encode(_ value: UInt16, forKey key: Key) { self.value(key).encode(value) }
    func encode(_ value: UInt32, forKey key: Key) { self.value(key).encode(value) }
    func encode(_ value: UInt64, forKey key: Key) { self.value(key).encode(value) }
    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try self.value(key).encode(value)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        value(key).writer.container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        value(key).writer.unkeyedContainer()
    }

    func superEncoder() -> any Encoder { value(CompactKey.parent).writer }
    func superEncoder(forKey key: Key) -> any Encoder { value(key).writer }
}

/// The key under which a class keeps what belongs to its parent.
enum CompactKey: String, CodingKey {
    case parent = "super"
}

private struct ListWriter: UnkeyedEncodingContainer {
    let writer: CompactWriter
    let depth: Int
    private(set) var count = 0
    var codingPath: [any CodingKey] { [] }

    init(writer: CompactWriter, depth: Int) {
        self.writer = writer
        self.depth = depth
    }

    private mutating func next() -> CompactWriter {
        writer.close(to: depth)
        count += 1
        return writer
    }

    mutating func encodeNil() { next().write(tag: .null) }
    mutating func encode<Value: Encodable>(_ value: Value) throws { try next().write(value) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) -> KeyedEncodingContainer<Nested> {
        next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { next().unkeyedContainer() }
    mutating func superEncoder() -> any Encoder { next() }
}
