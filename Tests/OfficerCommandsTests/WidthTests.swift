import Testing

@testable import OfficerCommands

@Suite struct WidthTests {
    @Test(arguments: [
        ("", 0), ("F01", 3), ("北郊桥头", 8), ("王**", 4), ("，。：（）【】", 14), ("Ｆ０１", 6), ("ｶﾅ", 2), ("e\u{301}", 1),
        ("한국", 4), ("🚒", 2), ("👨‍👩‍👧", 2), ("🇨🇳", 2), ("❤️", 2), ("𠮷", 2), ("a\u{200B}b", 2), ("─→≥", 3),
    ])
    func `a text is as wide as a terminal draws it`(_ text: String, _ width: Int) {
        #expect(displayWidth(text) == width)
    }

    @Test func `a text is cut at whole characters and the cut shows`() {
        #expect(cut("北郊桥头", to: 8) == "北郊桥头")
        #expect(cut("北郊桥头", to: 7) == "北郊..")
        #expect(cut("北郊桥头", to: 1) == ".")
        #expect(pad("北郊桥头", to: 7) == "北郊.. ")
        #expect(pad("12", to: 5, trailing: true) == "   12")
    }

    @Test func `no wrapped line is too wide, and no character is lost`() {
        let text = "At 07:32, 暴雨内涝 0417：需520人，到场194人（北郊桥头低洼段），and on we go with words."
        for width in 8...90 {
            let lines = wrap(text, to: width, indent: 2)
            #expect(lines.allSatisfy { displayWidth($0) <= width }, "width \(width)")
            let without = { (text: String) in text.filter { $0 != " " } }
            #expect(without(lines.joined()) == without(text), "width \(width)")
        }
        #expect(wrap("", to: 10) == [""])
    }

    @Test func `no line begins with a closing sign`() {
        #expect(wrap("需四十人，到十人。", to: 8) == ["需四十", "人，到十", "人。"])
    }

    @Test func `a text from outside can't move the cursor or turn the line around`() {
        #expect(shown("a\u{1B}[2Jb\u{202E}c\u{9B}d\ne") == "a [2Jb c d e")
        #expect(shown("到12") == "到12")
    }
}

@Suite struct TableTests {
    @Test func `figures stand at the right and Chinese counts two columns`() {
        var table = Table(columns: [.text("点位"), .text("名称", least: 4), .figure("到")])
        table.add(["F01", "桥头", "5"])
        table.add(["F02", "火车站下沉通道", "115"])
        #expect(
            table.lines(width: 80).map(\.text) == [
                "点位  名称             到", "F01   桥头              5", "F02   火车站下沉通道  115",
            ])
        #expect(
            table.lines(width: 20).map(\.text) == [
                "点位  名称        到", "F01   桥头         5", "F02   火车站..   115",
            ])
    }

    @Test func `a column that holds nothing goes`() {
        var table = Table(columns: [.text("a"), .text("b"), .text("c")])
        table.add(["1", "", "3"])
        #expect(table.lines(width: 80).map(\.text) == ["a  c", "1  3"])
    }

    @Test func `a page that is too long keeps its head, its titles and its foot`() {
        var page = Page()
        page.head = [Line("head")]
        page.body = (0...30).map { Line("row \($0)") }
        page.titles = 1
        page.foot = [Line("foot")]
        let lines = page.lines(height: 5) { "\($0) more" }.map(\.text)
        #expect(lines == ["head", "row 0", "row 1", "29 more", "foot"])
        #expect(page.lines(height: nil) { "\($0) more" }.count == 33)
    }

    @Test func `colour only repaints a line that reads the same without it`() {
        let line = Line("! 3", .urgent)
        #expect(line.painted(false) == "! 3")
        #expect(line.painted(true) == "\u{1B}[1;31m! 3\u{1B}[0m")
        #expect(Line("3").painted(true) == "3")
    }
}
