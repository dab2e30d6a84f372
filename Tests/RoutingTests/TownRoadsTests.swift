import Foundation
import Mobilization
import Testing

@testable import Routing

/// Scenario A on its roads: when each pioneer can be at each site by straight line, by road, with the bridge closed
/// and in the flood. `make roads` prints the tables.
struct TownRoadsTests {
    /// A table of each kind; nil is the straight line.
    private struct Times {
        var columns: [(name: String, table: TravelTable)]

        /// Whole minutes from the call-out to check-in, by day in heavy rain.
        func minutes(_ member: Member, _ site: Site) -> [Int] {
            let start = Instant(seconds: 1_751_933_400)
            return columns.map { column in
                let estimate = Arrival.estimate(
                    member: member, site: site.position, isNight: false, weather: .heavy, start: start,
                    travelTimes: column.table)
                return Int((estimate.expectedAt - start).milliseconds / 60_000)
            }
        }
    }

    @Test func `scenario A by road, and what a closed bridge changes`() async throws {
        guard isOSRMThere() else { return }
        let roster = try ExampleTown.roster()
        let sites = try ExampleTown.sites()
        let query = TravelQuery(roster, sites)
        var columns = [("line", TravelTable.none)]
        for roads in OSRMTown.Roads.allCases {
            columns.append((roads.rawValue, try #require(try await roadTable(query, roads))))
        }
        let times = Times(columns: columns)
        let pioneers = roster.members.filter { $0.pool == .pioneer }
        var lines = [
            "ETA in minutes, by day in heavy rain, of \(pioneers.count) pioneers",
            "site   median of all: line road bridge flood   within 60 min: line road bridge flood",
        ]
        for site in sites.sites {
            let each = pioneers.map { times.minutes($0, site) }
            let medians = columns.indices.map { column in
                each.map { $0[column] }.sorted()[each.count / 2]
            }
            let within = columns.indices.map { column in each.count { $0[column] < 60 } }
            lines.append("\(site.code)" + pad("", 19) + row(medians) + pad("", 19) + row(within))
            // No car comes earlier. Others may: theirs is the length of the quickest way by car, and a slower one
            // can be shorter.
            #expect(
                zip(pioneers, each).allSatisfy { member, minutes in
                    member.transport != .car || minutes[2] >= minutes[1] && minutes[3] >= minutes[2]
                })
        }
        lines.append("")
        lines.append(
            "member  mode     from            to F04: line road bridge flood   to S02: line road bridge flood"
        )
        for member in chosen(pioneers, times, sites) {
            let ways = try ["F04", "S02"].map { times.minutes(member, try #require(sites[$0])) }
            let home = member.home.map { String(format: "%.3f,%.3f", $0.latitude, $0.longitude) } ?? "?"
            lines.append(
                pad("\(member.id)", 8) + pad(member.transport.rawValue, 9) + pad(home, 16) + row(ways[0])
                    + pad("", 12) + row(ways[1]))
        }
        lines.append("")
        lines.append(summary("bridge", 2, pioneers, sites, times))
        lines.append(summary("flood", 3, pioneers, sites, times))
        if ProcessInfo.processInfo.environment["PRINT_ROADS"] != nil {
            print(lines.joined(separator: "\n"))
        }
        let f04 = try #require(sites["F04"])
        let slower = pioneers.count { times.minutes($0, f04)[2] > times.minutes($0, f04)[1] }
        #expect(slower > pioneers.count / 4, "F04 lies across the river from most people")
        #expect(slower < pioneers.count)
    }

    /// Of each mode the two whom the closed bridge delays most on the way to F04.
    private func chosen(_ pioneers: [Member], _ times: Times, _ sites: SiteBook) -> [Member] {
        guard let site = sites["F04"] else { return [] }
        let delays = pioneers.map { member in
            let minutes = times.minutes(member, site)
            return (member: member, delay: minutes[2] - minutes[1])
        }
        return TransportMode.allCases.flatMap { mode in
            delays.filter { $0.member.transport == mode }
                .sorted { ($1.delay, $0.member.id) < ($0.delay, $1.member.id) }
                .prefix(2).map(\.member)
        }
    }

    private func summary(
        _ name: String, _ column: Int, _ pioneers: [Member], _ sites: SiteBook, _ times: Times
    ) -> String {
        var (delayed, lost, most) = (0, 0, 0)
        for site in sites.sites {
            for member in pioneers {
                let minutes = times.minutes(member, site)
                let delay = minutes[column] - minutes[1]
                delayed += delay > 0 ? 1 : 0
                lost += minutes[1] < 60 && minutes[column] >= 60 ? 1 : 0
                most = max(most, delay)
            }
        }
        let ways = pioneers.count * sites.sites.count
        return "\(name): \(delayed) of \(ways) ways take longer, by up to \(most) min;"
            + " \(lost) are within the hour no more"
    }

    private func row(_ figures: [Int]) -> String {
        figures.map { figure in
            let text = String(figure)
            return String(repeating: " ", count: max(0, 5 - text.count)) + text
        }.joined()
    }

    private func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
