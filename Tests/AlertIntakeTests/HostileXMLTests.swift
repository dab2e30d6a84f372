import AlertIntake
import Mobilization
import Testing

@Suite struct HostileXMLTests {
    private static let doctypeRefusal = "a DOCTYPE isn't allowed in an alert; send the document without it"

    @Test(arguments: [
        "<!DOCTYPE alert>", "<!DOCTYPE alert SYSTEM \"http://127.0.0.1:1/a.dtd\">",
        "<!DOCTYPE alert [<!ENTITY s \"Actual\">]>",
        "<!DOCTYPE alert [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">"
            + "<!ENTITY c \"&b;&b;&b;&b;\">]>",
        "<!DOCTYPE alert [<!ENTITY % p SYSTEM \"file:///etc/hostname\"> %p;]>",
    ])
    func `a DOCTYPE ends the reading before anything in it counts`(doctype: String) {
        let body = warning(replacing: "<alert ", with: "\(doctype)<alert ")
            .replacing("<event>暴雨", with: "<event>&c;")
        #expect(readCAP(body).refusals == [Self.doctypeRefusal])
    }

    @Test func `an entity nobody declared is refused`() {
        #expect(
            readCAP(warning(replacing: ">Actual<", with: ">&s;<")).refusals
                == ["an entity is used that XML doesn't know by itself; write the character"])
    }

    @Test func `depth is bounded`() {
        let deep = String(repeating: "<a>", count: 300_000)
        #expect(readCAP(deep).refusals == ["the XML is more than 32 levels deep"])
        let inside = String(repeating: "<a>", count: 33) + String(repeating: "</a>", count: 33)
        #expect(
            readCAP(warning(replacing: "<scope>", with: "\(inside)<scope>")).refusals
                == ["the XML is more than 32 levels deep"])
        let shallow = String(repeating: "<a>", count: 31) + String(repeating: "</a>", count: 31)
        #expect(readCAP(warning(replacing: "<scope>", with: "\(shallow)<scope>")).alert != nil)
    }

    @Test func `elements and attributes are bounded`() {
        let many = String(repeating: "<a/>", count: 50_000)
        #expect(
            readCAP(warning(replacing: "<scope>", with: "\(many)<scope>")).refusals
                == ["the XML has more than 50000 elements"])
        let attributes = (0..<65).map { " a\($0)=''" }.joined()
        #expect(
            readCAP(warning(replacing: "<scope>", with: "<scope\(attributes)>")).refusals
                == ["an element has more than 64 attributes"])
        let long = String(repeating: "x", count: 16 * 1024)
        #expect(
            readCAP(warning(replacing: "<scope>", with: "<scope a='\(long)'>")).refusals
                == ["an element's attributes have more than 16384 bytes"])
        let hundredThousand = (0..<100_000).map { " a\($0)=''" }.joined()
        #expect(readCAP("<alert\(hundredThousand)/>").refusals == ["an element has more than 64 attributes"])
    }

    @Test func `a long polygon and embedded sound don't cost the alert`() {
        let polygon = "<polygon>\(String(repeating: "31.49,104.72 ", count: 50_000))</polygon>"
        let sound = "<resource><derefUri>\(String(repeating: "A", count: 900_000))</derefUri></resource>"
        let body = warning(replacing: "<geocode>", with: "\(polygon)<geocode>")
            .replacing("<area>", with: "\(sound)<area>")
        #expect(readCAP(body) == readCAP(warning()))
    }

    @Test func `a status that goes on and on is refused, not cut to fit`() {
        let blanks = String(repeating: " ", count: 70_000)
        #expect(
            readCAP(warning(replacing: ">Actual<", with: ">Actual\(blanks)<")).objections
                == ["status must be a short text and nothing else"])
    }

    @Test func `every cut of a document is refused`() {
        let whole = Array(warning().utf8)
        for length in 1..<whole.count {
            #expect(readCAP(Array(whole.prefix(length))).refusals?.count == 1, "cut at \(length)")
        }
        #expect(
            readCAP(Array(whole.dropLast(9))).refusals == ["the XML ends too early; the body was cut off"])
    }

    @Test func `a second root and rubbish behind the document are refused`() {
        let sentence = "there is more after the end of the document; send one alert in a body"
        #expect(readCAP("<a/><b/>").refusals == [sentence])
        #expect(
            readCAP(warning() + warning(replacing: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", with: ""))
                .refusals == [sentence])
        #expect(readCAP(warning() + "x").refusals == [sentence])
        #expect(readCAP(warning() + "\n<!-- end -->\n").alert != nil)
    }

    @Test(arguments: [
        (
            "{}",
            "the XML isn't well-formed here, or the bytes aren't in the encoding it declares; "
                + "send it as UTF-8"
        ),
        ("<alert></alarm>", "the XML isn't well-formed: an end tag doesn't match its start tag"),
        ("<a b='1' b='2'/>", "the XML isn't well-formed: duplicate attribute"),
        ("<x:alert/>", "the XML isn't well-formed: unbound prefix"),
        ("<!-- nothing -->", "the XML ends too early; the body was cut off"),
        (
            "<?xml version='1.0' encoding='GB18030'?><a/>",
            "the XML declares an encoding that isn't read here; send it as UTF-8"
        ),
    ])
    func `what isn't well-formed is refused with a sentence`(body: String, sentence: String) {
        #expect(readCAP(body).refusals == [sentence])
    }

    @Test(arguments: [
        [0xFF] as [UInt8], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x00], [0x01],
    ])
    func `bytes that are no UTF-8, and controls, are refused anywhere`(bytes: [UInt8]) {
        let whole = Array(warning().utf8)
        for part in ["Actual", "weather", "identifier>", "urn:", "alert "] {
            guard let place = whole.firstIndex(of: Array(part.utf8)) else {
                Issue.record("\(part) isn't there")
                continue
            }
            let result = readCAP(Array(whole[..<place]) + bytes + Array(whole[place...]))
            #expect(result.refusals?.count == 1, "before \(part)")
        }
    }

    @Test func `UTF-16 and ISO-8859-1 are read by what they declare`() {
        let wide = warning(replacing: "UTF-8", with: "UTF-16").utf16.flatMap {
            [UInt8($0 >> 8), UInt8($0 & 0xFF)]
        }
        #expect(readCAP([0xFE, 0xFF] + wide) == readCAP(warning()))
        let latin = warning(replacing: "UTF-8", with: "ISO-8859-1").unicodeScalars.map { scalar in
            scalar.value < 0x80 ? UInt8(scalar.value) : 0xE4
        }
        #expect(readCAP(latin).alert?.event == "ää")
    }
}

