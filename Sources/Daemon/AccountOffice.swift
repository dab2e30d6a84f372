import HTTPAPI
import Mobilization
import OperationsManual

/// Makes the book of accounts of what the administrator wrote.
struct AccountOffice {
    private(set) var book = AccountBook()
    private(set) var diagnostics: [Diagnostic] = []

    init(_ configuration: Configuration) {
        var secrets = SecretShelf()
        for (uid, officer) in configuration.officers {
            book.add(
                uid: UInt32(uid), account: Account(name: officer.name, roles: officer.roles.map(Self.role)))
        }
        for token in configuration.tokens {
            guard let words = secrets.read(token.file, for: "token \"\(token.name)\"") else { continue }
            book.add(
                tokenDigest: AccountBook.digest(of: words),
                account: Account(name: token.name, roles: token.roles.map(Self.role)))
        }
        diagnostics = secrets.diagnostics
    }

    private static func role(_ role: OfficerRole) -> AccountRole {
        switch role {
        case .officer: .officer
        case .viewer: .viewer
        case .administrator: .administrator
        }
    }
}
