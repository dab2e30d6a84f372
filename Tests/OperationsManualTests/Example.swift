import Mobilization
import OperationsManual

/// Small right inputs, which a test spoils in one place.
enum Example {
    static let region = Region(centre: Coordinate(latitude: 31.4660, longitude: 104.7420))
    static let zone = ZoneOffsets.fixed(hours: 8)

    static let chapter = """
        ---
        slug: order-keeping
        chapter: 2
        title: 秩序维护
        english title: Order keeping
        aliases: [秩序, 交通]
        version: 3
        approved_by: 主任
        approved_on: 2025-06-01
        site minimum: 4
        levels: {worker: 初级, group: 中级, lead: 高级}
        required skills: []
        preferred skills: [交通引导]
        youngest: 18
        oldest: 60
        insurance: true
        heavy: false
        longest shift: 6h
        first aiders along: 0
        order keepers along: 1
        rate: 2.5
        unit: 辆
        counters:
          - {slug: cars, title: 劝返车辆, unit: 辆}
        templates: [callout.order-keeping]
        ---

        # 秩序维护

        """

    static let rosterHeader = "姓名,手机,等级,技能,证书,证书有效期,保险到期,纬度,经度,交通方式,志愿者编号"
    static let rosterRow = "赵甲子,13800000001,中级,救护,救护员证,2028-06-30,2028-12-31,31.466,104.742,汽车,XF-1"

    static func roster(_ rows: String..., pool: Pool? = .pioneer) -> RosterReport {
        let text = ([rosterHeader] + rows).joined(separator: "\r\n") + "\r\n"
        return RosterReader.read(text, file: "roster.csv", pool: pool, region: region)
    }

    static let configuration = """
        centre:
          name: 示例中心
          latitude: 31.4660
          longitude: 104.7420
          duty_landline: "0816-5550100"
          signature: 【先锋应急队】
        files:
          playbooks: ../Playbooks
          roster: {pioneer: roster.csv}
          sites: sites.csv
          rota: duty.csv
        officers:
          1000: {name: 值班员甲, roles: [officer]}
        sources:
          - name: weather
            token_file: run/weather.token
            kinds: [warning]
        gateways:
          - name: sandbox
            kind: generic-sms
            channel: sms
            url: http://127.0.0.1:8471/send
            body: '{"to":"{to}","text":"{text}"}'
            sandbox: true
        """

    static func read(configuration text: String, credentials: String? = nil) -> Reading<Configuration> {
        ConfigurationReader.read(text, file: "musterd.yaml", folder: "/etc/musterd", credentials: credentials)
    }
}

extension Reading {
    /// Every finding as it is printed.
    var said: [String] { findings.map(\.description) }
}

extension RosterReport {
    var said: [String] { findings.map(\.description) }
}

extension String {
    /// The text with `old` replaced, which must stand in it.
    func with(_ old: String, _ new: String) -> String {
        precondition(contains(old), "the example doesn't hold \(old)")
        return split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}
