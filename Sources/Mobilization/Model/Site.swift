/// A place where people may be needed: 点位.
package struct Site: Sendable, Equatable {
    package var code: SiteCode
    package var name: String
    /// 易涝点, 安置点, 社区 ...; free text.
    package var kind: String
    package var position: Coordinate
    /// 集合点: where people go. Texts name this and never the hazard itself.
    package var musterPoint: String
    /// 撤离点: where people withdraw to at a stop.
    package var refuge: String
    package var entryRoad: String
    /// The government's contact on site; personal data, shown to officers only.
    package var contactName: String
    package var contactPhone: String

    package init(
        code: SiteCode, name: String, kind: String, position: Coordinate, musterPoint: String, refuge: String,
        entryRoad: String = "", contactName: String = "", contactPhone: String = ""
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.position = position
        self.musterPoint = musterPoint
        self.refuge = refuge
        self.entryRoad = entryRoad
        self.contactName = contactName
        self.contactPhone = contactPhone
    }
}

/// 点位库: the sites in force.
package struct SiteBook: Sendable, Equatable {
    package var version: ReferenceVersion
    /// In the order of the spreadsheet.
    package var sites: [Site]

    package init(version: ReferenceVersion, sites: [Site]) {
        self.version = version
        self.sites = sites
    }

    package static let empty = SiteBook(version: .none, sites: [])

    package subscript(code: SiteCode) -> Site? { sites.first { $0.code == code } }
}
