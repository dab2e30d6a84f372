package import FoundationEssentials

/// How values of this module become bytes and back, the same at both ends.
///
/// Swift's `neededBy` is `needed_by` on the wire. Fields that are nil are left out; fields that a reader
/// doesn't know are skipped, so an older CLI reads a newer daemon.
package enum MusterJSON {
    /// - Returns: UTF-8, keys in alphabetical order, so that equal values are equal bytes.
    package static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    /// - Throws: `DecodingError` with the path of the field at fault.
    package static func decode<Value: Decodable>(_ type: Value.Type, from bytes: Data) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: bytes)
    }
}
