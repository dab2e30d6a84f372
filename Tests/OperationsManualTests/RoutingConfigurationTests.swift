import Mobilization
import OperationsManual
import Testing

struct RoutingConfigurationTests {
    private func read(_ block: String) -> Reading<Configuration> {
        Example.read(configuration: Example.configuration.with("centre:", block + "centre:"))
    }

    @Test func `nobody is asked for ways by road unless the configuration names a router`() throws {
        #expect(try #require(read("").value).routing == nil)
    }

    @Test func `a router needs no more than its address`() throws {
        let reading = read("routing: {url: \"http://127.0.0.1:5000/\"}\n")
        #expect(reading.said == [])
        #expect(
            try #require(reading.value).routing
                == RoutingConfiguration(
                    url: "http://127.0.0.1:5000", profile: "driving", timeout: .seconds(10), maxTable: 100,
                    refresh: .minutes(15)))
    }

    @Test func `every key of a router counts`() throws {
        let block = """
            routing:
              url: https://roads.example.org/osrm
              profile: car
              timeout: 5s
              max_table: 2000
              refresh: 1h

            """
        #expect(
            try #require(read(block).value).routing
                == RoutingConfiguration(
                    url: "https://roads.example.org/osrm", profile: "car", timeout: .seconds(5),
                    maxTable: 2_000, refresh: .hours(1)))
    }

    @Test(arguments: [
        ("routing: {}", "musterd.yaml:1:10: \"url\" is missing"),
        (
            "routing: {url: \"http://10.0.0.7:5000\"}",
            "musterd.yaml:1:16: \"url\" leads to another machine without encryption; write https://, or run the"
                + " router here, as in http://127.0.0.1:5000"
        ),
        (
            "routing: {url: \"127.0.0.1:5000\"}",
            "musterd.yaml:1:16: \"url\" is \"127.0.0.1:5000\"; write an address that begins with http:// or"
                + " https://"
        ),
        (
            "routing: {url: \"http://127.0.0.1:5000/?a=b\"}",
            "musterd.yaml:1:16: \"url\" is \"http://127.0.0.1:5000/?a=b\"; write the address alone, without"
                + " anything behind ? or #"
        ),
        (
            "routing: {url: \"http://127.0.0.1:5000\", max_table: 1}",
            "musterd.yaml:1:52: \"max_table\" is 1; it must be from 2 to 10000"
        ),
        (
            "routing: {url: \"http://127.0.0.1:5000\", timeout: 2min}",
            "musterd.yaml:1:50: \"timeout\" is 2min; it must be from 1s to 1min"
        ),
        (
            "routing: {url: \"http://127.0.0.1:5000\", speed: 28}",
            "musterd.yaml:1:41: unknown key \"speed\"; known here: url, profile, timeout, max_table, refresh"
        ),
        (
            "routing: {url: \"http://127.0.0.1:5000\", profile: ../x}",
            "musterd.yaml:1:50: \"profile\" is \"../x\"; use small letters, digits and hyphens, such as"
                + " district-command"
        ),
    ])
    func `a wrong router is a diagnostic with its place`(block: String, said: String) {
        #expect(read(block + "\n").said == [said])
    }
}
