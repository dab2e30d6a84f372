import Foundation
import Mobilization
import OperationsManual
import Testing

/// The files that ship are right, complete, and add up.
@Suite struct ShippedFilesTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    private static let day = CalendarDay(year: 2025, month: 7, day: 8)
    private static let loaded = ReferenceLibrary.load(
        configuration: root + "/Examples/musterd.yaml", credentials: nil, today: day)

    private func library() throws -> ReferenceLibrary { try #require(Self.loaded.value) }

    @Test
    func `the shipped example loads without an error, and its only warning is that the chapters are drafts`()
    {
        #expect(Self.loaded.errors == [])
        #expect(
            Self.loaded.warnings.map(\.message) == [
                "7 chapters are drafts (草案) until they have \"approved_by\" and \"approved_on\": material-handling, order-keeping,"
                    + " psych-support, evacuation, water-clearing, relief-distribution, first-aid"
            ])
    }

    @Test func `the example stays right until the end of 2027`() {
        let late = ReferenceLibrary.load(
            configuration: Self.root + "/Examples/musterd.yaml", credentials: nil,
            today: CalendarDay(year: 2027, month: 12, day: 31))
        #expect(late.findings == Self.loaded.findings)
    }

    @Test func `386 pioneers and 1,500 of the reserve can all be called`() throws {
        let roster = try library().roster
        #expect(roster.refused == 0)
        let pioneers = roster.accepted.filter { $0.pool == .pioneer }
        let reserve = roster.accepted.filter { $0.pool == .reserve }
        #expect(pioneers.count == 386)
        #expect(reserve.count == 1500)
        #expect(
            [Level.high, .middle, .basic].map { level in pioneers.count { $0.level == level } } == [
                18, 92, 276,
            ])
        #expect(pioneers.count { $0.firstAidUntil != nil } == 70)
        #expect(pioneers.count { $0.skills.contains(.psychology) } == 26)
        #expect(pioneers.count { $0.skills.contains(.medical) } == 50)
        #expect(pioneers.count { $0.skills.contains(.fire) } == 48)
        #expect(reserve.count { $0.level == .high } == 30)
        #expect(reserve.count { $0.firstAidUntil != nil } == 120)
    }

    @Test func `everybody in the example is a valid adult, insured, with a place and a made-up number`()
        throws
    {
        let last = try #require(CalendarDay(year: 2027, month: 12, day: 31))
        for row in try library().roster.accepted {
            let age = try #require(row.bornOn).age(on: last)
            #expect((18...60).contains(age))
            #expect(try #require(row.insuredUntil) > last)
            #expect(row.firstAidUntil.map { $0 > last } ?? !row.skills.contains(.firstAid))
            #expect(row.home != nil)
            #expect(row.phone.hasPrefix(row.pool == .pioneer ? "+861380000" : "+861390000"))
            let isScarce = row.skills.contains(.firstAid) || row.skills.contains(.psychology)
            #expect(!isScarce || row.level >= .middle)
        }
    }

    @Test func `17 sites each have a muster point, a refuge and a contact`() throws {
        let sites = try library().sites.sites
        #expect(sites.count == 17)
        #expect(sites.map(\.code).filter { $0.hasPrefix("F") }.count == 12)
        for site in sites {
            #expect(
                site.musterPoint != site.name && site.refuge != site.name && site.musterPoint != site.refuge)
            #expect(!site.entryRoad.isEmpty && !site.contactName.isEmpty && !site.contactPhone.isEmpty)
        }
    }

    @Test func `the flood's demand asks for 520 people at 17 known sites by known chapters`() throws {
        let library = try library()
        let data = try Data(
            contentsOf: URL(fileURLWithPath: Self.root + "/Examples/alerts/flood-demand.json"))
        let demand = try JSONDecoder().decode(WireDemand.self, from: data)
        #expect(demand.needs.reduce(0) { $0 + $1.headcount } == 520)
        #expect(Set(demand.needs.map(\.site)) == Set(library.sites.sites.map(\.code)))
        #expect(demand.needs.allSatisfy { library.manual.manual[$0.playbook] != nil })
        func workload(_ slug: String) -> Int {
            demand.needs.filter { $0.playbook == slug }.reduce(0) { $0 + ($1.workload ?? 0) }
        }
        #expect(workload("material-handling") == 8064)
        #expect(workload("evacuation") == 320)
        #expect(workload("relief-distribution") == 2040)
    }

    @Test func `the flood's counters add up to the totals`() throws {
        let text = try TextFile.read(Self.root + "/Examples/flood/counters.csv").text
        var totals: [String: Int] = [:]
        for line in text.split(whereSeparator: \.isNewline).dropFirst() {
            let cells = line.split(separator: ",")
            totals[String(cells[2]), default: 0] += try #require(Int(cells[3]))
        }
        #expect(totals == ["bags": 8064, "moved": 320, "parcels": 2040])
        let known = try library().manual.manual.playbooks.flatMap(\.counters).map(\.slug)
        #expect(totals.keys.allSatisfy(known.contains))
    }

    @Test func `the rota covers every moment to the end of 2027 and names a director`() throws {
        let rota = try library().rota
        #expect(rota.director != nil)
        #expect(rota.shifts.count == 131)
        for (shift, next) in zip(rota.shifts, rota.shifts.dropFirst()) { #expect(shift.until == next.from) }
    }

    @Test func `the example only reaches phones that don't exist`() throws {
        let configuration = try library().configuration
        #expect(configuration.gateways.allSatisfy { $0.isSandbox })
        #expect(configuration.listen.isLoopback)
    }

    @Test func `the spreadsheets are as Excel writes them`() throws {
        for name in ["roster-pioneer", "roster-reserve", "sites", "duty"] {
            let bytes = [UInt8](
                try Data(contentsOf: URL(fileURLWithPath: Self.root + "/Examples/\(name).csv")))
            #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
            let ends = zip(bytes, bytes.dropFirst()).count { $0 == 13 && $1 == 10 }
            #expect(ends == bytes.count { $0 == 10 })
        }
    }

    @Test func `every chapter says the same in both languages`() throws {
        let headings = ["目的", "主要风险", "人数怎么算", "谁能来", "装备", "什么时候停", "步骤", "上报", "班次", "Summary in English"]
        for chapter in try library().manual.chapters {
            for heading in headings {
                #expect(chapter.body.contains("## \(heading)\n"), "\(chapter.file) \(heading)")
            }
            let halves = chapter.body.components(separatedBy: "## Summary in English\n")
            let (chinese, english) = (halves[0], halves[1].replacingOccurrences(of: "\n", with: " "))
            let playbook = chapter.playbook
            #expect(chinese.contains("# 第"))
            #expect(chinese.contains("**\(playbook.siteMinimum) 人**"), "\(chapter.file)")
            #expect(chinese.contains("一班不超过 \(playbook.maximumShiftHours) 小时"), "\(chapter.file)")
            #expect(english.contains("\(playbook.maximumShiftHours) h at most"), "\(chapter.file)")
            #expect(chinese.contains("\(playbook.youngest) 至 \(playbook.oldest) 岁"), "\(chapter.file)")
            #expect(english.contains("age \(playbook.youngest) to \(playbook.oldest)"), "\(chapter.file)")
            for minute in ["T+0", "T+5", "T+15", "T+30", "T+60"] {
                #expect(
                    chinese.contains("| \(minute) |") && english.contains(minute), "\(chapter.file) \(minute)"
                )
            }
            for counter in playbook.counters {
                #expect(chinese.contains(counter.title), "\(chapter.file) \(counter.title)")
            }
            #expect(
                chinese.contains("七章通用") && english.contains("Stop (common)") && english.contains("Stop (own")
            )
        }
    }

    @Test func `local guides and pump operators are preferred, and first aid and psychology are required`()
        throws
    {
        let playbooks = try library().manual.manual.playbooks
        #expect(
            playbooks.filter { !$0.requiredSkills.isEmpty }.map(\.slug) == ["psych-support", "first-aid"])
        #expect(playbooks[3].preferredSkills.contains(.localGuide))
        #expect(playbooks[4].preferredSkills.contains(.pumpOperator))
    }

    @Test func `the shipped rules file says what the code ships`() throws {
        let rules = try library().rules
        #expect(rules.timers == .shipped)
        #expect(rules.budgets == .shipped)
        #expect(rules.rules.first { $0.kind == .demand }?.action == .callOut(.shipped))
    }
}

private struct WireDemand: Decodable {
    struct Need: Decodable {
        var site: String
        var playbook: String
        var headcount: Int
        var workload: Int?
    }
    var needs: [Need]
}
