import ChildPrograms
import Foundation
import MusterAPI
import Testing

extension Acceptance {
    /// A disk that fails under the built programs, and the trials of `make chaos` in short.
    @Suite struct StoreFaultTests {
        @Test(.timeLimit(.minutes(3)), arguments: [("eio-sync", "1034"), ("eio-write", "778")])
        func `a disk that fails ends the process, and the next one tells the officer`(
            fault: String, code: String
        ) async throws {
            let place = try await Installation()
            guard let shim = try FaultyDisk(place) else { return }
            try await place.startDaemon(under: shim.environment(fault, at: 1))
            let before = try await place.demand(place.alertOfNow("small-demand.json"), "before")
            #expect(before.status == 202)
            try shim.arm()
            // Another write than the alert's may meet the fault first, and the process is gone before it asks; what must
            // never come is a promise.
            let failed = try? await place.demand(place.alertOfNow("small-demand.json"), "during")
            #expect(failed?.status ?? 503 == 503, "\(failed?.body ?? "")")
            #expect(failed?.body.contains("the disk under store") ?? true, "\(failed?.body ?? "")")
            #expect(await place.daemon?.end() == 74)
            #expect(place.journal.contains(code), "\(place.journal.suffix(600))")

            try await place.startDaemon()
            let todo = try await place.musterctl("todo", "--json")
            #expect(todo.output.contains("disk failed"), "\(todo.output)")
            #expect(try await place.demand(place.alertOfNow("small-demand.json"), "before").status == 200)
            // What wasn't promised may be there all the same: written, and not known to be flushed.
            let again = try await place.demand(place.alertOfNow("small-demand.json"), "during")
            #expect([200, 202].contains(again.status), "\(again.body)")
            let doctor = try await place.musterctl("doctor")
            #expect(doctor.status == 1 && doctor.output.contains("disk failed"), "\(doctor.output)")
            // It stays until a person has settled it, over any number of starts.
            #expect(await place.stopDaemon() == 0)
            try await place.startDaemon()
            #expect(try await place.musterctl("todo", "--json").output.contains("disk failed"))
        }

        @Test(.timeLimit(.minutes(2)))
        func `a store that can't be written or is damaged keeps the daemon from starting, and it says why`()
            async throws
        {
            let place = try await Installation()
            try await place.startDaemon()
            #expect(await place.stopDaemon() == 0)
            let store = URL(fileURLWithPath: place.store)
            let whole = try Data(contentsOf: store)
            for (offset, count) in [(0, 16), (4096 * 2, 1024)] {
                var bytes = whole
                for byte in offset..<offset + count { bytes[byte] ^= 0x55 }
                try bytes.write(to: store)
                let ended = try await place.run("musterd", "serve", "--config", place.configuration)
                #expect(ended.status == 74, "\(offset): \(ended.output)")
                #expect(ended.output.contains("musterd restore"), "\(offset): \(ended.output)")
            }
            try whole.write(to: store)
            try Data("99:\(String(repeating: "a", count: 64))\n".utf8).write(
                to: URL(fileURLWithPath: place.store + ".head"))
            let lost = try await place.run("musterd", "serve", "--config", place.configuration)
            #expect(lost.status == 74 && lost.output.contains("lost events"), "\(lost.output)")
        }

        @Test(.timeLimit(.minutes(2)))
        func `a read-only disk keeps the daemon from starting, and it says why`() async throws {
            let place = try await Installation {
                $0.replacing("store: run/muster.db", with: "store: disk/muster.db")
            }
            let disk = place.path("disk")
            try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
            guard getuid() == 0, Self.run("mount", ["-t", "tmpfs", "-o", "ro", "tmpfs", disk]) else {
                print("SKIPPED: the start on a read-only disk, which mounts one and so needs root")
                return
            }
            defer { _ = Self.run("umount", ["-l", disk]) }
            let ended = try await place.run("musterd", "serve", "--config", place.configuration)
            #expect(ended.status == 74, "\(ended.output)")
            #expect(ended.output.contains("Mount it for writing"), "\(ended.output)")
        }

