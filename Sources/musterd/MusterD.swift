import DaemonCommands

@main
struct MusterD {
    static func main() async {
        await DaemonCommand.runProcess()
    }
}
