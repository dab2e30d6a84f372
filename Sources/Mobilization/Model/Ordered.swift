/// A dictionary that remembers the order in which its keys came.
///
/// Two processes walk it in the same order, which `Dictionary` does not promise; the state of the engine
/// is compared between processes, so it is made of these. Removing costs the length of the table.
package struct Ordered<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    package private(set) var keys: [Key] = []
    package private(set) var values = Pieces<Value>()
    /// Only ever looked up, never walked.
    private var places: [Key: Int] = [:]

    package init() {}

    package var count: Int { keys.count }
    package var isEmpty: Bool { keys.isEmpty }

    package func contains(_ key: Key) -> Bool { places[key] != nil }

    /// How many keys came before it. nil: there is no such key.
    func place(of key: Key) -> Int? { places[key] }

    package subscript(key: Key) -> Value? {
        get { places[key].map { values[$0] } }
        set {
            switch (places[key], newValue) {
            case (let place?, let value?): values[place] = value
            case (nil, let value?):
                places[key] = keys.count
                keys.append(key)
                values.append(value)
            case (let place?, nil): removePlace(place)
            case (nil, nil): break
            }
        }
        _modify {
            // Handing the optional out and in again would copy the value; callers with a value use `update`.
            var value = places[key].map { values[$0] }
            yield &value
            self[key] = value
        }
    }

    /// Changes the value of `key` where it stands. Does nothing when there is none.
    package mutating func update(_ key: Key, _ change: (inout Value) -> Void) {
        guard let place = places[key] else { return }
        change(&values[place])
    }

    package mutating func reserveCapacity(_ capacity: Int) {
        keys.reserveCapacity(capacity)
        places.reserveCapacity(capacity)
    }

    /// Removes all entries that `isGone` names, in one walk.
    package mutating func removeAll(where isGone: (Key, Value) -> Bool) {
        var kept = Ordered()
        for (key, value) in zip(keys, values) where !isGone(key, value) { kept[key] = value }
        self = kept
    }

    private mutating func removePlace(_ place: Int) {
        places[keys[place]] = nil
        keys.remove(at: place)
        values.remove(at: place)
        for later in place..<keys.count { places[keys[later]] = later }
    }
}

extension Ordered: Equatable where Value: Equatable {
    package static func == (left: Ordered, right: Ordered) -> Bool {
        left.keys == right.keys && left.values == right.values
    }
}

extension Ordered: Codable where Key: Codable, Value: Codable {
    private enum CodingKeys: String, CodingKey { case keys, values }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let keys = try container.decode([Key].self, forKey: .keys)
        let values = try container.decode([Value].self, forKey: .values)
        guard keys.count == values.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .values, in: container,
                debugDescription: "\(keys.count) keys but \(values.count) values")
        }
        self.init()
        for (key, value) in zip(keys, values) { self[key] = value }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(keys, forKey: .keys)
        try container.encode(Array(values), forKey: .values)
    }
}
