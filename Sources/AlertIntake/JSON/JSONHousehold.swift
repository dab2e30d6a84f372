import Mobilization

/// Characters of an address: three texts of a place name, and one message still holds it.
private let addressLength = 20

/// Reads the home of a one-key call. No diagnostic repeats a word of it: all of it is personal data.
func readHousehold(_ fields: JSONFields, isCancel: Bool, into findings: inout Findings) -> Household? {
    guard let value = fields.value("household") else {
        if !isCancel {
            findings.refuse("household is missing; say community, address, lat and lon of the home")
        }
        return nil
    }
    guard case .object(let members) = value else {
        findings.refuse(
            "household is \(value.kindName); write an object with community, address, lat and lon")
        return nil
    }
    let home = JSONFields(members: members, path: "household")
    let community = WireText.line(home.string("community", into: &findings) ?? "", limit: 20)
    if community.isEmpty { findings.refuse("household.community is missing; the first text names it") }
    let address = WireText.line(home.string("address", into: &findings) ?? "", limit: addressLength)
    if address.isEmpty { findings.refuse("household.address is missing; who accepts is told where to go") }
    let latitude = home.decimal("lat", in: -90...90, into: &findings)
    let longitude = home.decimal("lon", in: -180...180, into: &findings)
    let told = home.lines("also_told", atMost: 10, into: &findings)
    guard !community.isEmpty, !address.isEmpty, let latitude, let longitude else { return nil }
    return Household(
        community: community, address: address,
        position: Coordinate(latitude: latitude, longitude: longitude), alsoTold: told)
}