extension [UInt8] {
    fileprivate func firstIndex(of part: [UInt8]) -> Int? {
        indices.first { self[$0...].starts(with: part) }
    }
}

/// A small seeded generator, so that a failure can be run again.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

@Suite struct MutationTests {
    /// Flips, drops, doubles and swaps a few bytes.
    private func mutated(_ whole: [UInt8], _ chance: inout SplitMix) -> [UInt8] {
        var bytes = whole
        for _ in 0..<Int.random(in: 1...4, using: &chance) where !bytes.isEmpty {
            let place = Int.random(in: bytes.indices, using: &chance)
            switch Int.random(in: 0..<5, using: &chance) {
            case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
            case 1: bytes[place] = UInt8.random(in: 0...255, using: &chance)
            case 2: bytes.remove(at: place)
            case 3: bytes.insert(bytes[place], at: place)
            default: bytes.swapAt(place, Int.random(in: bytes.indices, using: &chance))
            }
        }
        return bytes
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `damage to a warning never crashes the reader and never makes it real`(seed: UInt64) {
        var chance = SplitMix(state: seed)
        // A test alert: the worst that damage could do is to make it an actual one.
        let whole = Array(warning(replacing: ">Actual<", with: ">Test<").utf8)
        for round in 0..<3_000 {
            let body = mutated(whole, &chance)
            guard case .alert(let alert, _) = readCAP(body) else { continue }
            #expect(alert.status == .test, "seed \(seed), round \(round)")
            #expect(alert.kind == .warning && alert.demand == nil, "seed \(seed), round \(round)")
            #expect(!alert.references.contains(alert.identifier), "seed \(seed), round \(round)")
        }
    }

    @Test(arguments: [5, 6, 7, 8] as [UInt64])
    func `damage to a demand never crashes the reader and never makes it real`(seed: UInt64) {
        var chance = SplitMix(state: seed)
        let whole = Array(demand(replacing: "\"actual\"", with: "\"exercise\"").utf8)
        for round in 0..<3_000 {
            let result = readAlert(
                mutated(whole, &chance), contentType: "application/json", source: "s", receivedAt: arrival)
            guard case .alert(let alert, _) = result else { continue }
            #expect(alert.status == .exercise, "seed \(seed), round \(round)")
            #expect(alert.demand?.needs.allSatisfy { (1...2_000).contains($0.headcount) } != false)
        }
    }

    @Test func `noise is never an alert`() {
        var chance = SplitMix(state: 9)
        for _ in 0..<3_000 {
            let length = Int.random(in: 0..<64, using: &chance)
            let noise = (0..<length).map { _ in UInt8.random(in: 0...255, using: &chance) }
            for type in ["application/json", "text/xml"] {
                let result = readAlert(noise, contentType: type, source: "s", receivedAt: arrival)
                #expect(result.alert == nil)
            }
        }
    }
}
