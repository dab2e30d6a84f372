import Mobilization
import OperationsManual

extension ReferenceLibrary {
    /// The edition that a piece is: the one in force while its texts are the same, else the next.
    func edition(_ kind: ReferenceKind, after editions: Editions) -> ReferenceVersion {
        let piece: Piece? =
            switch kind {
            case .roster: .roster
            case .manual: .playbooks
            case .sites: .sites
            case .rules: .rules
            case .rota: .rota
            case .travelTimes: nil
            }
        let digest = RosterOffice.digest((piece.flatMap { texts[$0] } ?? []).map(\.text))
        let known = editions[kind]
        return known.digest == digest ? known : ReferenceVersion(number: known.number + 1, digest: digest)
    }

    /// Everything but the roster, whose members need their ids first.
    func changes(after editions: Editions) -> [ReferenceChange] {
        var manual = manual.manual
        manual.version = edition(.manual, after: editions)
        var sites = sites
        sites.version = edition(.sites, after: editions)
        var rules = rules
        rules.version = edition(.rules, after: editions)
        var rota = rota
        rota.version = edition(.rota, after: editions)
        return [.manual(manual), .sites(sites), .rules(rules), .rota(rota)]
    }
}
