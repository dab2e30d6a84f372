import Mobilization
import OperationsManual
import Testing

@Suite struct RuleReaderTests {
    private func read(_ text: String) -> Reading<RuleBook> { RuleReader.read(text, file: "rules.yaml") }

    private let book = """
        rules:
          - name: 红色预警
            kind: warning
            at least: 红
            event: 暴雨
            sources: [weather]
            posture: 待命
          - name: 需求
            kind: demand
            dispatch: {up to: 20, small: automatic, large: hold 2min}
        timers:
          silence: {day: 9min}
          circle: 30min
        budgets:
          reserve ceiling: 100
        """

    @Test func `rules, timers and budgets are read, and what is left out stays as shipped`() throws {
        let reading = read(book)
        #expect(reading.said == [])
        var timers = TimerRule.shipped
        timers.silence = DayNight(day: .minutes(9), night: .minutes(20))
        timers.circle = .minutes(30)
        var budgets = BudgetRule.shipped
        budgets.reserveCeiling = 100
        #expect(
            reading.value
                == RuleBook(
                    version: .none,
                    rules: [
                        ResponseRule(
                            name: "红色预警", kind: .warning, sources: ["weather"], event: "暴雨", atLeast: .red,
                            action: .posture(.standby, notify: .team)),
                        ResponseRule(
                            name: "需求", kind: .demand, sources: [], event: nil, atLeast: nil,
                            action: .callOut(
                                DispatchRule(
                                    small: .automatic, large: .hold, smallUpTo: 20, hold: .minutes(2)))),
                    ], timers: timers, budgets: budgets))
    }

    @Test func `a file that only changes a timer keeps the shipped rules`() {
        #expect(read("timers: {circle: 45min}").value?.rules == RuleBook.shipped.rules)
    }

    @Test(arguments: [
        ("automatic", DispatchRule(small: .automatic, large: .automatic, smallUpTo: 50, hold: .seconds(60))),
        ("officer", DispatchRule(small: .officer, large: .officer, smallUpTo: 50, hold: .seconds(60))),
        ("hold", DispatchRule(small: .hold, large: .hold, smallUpTo: 50, hold: .seconds(60))),
        ("hold 90s", DispatchRule(small: .hold, large: .hold, smallUpTo: 50, hold: .seconds(90))),
    ])
    func `one word dispatches demands of every size`(word: String, expected: DispatchRule) {
        let reading = read("rules: [{name: a, kind: demand, dispatch: \(word)}]")
        #expect(reading.value?.rules.map(\.action) == [.callOut(expected)])
    }

    @Test(arguments: [
        (
            "posture: 待命", "dispatch: automatic",
            "rules.yaml:7:15: \"dispatch\" stands in a rule for warnings; a warning never calls people by itself"
        ),
        (
            "posture: 待命", "posture: deployed",
            "rules.yaml:7:14: \"posture\" is \"deployed\"; write one of normal, watch, prepare, standby, 常态, 关注, 预备, 待命"
        ),
        (
            "    posture: 待命\n", "",
            "rules.yaml:2:5: a rule has exactly one of \"posture\", \"dispatch\" and \"record\"; this one has 0"
        ),
        (
            "posture: 待命", "posture: 待命\n    record: true",
            "rules.yaml:2:5: a rule has exactly one of \"posture\", \"dispatch\" and \"record\"; this one has 2"
        ),
        (
            "at least: 红", "at least: 紫",
            "rules.yaml:4:15: \"at least\" is \"紫\"; write one of blue, yellow, orange, red, 蓝, 黄, 橙, 红"
        ),
        (
            "kind: demand", "kind: demand\n    at least: red",
            "rules.yaml:10:15: \"at least\" stands in a rule for demands; only warnings have colours"
        ),
        (
            "kind: demand", "kind: request",
            "rules.yaml:9:11: \"kind\" is \"request\"; write one of warning, demand, sos, anomaly"
        ),
        ("name: 需求", "name: 红色预警", "rules.yaml:8:11: \"name\" is \"红色预警\", the name of an earlier rule"),
        (
            "hold 2min", "hold 2h",
            "rules.yaml:10:52: \"large\" is \"hold 2h\"; write automatic, officer, or hold with a time up to 1h, such as hold 60s"
        ),
        (
            "small: automatic", "small: hold 1min",
            "rules.yaml:10:52: \"large\" holds for another time than \"small\"; a rule has one holding time"
        ),
        ("up to: 20, ", "", "rules.yaml:10:15: \"up to\" is missing"),
        (
            "silence: {day: 9min}", "silence: {day: 8min}",
            "rules.yaml:12:3: \"reminder\" must be shorter than \"silence\""
        ),
        (
            "silence: {day: 9min}", "silnce: 9min",
            "rules.yaml:12:3: unknown key \"silnce\"; did you mean \"silence\"?"
        ),
        (
            "circle: 30min", "circle: 30",
            "rules.yaml:13:11: \"circle\" is 30, not a length of time; write it like 60s, 10min or 2h"
        ),
        ("circle: 30min", "circle: 1s", "rules.yaml:13:11: \"circle\" is 1s; it must be from 10s to 24h"),
        (
            "reserve ceiling: 100", "texts per hour: 9",
            "rules.yaml:15:19: \"texts per hour\" is 9; 8 is the hard limit of texts to one person in an hour"
        ),
        (
            "reserve ceiling: 100", "texts per day: 3",
            "rules.yaml:15:18: \"texts per day\" leaves no text of the day for a call-out: 3 of 3 are held back"
        ),
        ("rules:\n", "rule:\n", "rules.yaml:1:1: unknown key \"rule\"; did you mean \"rules\"?"),
    ])
    func `a fault is named with its place`(old: String, new: String, expected: String) {
        let reading = read(book.with(old, new))
        #expect(reading.said.contains(expected), "\(reading.said)")
        #expect(reading.value == nil)
    }

    @Test func `a rule that never applies gets a warning`() {
        let reading = read(
            "rules:\n  - {name: a, kind: demand, dispatch: hold}\n  - {name: b, kind: demand, sources: [x], dispatch: officer}\n"
        )
        #expect(
            reading.said == [
                "rules.yaml:3:12: warning: \"name\" is \"b\", a rule that never applies: \"a\" takes all of its alerts"
            ])
        #expect(reading.value?.rules.count == 2)
    }

    @Test func `rules from grave to light don't hide each other`() {
        let reading = read(
            "rules:\n  - {name: r, kind: warning, at least: red, posture: standby}\n"
                + "  - {name: y, kind: warning, at least: yellow, posture: prepare}\n  - {name: d, kind: demand, dispatch: hold}\n"
        )
        #expect(reading.said == [])
    }

    @Test func `rules without one for demands get a warning`() {
        #expect(
            read("rules: [{name: a, kind: warning, record: true}]").said == [
                "rules.yaml:1:8: warning: \"rules\" has no entry for demands; every demand would wait for the officer"
            ])
    }
}
