/// One element of an XML document, with all that Muster reads of it; attributes are bounded and dropped,
/// since CAP has none.
struct XMLElement {
    /// Empty when the element is in no namespace.
    let namespace: String
    /// Without a prefix.
    let name: String
    /// Counted from 1.
    let line: Int
    let column: Int
    /// The element's own text, comments and CDATA marks resolved; white space is kept.
    var text = ""
    /// Whether the text went on beyond `XMLLimits.textBytes`.
    var isCut = false
    var children: [XMLElement] = []

    /// The children of that name in the element's own namespace, in document order.
    func all(_ name: String) -> [XMLElement] {
        children.filter { $0.name == name && $0.namespace == namespace }
    }

    /// The first of them; nil when there is none.
    func first(_ name: String) -> XMLElement? {
        children.first { $0.name == name && $0.namespace == namespace }
    }

    /// The trimmed text of the first child of that name; empty when there is none.
    func trimmed(_ name: String) -> String {
        first(name).map { WireText.trimmed($0.text) } ?? ""
    }
}

/// What a document may ask for before the reader stops.
///
/// CAP is five levels deep; XML signatures add a few. The largest real alerts hold some thousand elements
/// and, in polygons and embedded audio, texts far beyond what is kept here.
enum XMLLimits {
    static let depth = 32
    static let elements = 50_000
    /// Attributes of one element.
    static let attributes = 64
    /// Bytes of one element's attributes together, names included.
    static let attributeBytes = 16 * 1024
    /// Bytes of text kept of one element.
    static let textBytes = 64 * 1024
}
