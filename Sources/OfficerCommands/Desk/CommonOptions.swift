import ArgumentParser
import FoundationEssentials

/// What every verb takes.
struct CommonOptions: ParsableArguments {
    static let defaultSocket = "/run/musterd-control.sock"

    @Option(name: .long, help: "Control socket; else MUSTER_SOCKET, else /run/musterd-control.sock.")
    var socket: String?

    @Option(name: .long, help: "From afar: http(s)://HOST:PORT instead of the socket.")
    var server: String?

    @Option(name: .long, help: "File that holds the token for --server.")
    var tokenFile: String?

    @Flag(name: .long, help: "The daemon's answer as JSON.")
    var json = false

    @Option(name: .long, help: "zh or en; else from LC_ALL, LC_MESSAGES or LANG.")
    var lang: Language?

    @Option(name: .long, help: "Incident number or four digits; else the only open one.")
    var incident: String?

    @Flag(name: .long, help: "Everything, not only one screen of 24 lines.")
    var all = false

    func language(_ environment: [String: String]) -> Language { lang ?? Language(environment: environment) }

    /// - Throws: `Trouble.misused` when the token can't be read or the address is none.
    func address(_ environment: [String: String]) throws -> DaemonLink.Address {
        let language = language(environment)
        guard let server else {
            let fallback =
                environment["MUSTER_SOCKET"].flatMap { $0.isEmpty ? nil : $0 } ?? Self.defaultSocket
            return .socket(socket ?? fallback)
        }
        guard server.hasPrefix("http://") || server.hasPrefix("https://") else {
            throw Trouble.misused(language.say(.badServer, [server]))
        }
        var url = server[...]
        while url.last == "/" { url.removeLast() }
        return .server(url: String(url), token: try tokenFile.map { try token($0, language) })
    }

    /// - Throws: `Trouble.misused`, never with a byte of the file's content.
    private func token(_ path: String, _ language: Language) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Trouble.misused(language.say(.tokenUnreadable, [path]))
        }
        let token = String(decoding: data, as: UTF8.self).filter { !$0.isWhitespace }
        guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Trouble.misused(language.say(.tokenEmpty, [path]))
        }
        return token
    }
}