        @Test(
            .timeLimit(.minutes(4)),
            arguments: [
                ["writes", "--every", "120"], ["power", "--cuts", "2", "--control", "1"],
                ["migrations", "--every", "45"],
            ])
        func `the trials of the store hold, in short`(_ trial: [String]) async throws {
            let script = Installation.repository.appendingPathComponent("Scripts/chaos.d/\(trial[0])")
            var environment = ProcessInfo.processInfo.environment
            environment["BIN"] = Installation.programs.path
            let ended = try await EndedProgram.runApart(
                script, Array(trial.dropFirst()), environment: environment)
            for line in ended.output.split(separator: "\n") where line.hasPrefix("SKIPPED: ") { print(line) }
            #expect(ended.status == 0, "\(ended.output)")
        }

        static func run(_ program: String, _ arguments: [String]) -> Bool {
            let ended = EndedProgram.find(program).flatMap { try? EndedProgram.run($0, arguments) }
            return ended?.status == 0
        }
    }

    @Suite struct BackupTests {
        @Test(.timeLimit(.minutes(3)))
        func
            `a backup of a running daemon is restored elsewhere, verified, and starts with all that was there`()
            async throws
        {
            let place = try await Installation()
            try await place.startDaemon()
            #expect(try await place.demand(place.alertOfNow("small-demand.json")).status == 202)
            let folder = place.path("backup")
            let made = try await place.run("musterd", "backup", folder, "--config", place.configuration)
            #expect(made.status == 0, "\(made.output)")
            #expect(made.output.contains("run/secrets/console.token"), "\(made.output)")
            #expect(
                try await place.run("musterd", "backup", folder, "--config", place.configuration).status == 64
            )
            #expect(try await place.musterctl("doctor").output.contains("last backup is 0 days old"))
            let token = try place.token("console")
            #expect(!Self.files(below: folder).contains { Self.holds($0, token) })
            #expect(await place.stopDaemon() == 0)

