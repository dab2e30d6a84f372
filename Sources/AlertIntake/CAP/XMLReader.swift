import CExpat
import Mobilization

/// Parses an XML document into its root element, by libexpat.
///
/// Refused, each with a sentence: what isn't well-formed, a DOCTYPE (so that no entity is ever declared,
/// expanded or fetched), an encoding other than UTF-8, UTF-16, ISO-8859-1 and US-ASCII, and what goes beyond
/// `XMLLimits`. The parser has no network and opens no file.
///
/// - Throws: One diagnostic with the line and column where reading stopped.
func parseXML(_ body: [UInt8], source: String) throws(Diagnostic) -> XMLElement {
    // U+001F can't stand in an XML document, so no namespace can forge the separator.
    guard let parser = unsafe XML_ParserCreateNS(nil, XML_Char(XMLTree.separator)) else {
        throw Diagnostic(file: source, message: "no memory for an XML parser; send the alert again later")
    }
    defer { unsafe XML_ParserFree(parser) }
    let tree = unsafe XMLTree(parser: parser)
    // Only a pointer is handed over; `withExtendedLifetime` keeps the tree until the parser is done with it.
    let status = withExtendedLifetime(tree) {
        unsafe XML_SetUserData(parser, Unmanaged.passUnretained(tree).toOpaque())
        unsafe setHandlers(parser)
        return unsafe body.withUnsafeBytes { bytes in
            unsafe XML_Parse(
                parser, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), Int32(XML_TRUE))
        }
    }
    let message =
        tree.refusal ?? (status == XML_STATUS_OK ? nil : unsafe sentence(for: XML_GetErrorCode(parser)))
    if let message {
        throw unsafe Diagnostic(
            file: source, line: Int(XML_GetCurrentLineNumber(parser)),
            column: Int(XML_GetCurrentColumnNumber(parser)) + 1, message: message)
    }
    guard let root = tree.root else {
        throw Diagnostic(file: source, message: "there is no element in the XML")
    }
    return root
}

private func setHandlers(_ parser: XML_Parser) {
    unsafe XML_SetElementHandler(
        parser,
        { data, name, attributes in
            guard let data = unsafe data, let name = unsafe name else { return }
            let tree = unsafe Unmanaged<XMLTree>.fromOpaque(data).takeUnretainedValue()
            unsafe tree.start(name: name, attributes: attributes)
        },
        { data, _ in
            guard let data = unsafe data else { return }
            unsafe Unmanaged<XMLTree>.fromOpaque(data).takeUnretainedValue().end()
        })
    unsafe XML_SetCharacterDataHandler(parser) { data, text, length in
        guard let data = unsafe data, let text = unsafe text else { return }
        let bytes = unsafe UnsafeRawBufferPointer(start: text, count: Int(length))
        unsafe Unmanaged<XMLTree>.fromOpaque(data).takeUnretainedValue().append(bytes)
    }
    unsafe XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
        guard let data = unsafe data else { return }
        unsafe Unmanaged<XMLTree>.fromOpaque(data).takeUnretainedValue()
            .stop("a DOCTYPE isn't allowed in an alert; send the document without it")
    }
}

/// What to tell the sender, for the faults a sender can mend; libexpat's own words for the rest.
private func sentence(for code: XML_Error) -> String {
    switch code {
    case XML_ERROR_NO_ELEMENTS, XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_UNCLOSED_CDATA_SECTION:
        return "the XML ends too early; the body was cut off"
    case XML_ERROR_PARTIAL_CHAR, XML_ERROR_INVALID_TOKEN:
        return
            "the XML isn't well-formed here, or the bytes aren't in the encoding it declares; "
            + "send it as UTF-8"
    case XML_ERROR_UNKNOWN_ENCODING, XML_ERROR_INCORRECT_ENCODING:
        return "the XML declares an encoding that isn't read here; send it as UTF-8"
    case XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
        return "there is more after the end of the document; send one alert in a body"
    case XML_ERROR_UNDEFINED_ENTITY:
        return "an entity is used that XML doesn't know by itself; write the character"
    case XML_ERROR_TAG_MISMATCH:
        return "the XML isn't well-formed: an end tag doesn't match its start tag"
    default:
        guard let text = unsafe XML_ErrorString(code) else { return "the XML isn't well-formed" }
        return unsafe "the XML isn't well-formed: \(String(cString: text))"
    }
}

/// Builds the elements aside while libexpat reads; nothing of it counts before the whole document is read.
///
/// Owned by `parseXML`, used on its thread only, for the length of one call; its pointer to the
/// parser is valid for as long, since `parseXML` frees the parser last.
@safe private final class XMLTree {
    static let separator: UInt8 = 0x1F

    private let parser: XML_Parser
    private var open: [XMLElement] = []
    /// The text of each open element, as bytes: libexpat hands it over in pieces.
    private var texts: [[UInt8]] = []
    private var count = 0
    private(set) var root: XMLElement?
    /// Why reading was stopped by Muster and not by the parser.
    private(set) var refusal: String?

    init(parser: XML_Parser) {
        unsafe self.parser = parser
    }

    func stop(_ message: String) {
        guard refusal == nil else { return }
        refusal = message
        unsafe XML_StopParser(parser, XML_Bool(XML_FALSE))
    }

    func start(name: UnsafePointer<XML_Char>, attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) {
        // After a stop libexpat may still finish the event it is in.
        guard refusal == nil else { return }
        count += 1
        if count > XMLLimits.elements { return stop("the XML has more than \(XMLLimits.elements) elements") }
        if open.count == XMLLimits.depth {
            return stop("the XML is more than \(XMLLimits.depth) levels deep")
        }
        unsafe check(attributes)
        let parts = unsafe String(cString: name).split(
            separator: Character(Unicode.Scalar(Self.separator)), omittingEmptySubsequences: false)
        open.append(
            XMLElement(
                namespace: parts.count > 1 ? String(parts[0]) : "", name: parts.last.map(String.init) ?? "",
                line: unsafe Int(XML_GetCurrentLineNumber(parser)),
                column: unsafe Int(XML_GetCurrentColumnNumber(parser)) + 1))
        texts.append([])
    }

    func append(_ bytes: UnsafeRawBufferPointer) {
        guard refusal == nil, let last = texts.indices.last, !open[last].isCut else { return }
        let room = XMLLimits.textBytes - texts[last].count
        if bytes.count > room { open[last].isCut = true }
        unsafe texts[last].append(contentsOf: bytes.prefix(max(0, room)))
    }

    func end() {
        guard refusal == nil, var element = open.popLast(), let text = texts.popLast() else { return }
        element.text = String(decoding: text, as: UTF8.self)
        if open.isEmpty {
            root = element
        } else {
            open[open.count - 1].children.append(element)
        }
    }

    private func check(_ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) {
        guard let attributes = unsafe attributes else { return }
        var strings = 0
        var bytes = 0
        while let text = unsafe attributes[strings] {
            strings += 1
            bytes += unsafe String(cString: text).utf8.count
            if strings > 2 * XMLLimits.attributes {
                return stop("an element has more than \(XMLLimits.attributes) attributes")
            }
            if bytes > XMLLimits.attributeBytes {
                return stop("an element's attributes have more than \(XMLLimits.attributeBytes) bytes")
            }
        }
    }
}
