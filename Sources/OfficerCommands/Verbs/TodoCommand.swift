import ArgumentParser
import MusterAPI

/// `todo 待办`
struct TodoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "todo", abstract: "What waits for a person, most dangerous first. 待办",
        subcommands: [TodoListCommand.self, TodoDoneCommand.self, TodoSeenCommand.self],
        defaultSubcommand: TodoListCommand.self, aliases: ["待办"])
}

/// `todo list`, or `todo` alone
struct TodoListCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the inbox. 列表", aliases: ["列表"])

    @Flag(name: .long, help: "Exit code 4 when anything waits.")
    var check = false

    @Option(name: .long, help: "Only this kind, one by one, such as reply_unclear.")
    var kind: String?

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        var todo = try await desk.link.get(TodoView.self, "/v1/todo")
        if let kind, !common.json { todo.view.items.removeAll { $0.kind != kind } }
        if let named = common.incident, !common.json {
            todo.view.items.removeAll { $0.code != named && $0.incident.map { "\($0)" } != named }
        }
        desk.show(todo) { desk.reader.todoPage($0, isGrouped: kind == nil) }
        return check && !todo.view.items.isEmpty ? .waiting : .done
    }
}

/// `todo done ID`
struct TodoDoneCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "done", abstract: "Settles an item: you looked, and it is over. 已办", aliases: ["已办"])

    @Argument(help: "The item's number.")
    var item: Int64

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        try await desk.order("/v1/todo/\(item)/settle", EmptyBody())
        return .done
    }
}

/// `todo seen ID`
struct TodoSeenCommand: OfficerCommand {
    static let configuration = CommandConfiguration(
        commandName: "seen", abstract: "Acknowledges an item: nobody else is woken for it. 已阅",
        aliases: ["已阅"])

    @Argument(help: "The item's number.")
    var item: Int64

    @OptionGroup var common: CommonOptions

    func perform(at desk: Desk) async throws -> Outcome {
        try await desk.order("/v1/todo/\(item)/acknowledge", EmptyBody())
        return .done
    }
}