            // In its own place it would overwrite.
            let refused = try await place.run("musterd", "restore", folder)
            #expect(
                refused.status == 64 && refused.output.contains("nothing is overwritten"), "\(refused.output)"
            )
            let other = place.path("other")
            let restored = try await place.run("musterd", "restore", folder, "--into", other)
            #expect(restored.status == 0, "\(restored.output)")
            #expect(
                restored.output.contains(other + place.path("run/secrets/console.token")),
                "\(restored.output)")
            #expect(
                try await place.run("musterd", "restore", folder, "--into", other).status == 0,
                "again, nothing to do")
            let verified = try await place.run(
                "musterd", "replay", "--verify", other + place.store, "--head", try Self.head(of: folder))
            #expect(verified.status == 0, "\(verified.output)")
            let made2 = try await place.run("musterd", "init", "--config", other + place.configuration)
            #expect(made2.status == 0, "\(made2.output)")
            let checked = try await place.run("musterd", "check", "--config", other + place.configuration)
            #expect(checked.status == 0, "\(checked.output)")

            try Self.damage(try #require(Self.files(below: folder).first { $0.hasSuffix("sites.csv") }))
            let damaged = try await place.run("musterd", "restore", folder, "--into", place.path("third"))
            #expect(
                damaged.status == 65 && damaged.output.contains("sites.csv was changed"), "\(damaged.output)")
            #expect(!FileManager.default.fileExists(atPath: place.path("third")))
        }

        @Test(.timeLimit(.minutes(3)))
        func `a backup that is ended at any write is there whole or not at all`() async throws {
            let place = try await Installation()
            try await place.startDaemon()
            #expect(await place.stopDaemon() == 0)
            guard let shim = try FaultyDisk(place) else { return }
            let folder = place.path("backup")
            let program = Installation.programs.appendingPathComponent("musterd")
            let words = ["backup", folder, "--config", place.configuration]
            var wholes = 0
            for number in [1, 2, 5, 9, 20, 60, 120, 200, 240, 260, 280, 300, 330] {
                let ended = try await EndedProgram.runApart(
                    program, words,
                    environment: shim.environment("kill", at: number, files: folder, armed: false))
                if FileManager.default.fileExists(atPath: folder) {
                    wholes += 1
                    let restored = try await place.run(
                        "musterd", "restore", folder, "--into", place.path("at-\(number)"))
                    #expect(restored.status == 0, "\(number): \(restored.output)")
                    try FileManager.default.removeItem(atPath: folder)
                } else {
                    #expect(ended.status == SIGKILL, "\(number): \(ended.output)")
                }
            }
            #expect(wholes < 13)
            let made = try await place.run(program, words)
            #expect(made.status == 0, "what was ended in the middle is in nobody's way: \(made.output)")
        }

        @Test(.timeLimit(.minutes(2)))
        func `purge says what would go, takes it, and leaves the daemon's store to the daemon`() async throws
        {
            let place = try await Installation()
            try await place.startDaemon()
            let busy = try await place.run("musterd", "purge", "--config", place.configuration)
            #expect(busy.status == 75 && busy.output.contains("once a day"), "\(busy.output)")
            #expect(await place.stopDaemon() == 0)
            let dry = try await place.run("musterd", "purge", "--dry-run", "--config", place.configuration)
            #expect(dry.status == 0 && dry.output.contains("would purge: 0 texts"), "\(dry.output)")
            let purged = try await place.run("musterd", "purge", "--config", place.configuration)
            #expect(purged.status == 0 && purged.output.contains("purged: 0 texts"), "\(purged.output)")
            let verified = try await place.run("musterd", "replay", "--verify", place.store)
            #expect(verified.status == 0, "\(verified.output)")
        }

        private static func files(below folder: String) -> [String] {
            let names = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
            return names.map { folder + "/" + $0 }
        }

        private static func holds(_ file: String, _ words: String) -> Bool {
            FileManager.default.contents(atPath: file)?.range(of: Data(words.utf8)) != nil
        }

        private static func damage(_ file: String) throws {
            var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
            bytes[bytes.count / 2] ^= 1
            try bytes.write(to: URL(fileURLWithPath: file))
        }

        private static func head(of folder: String) throws -> String {
            struct Manifest: Decodable { var head: String }
            let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/manifest.json"))
            return try JSONDecoder().decode(Manifest.self, from: data).head
        }
    }
}

/// The library that makes a disk fail, and the file that arms it.
private struct FaultyDisk {
    private let library: String
    private let trigger: String
    private let store: String

    /// nil without a C compiler; then the test is skipped, loudly.
    init?(_ place: Installation) throws {
        library = place.path("faults.so")
        trigger = place.path("armed")
        store = place.store
        guard let compiler = EndedProgram.find("cc") ?? EndedProgram.find("clang") else {
            print("SKIPPED: tests on a failing disk, which need a C compiler")
            return nil
        }
        let source = Installation.repository.appendingPathComponent("Scripts/store-faults.c").path
        let made = try EndedProgram.run(compiler, ["-shared", "-fPIC", "-O2", "-o", library, source, "-ldl"])
        try #require(made.status == 0, "\(made.output)")
    }

    func environment(_ fault: String, at number: Int, files: String? = nil, armed: Bool = true) -> [String:
        String]
    {
        var variables = armed ? [:] : ProcessInfo.processInfo.environment
        variables["LD_PRELOAD"] = library
        variables["STORE_FAULT"] = fault
        variables["STORE_FAULT_AT"] = "\(number)"
        variables["STORE_FAULT_FILES"] = files ?? store
        if armed { variables["STORE_FAULT_ARM"] = trigger }
        return variables
    }

    func arm() throws { try Data().write(to: URL(fileURLWithPath: trigger)) }
}
