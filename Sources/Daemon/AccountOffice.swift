import AlertIntake
import HTTPAPI
import Mobilization
import OperationsManual

/// Makes the book of accounts of what the administrator wrote.
struct AccountOffice {
    private(set) var book = AccountBook()

    init(_ configuration: Configuration, _ register: inout TokenRegister) {
        for (uid, officer) in configuration.officers {
            book.add(
                uid: UInt32(uid), account: Account(name: officer.name, roles: officer.roles.map(Self.role)))
        }
        for entry in configuration.tokens {
            let account = Account(name: entry.name, roles: entry.roles.map(Self.role))
            let tokens = register.tokens(
                entry.proof, for: "token \"\(entry.name)\"", file: configuration.file)
            for token in tokens { book.add(tokenDigest: token.digest, account: account) }
        }
    }

    private static func role(_ role: OfficerRole) -> AccountRole {
        switch role {
        case .officer: .officer
        case .viewer: .viewer
        case .administrator: .administrator
        }
    }
}
