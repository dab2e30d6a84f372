/// First come, first served: appends at one end and pops at the other, both in constant time.
struct Line<Element> {
    private var elements: [Element?] = []
    private var first = 0

    var count: Int { elements.count - first }

    mutating func append(_ element: Element) {
        elements.append(element)
    }

    mutating func popFirst() -> Element? {
        guard first < elements.count else { return nil }
        let element = elements[first]
        elements[first] = nil
        first += 1
        // Once the dead front outweighs the rest, moving the rest is paid for.
        if first * 2 > elements.count {
            elements.removeFirst(first)
            first = 0
        }
        return element
    }

    mutating func remove(where isMeant: (Element) -> Bool) -> Element? {
        guard let place = elements.firstIndex(where: { $0.map(isMeant) ?? false }) else { return nil }
        return elements.remove(at: place)
    }
}
