import AlertIntake
import Mobilization
import Testing

/// When every body of these tests arrives: 2025-07-08 06:31 in Sichuan.
let arrival = Instant(seconds: 1_751_927_460)

func read(_ body: String, as contentType: String? = "application/json") -> IntakeResult {
    readAlert(Array(body.utf8), contentType: contentType, source: "command", receivedAt: arrival)
}

func readCAP(_ body: String) -> IntakeResult {
    read(body, as: "application/cap+xml")
}

func readCAP(_ body: [UInt8]) -> IntakeResult {
    readAlert(body, contentType: "application/cap+xml", source: "command", receivedAt: arrival)
}

extension IntakeResult {
    var alert: Alert? {
        if case .alert(let alert, _) = self { alert } else { nil }
    }

    /// What was tolerated; nil when there is no alert.
    var remarks: [String]? {
        if case .alert(_, let remarks) = self { remarks.map(\.message) } else { nil }
    }

    /// Why it is malformed; nil when it isn't that.
    var refusals: [String]? {
        if case .refused(let problems) = self { problems.map(\.message) } else { nil }
    }

    /// Why it isn't acceptable; nil when it isn't that.
    var objections: [String]? {
        if case .unacceptable(let problems) = self { problems.map(\.message) } else { nil }
    }
}

/// An invented demand with one part to change.
func demand(replacing part: String = "", with other: String = "") -> String {
    let whole = """
        {"id":"FZ-2025-0708-01","kind":"demand","status":"actual","event":"暴雨内涝",
        "issued_at":"2025-07-08T06:30:00+08:00",
        "requested_by":{"organisation":"区防指","name":"张主任","phone":"0816-5550199"},
        "needs":[{"site":"F01","playbook":"material-handling","headcount":35,"workload":1120},
        {"site":"F01","playbook":"order-keeping","headcount":3}],
        "needed_by":"2025-07-08T09:30:00+08:00"}
        """
    return change(whole, part, other)
}

/// An invented warning in CAP 1.2 with one part to change.
func warning(replacing part: String = "", with other: String = "") -> String {
    let whole = """
        <?xml version="1.0" encoding="UTF-8"?>
        <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
        <identifier>EX-20250708-0007</identifier>
        <sender>weather.example.cn</sender>
        <sent>2025-07-08T06:20:00+08:00</sent>
        <status>Actual</status>
        <msgType>Alert</msgType>
        <scope>Public</scope>
        <info>
        <language>zh-CN</language>
        <category>Met</category>
        <event>暴雨</event>
        <urgency>Immediate</urgency>
        <severity>Extreme</severity>
        <certainty>Observed</certainty>
        <expires>2025-07-08T12:20:00+08:00</expires>
        <headline>某市气象台发布暴雨红色预警</headline>
        <area><areaDesc>东城区</areaDesc>
        <geocode><valueName>GB/T 2260</valueName><value>510700</value></geocode></area>
        </info>
        </alert>
        """
    return change(whole, part, other)
}

private func change(_ whole: String, _ part: String, _ other: String) -> String {
    guard !part.isEmpty else { return whole }
    let parts = whole.split(separator: part, omittingEmptySubsequences: false)
    #expect(parts.count == 2, "\(part) must stand exactly once in the document")
    return parts.joined(separator: other)
}
