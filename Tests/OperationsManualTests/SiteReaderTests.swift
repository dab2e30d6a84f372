import Mobilization
import OperationsManual
import Testing

@Suite struct SiteReaderTests {
    private let header = "编号,点位(虚构),类型,纬度,经度,人数,集合点,撤离点,进场道路,政府联系人(虚构),联系电话(虚构)"
    private let row = "F01,北郊桥头,易涝点,31.4912,104.7286,40,桥东停车场,北郊小学操场,北郊大道,联系人甲,0816-5550000"

    private func read(_ rows: String...) -> Reading<SiteBook> {
        SiteReader.read(
            ([header] + rows).joined(separator: "\r\n"), file: "sites.csv", region: Example.region)
    }

    @Test func `a row becomes a site`() {
        #expect(
            read(row)
                == Reading(
                    value: SiteBook(
                        version: .none,
                        sites: [
                            Site(
                                code: "F01", name: "北郊桥头", kind: "易涝点",
                                position: Coordinate(latitude: 31.4912, longitude: 104.7286),
                                musterPoint: "桥东停车场",
                                refuge: "北郊小学操场", entryRoad: "北郊大道", contactName: "联系人甲",
                                contactPhone: "0816-5550000")
                        ]), findings: []))
    }

    @Test(arguments: [
        (
            "桥东停车场", "",
            "sites.csv:2:34: \"集合点\" is empty; without a muster point people would be sent to the hazard itself"
        ),
        ("北郊小学操场", "", "sites.csv:2:40: \"撤离点\" is empty; a stop has to say where people withdraw to"),
        ("F01", "", "sites.csv:2:1: \"编号\" is empty"),
        (
            "F01", "桥1",
            "sites.csv:2:1: \"编号\" is \"桥1\"; a code has at most 8 letters and digits, such as F01"
        ),
        // An accent makes another character of a figure, which nobody can type in an answer.
        (
            "F01", "F01\u{301}",
            "sites.csv:2:1: \"编号\" is \"F01\u{301}\"; a code has at most 8 letters and digits, such as F01"
        ),
        ("北郊桥头,", ",", "sites.csv:2:5: \"点位\" is empty"),
        ("31.4912,104.7286", ",", "sites.csv:2:14: \"纬度\" is empty; the site needs coordinates"),
        ("31.4912,104.7286", "104.7286,31.4912", "sites.csv:2:14: \"纬度\" and \"经度\" are swapped"),
        ("31.4912", "21.4912", "sites.csv:2:14: \"纬度\" and \"经度\" lie far outside the region of the centre"),
    ])
    func `a site that people can't be sent to is refused`(old: String, new: String, expected: String) {
        let reading = read(row.with(old, new))
        #expect(reading.said == [expected])
        #expect(reading.value == nil)
    }

    @Test func `a muster point that is the site itself gets a warning`() {
        let reading = read(row.with("桥东停车场", "北郊桥头"))
        #expect(
            reading.said == [
                "sites.csv:2:34: warning: \"集合点\" is the site itself; people should meet beside the hazard, not in it"
            ])
        #expect(reading.value != nil)
    }

    @Test func `a name that makes texts too long gets a warning`() {
        #expect(
            read(row.with("桥东停车场", "北郊大道与滨江路交叉口东南角停车场")).said == [
                "sites.csv:2:34: warning: \"集合点\" has 17 characters; above 12 some texts need two SMS"
            ])
    }

    @Test func `a code that stands twice is refused, also in small letters`() {
        #expect(
            read(row, row.with("F01", "f01")).said == [
                "sites.csv:3:1: the code \"F01\" stands in line 2 already"
            ])
    }

    @Test func `a sheet without the columns for safety is refused`() {
        let text = "编号,点位,纬度,经度\nF01,北郊桥头,31.4912,104.7286\n"
        #expect(
            SiteReader.read(text, file: "sites.csv", region: Example.region).said == [
                "sites.csv:1:1: the column \"集合点\" is missing (also understood: 集合地点, muster point)",
                "sites.csv:1:1: the column \"撤离点\" is missing (also understood: 避险点, 撤离地点, refuge)",
            ])
    }
}
