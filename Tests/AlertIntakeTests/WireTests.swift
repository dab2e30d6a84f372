import Mobilization
import Testing

@testable import AlertIntake

@Suite struct WireTimeTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00+00:00", 0), ("1970-01-01T00:00:00-00:00", 0), ("1970-01-01T08:00:00+08:00", 0),
        ("1969-12-31T16:00:00-08:00", 0), ("2025-07-08T06:30:00+08:00", 1_751_927_400),
        (" 2025-07-08T06:30:00+08:00\n", 1_751_927_400), ("2025-07-08T24:00:00+00:00", 1_752_019_200),
        ("2000-02-29T00:00:00+00:00", 951_782_400), ("0001-01-01T00:00:00+00:00", -62_135_596_800),
        ("9999-12-31T23:59:59-14:00", 253_402_351_199), ("2568-07-08T06:30:00+08:00", 18_887_380_200),
    ])
    func `times of the schema are read to the second`(text: String, seconds: Int64) throws {
        let time = try WireTime(text)
        #expect(time.instant == Instant(seconds: seconds))
        #expect(time.liberties == [])
        // The last hours of the year 9999 lie in 10000 by UTC, and have a name but no reading.
        if seconds < 253_402_300_800 {
            #expect(try WireTime(WireTime.utcText(time.instant)).instant == time.instant)
        }
    }

    @Test(arguments: [
        ("2025-07-08T06:30:00Z", [WireTime.Liberty.zulu]), ("2025-07-08T06:30+00:00", [.noSeconds]),
        ("2025-07-08T06:30:00.000+00:00", [.fraction]), ("2025-07-08 06:30:00+00:00", [.space]),
        ("2025-07-08 06:30Z", [.space, .noSeconds, .zulu]),
    ])
    func `liberties are taken with a word`(text: String, liberties: [WireTime.Liberty]) throws {
        let time = try WireTime(text)
        #expect(time == (try WireTime("2025-07-08T06:30:00+00:00")).taking(liberties))
    }

    @Test(arguments: [
        "2025-07-08T06:30:00", "2025-07-08T06:30", "2025-07-08 06:30:00", "2025-07-08T06:30:00.5",
    ])
    func `a time without an offset is nobody's hour`(text: String) {
        #expect(throws: WireTime.Fault.noOffset) { try WireTime(text) }
    }

    @Test(arguments: [
        "", "T", "2025-07-08", "2025-07-08T", "25-07-08T06:30:00+08:00", "2002-02-29T00:00:00+00:00",
        "1900-02-29T00:00:00+00:00", "2025-13-01T00:00:00+00:00", "2025-00-01T00:00:00+00:00",
        "2025-04-31T00:00:00+00:00", "0000-01-01T00:00:00+00:00", "12025-01-01T00:00:00+00:00",
        "-2025-01-01T00:00:00+00:00", "2025-07-08T24:00:01+00:00", "2025-07-08T24:01+00:00",
        "2025-07-08T23:60:00+00:00", "2025-07-08T23:59:60+00:00", "2025-07-08T06:30:00-0700",
        "2025-07-08T06:30:00+14:01", "2025-07-08T06:30:00+08", "2025-07-08T06:30:00+08:60",
        "2025-07-08T06:30:00,+08:00", "2025-07-08T06:30:00.+08:00", "2025-07-08t06:30:00z",
        "2025-07-08T06:30:00+08:00x", "2025-07-08T06:30:00 +08:00", "２０２５-07-08T06:30:00+08:00",
        "2025-7-8T06:30:00+08:00", "2025/07/08T06:30:00+08:00", "2025-07-08T6:30:00+08:00",
    ])
    func `what the schema refuses is refused`(text: String) {
        #expect(throws: WireTime.Fault.notATime) { try WireTime(text) }
    }

    @Test func `every day of 800 years has its number and its name`() throws {
        // From 1600-01-01, counting days by hand.
        var days: Int64 = -135_140
        for year in 1600..<2400 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for (month, length) in zip(1..., [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
                let text = "\(year)-\(month < 10 ? "0" : "")\(month)-01T00:00:00Z"
                let instant = Instant(seconds: days * 86_400)
                #expect(try WireTime(text).instant == instant)
                #expect(WireTime.utcText(instant) == text)
                days += Int64(length)
            }
        }
    }

    @Test func `milliseconds stand in the name only where there are some`() {
        #expect(WireTime.utcText(Instant(milliseconds: 1)) == "1970-01-01T00:00:00.001Z")
        #expect(WireTime.utcText(Instant(milliseconds: -1)) == "1969-12-31T23:59:59.999Z")
    }
}

extension WireTime {
    fileprivate func taking(_ liberties: [Liberty]) -> WireTime {
        var time = self
        time.liberties = liberties
        return time
    }
}

@Suite struct WireTextTests {
    @Test(arguments: [
        ("暴雨\n红色", "暴雨 红色"), ("  a \t\r\n b  ", "a b"), ("a\u{0}b\u{7F}c\u{85}d", "abc d"),
        ("\u{1B}[31mred", "[31mred"), ("a\u{202E}b\u{2066}c\u{200F}d", "abcd"),
        ("a\u{2028}b\u{2029}c", "a b c"),
        ("a\u{200B}b\u{FEFF}c\u{E0041}d", "abcd"), ("\u{3000}预警\u{3000}", "预警"), ("", ""),
    ])
    func `a line has no control and no bidirectional character`(text: String, line: String) {
        #expect(WireText.line(text) == line)
    }

    @Test func `a line ends at its limit even inside one enormous grapheme`() {
        #expect(WireText.line(String(repeating: "雨", count: 300)).count == 200)
        let zalgo = "a" + String(repeating: "\u{0301}", count: 10_000)
        #expect(WireText.line(zalgo).unicodeScalars.count == 200)
    }

    @Test(
        arguments: [
            ("某市气象台发布暴雨红色预警", WarningColour.red), ("黄山市气象台发布大风蓝色预警", .blue),
            ("红河州发布大雾橙色预警", .orange), ("天津市气象局发布道路结冰黄色预警/III/较重", .yellow),
            ("暴雨黄色预警升级为橙色预警", .orange), ("暴雨橙色预警降级为黄色预警", .yellow),
            ("暴雨红色预警、雷电黄色预警", .red), ("黄山市有雨", nil), ("Yellow warning", nil), ("色", nil), ("", nil),
        ] as [(String, WarningColour?)])
    func `a headline's colour is the word with 色`(headline: String, colour: WarningColour?) {
        #expect(WarningColour(headline: headline) == colour)
    }
}

@Suite struct Base64Tests {
    @Test(arguments: ["", "f", "fo", "foo", "foob", "fooba", "foobar"])
    func `what is encoded is decoded`(text: String) {
        let encoded = Base64.encode(Array(text.utf8))
        #expect(Base64.decode(encoded) == Array(text.utf8))
        #expect(Base64.decode(encoded.filter { $0 != "=" }, mayLackPadding: true) == Array(text.utf8))
    }

    @Test func `the published vectors fit`() {
        #expect(
            ["f", "fo", "foo", "foob", "fooba", "foobar"].map { Base64.encode(Array($0.utf8)) } == [
                "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy",
            ])
    }

    @Test(arguments: ["Zg", "Zh==", "Zm9=", "Z", "====", "Zg= =", "Zm9v\n", "Zm-v", "Zg==Zg==", "Zm9vé==="])
    func `anything else is refused`(text: String) {
        #expect(Base64.decode(text) == nil)
    }
}
