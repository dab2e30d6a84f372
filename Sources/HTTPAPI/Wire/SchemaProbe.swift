/// A decoder that hands out empty values and writes down what it was asked for.
final class SchemaProbe: Decoder {
    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]
    fileprivate var schema: Schema?

    /// - Throws: When the type asks for something that stands on no wire of ours.
    static func schema<Value: Decodable>(of type: Value.Type) throws -> Schema {
        try probe(type).schema
    }

    fileprivate static func probe<Value: Decodable>(_ type: Value.Type) throws -> (
        value: Value, schema: Schema
    ) {
        let probe = SchemaProbe()
        let value = try Value(from: probe)
        switch probe.schema {
        case .object(_, let fields): return (value, .object(name: String(describing: type), fields))
        case let schema?: return (value, schema)
        // A type that asks for nothing has no fields.
        case nil: return (value, .object(name: String(describing: type), []))
        }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        schema = .object(name: "", [])
        return KeyedDecodingContainer(KeyedProbe<Key>(probe: self))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer { UnkeyedProbe(probe: self) }
    func singleValueContainer() -> any SingleValueDecodingContainer { SingleProbe(probe: self) }

    fileprivate func note(_ key: any CodingKey, _ found: Schema, isRequired: Bool) {
        guard case .object(let name, var fields) = schema else { return }
        let field = Schema.Field(
            name: WireName.snakeCase(key.stringValue), schema: found, isRequired: isRequired)
        fields.append(field)
        schema = .object(name: name, fields)
    }
}

private struct NotOnTheWire: Error {}

private struct KeyedProbe<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let probe: SchemaProbe
    let codingPath: [any CodingKey] = []
    let allKeys: [Key] = []

    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        let found = try SchemaProbe.probe(type)
        probe.note(key, found.schema, isRequired: true)
        return found.value
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        probe.note(key, try SchemaProbe.probe(type).schema, isRequired: false)
        return nil
    }

    // The protocol's own versions for these types would ask for the value as if it were required.
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { optional(.string, key) }
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { optional(.boolean, key) }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { optional(.integer, key) }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? { optional(.integer, key) }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { optional(.number, key) }

    private func optional<Value>(_ schema: Schema, _ key: Key) -> Value? {
        probe.note(key, schema, isRequired: false)
        return nil
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw NotOnTheWire() }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        throw NotOnTheWire()
    }
    func superDecoder() throws -> any Decoder { throw NotOnTheWire() }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw NotOnTheWire() }
}

private struct UnkeyedProbe: UnkeyedDecodingContainer {
    let probe: SchemaProbe
    let codingPath: [any CodingKey] = []
    let count: Int? = 1
    var currentIndex = 0
    var isAtEnd: Bool { currentIndex > 0 }

    mutating func decodeNil() -> Bool { false }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        currentIndex += 1
        let found = try SchemaProbe.probe(type)
        probe.schema = .array(found.schema)
        return found.value
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { throw NotOnTheWire() }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw NotOnTheWire() }
    mutating func superDecoder() throws -> any Decoder { throw NotOnTheWire() }
}

private struct SingleProbe: SingleValueDecodingContainer {
    let probe: SchemaProbe
    let codingPath: [any CodingKey] = []

    func decodeNil() -> Bool { false }

    func decode(_ type: Bool.Type) -> Bool { note(.boolean, false) }
    func decode(_ type: String.Type) -> String { note(.string, "") }
    func decode(_ type: Double.Type) -> Double { note(.number, 0) }
    func decode(_ type: Int.Type) -> Int { note(.integer, 0) }
    func decode(_ type: Int64.Type) -> Int64 { note(.integer, 0) }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let found = try SchemaProbe.probe(type)
        probe.schema = found.schema
        return found.value
    }

    private func note<Value>(_ schema: Schema, _ value: Value) -> Value {
        probe.schema = schema
        return value
    }
}
