import Testing

@testable import Mobilization

struct SegmentationTests {
    @Test(arguments: [
        ("", Segmentation.Alphabet.gsm7, 0, 1),
        (String(repeating: "a", count: 160), .gsm7, 160, 1),
        (String(repeating: "a", count: 161), .gsm7, 161, 2),
        (String(repeating: "a", count: 306), .gsm7, 306, 2),
        (String(repeating: "a", count: 307), .gsm7, 307, 3),
        ("é ü ß Ø Å Δ Ω § ¿ @ £ $ ¥ _", .gsm7, 27, 1),
        (String(repeating: "€", count: 80), .gsm7, 160, 1),
        (String(repeating: "€", count: 81), .gsm7, 162, 2),
        // 76 pairs fill 152 septets of a part; half a pair doesn't fit the last one.
        (String(repeating: "{}", count: 160), .gsm7, 640, 5),
        (String(repeating: "[", count: 153), .gsm7, 306, 3),
        ("`", .ucs2, 1, 1),
        ("ï", .ucs2, 1, 1),
        ("ç", .ucs2, 1, 1),
        ("。", .ucs2, 1, 1),
        (String(repeating: "水", count: 70), .ucs2, 70, 1),
        (String(repeating: "水", count: 71), .ucs2, 71, 2),
        (String(repeating: "水", count: 134), .ucs2, 134, 2),
        (String(repeating: "水", count: 135), .ucs2, 135, 3),
        (String(repeating: "𠮷", count: 35), .ucs2, 70, 1),
        // 33 of them fill 66 of 67 units, and none is split.
        (String(repeating: "𠮷", count: 67), .ucs2, 134, 3),
        (String(repeating: "a", count: 71) + "水", .ucs2, 72, 2),
    ])
    func `a text's alphabet, units and parts`(
        text: String, alphabet: Segmentation.Alphabet, units: Int, parts: Int
    ) {
        #expect(
            Segmentation.length(of: text)
                == Segmentation.Length(alphabet: alphabet, units: units, parts: parts))
        #expect(Segmentation.parts(of: text).count == parts)
        #expect(Segmentation.parts(of: text).joined() == text)
    }

    @Test func `no part is longer than the air allows`() {
        let texts = [String(repeating: "a€", count: 300), String(repeating: "水𠮷", count: 300)]
        for text in texts {
            for part in Segmentation.parts(of: text) {
                let units = part.unicodeScalars.reduce(0) { $0 + ($1 == "€" || $1.value > 0xffff ? 2 : 1) }
                #expect(units <= (text.hasPrefix("a") ? 153 : 67))
            }
        }
    }
}
