import ChildPrograms
import Foundation
import Testing

extension Acceptance {
    /// A disk that is really full: a small file system of its own under the store.
    @Suite struct FullDiskTests {
        @Test(.timeLimit(.minutes(4)))
        func `on a full disk alerts get 503, the officer's work goes on, and nothing taken is lost`()
            async throws
        {
            let place = try await Installation {
                $0.replacing("store: run/muster.db", with: "store: disk/muster.db")
            }
            guard let disk = try await SmallDisk(at: place.path("disk"), megabytes: 96) else { return }
            defer { disk.unmount() }
            try await place.startSandbox()
            try await place.startDaemon()
            let token = try place.token("district-command")
            func demand(_ id: String) throws -> [UInt8] {
                let text = String(decoding: try place.alertOfNow("small-demand.json"), as: UTF8.self)
                return Array(text.replacing(#/"id": *"[^"]*"/#, with: "\"id\":\"\(id)\"").utf8)
            }
            let path = "/v1/alerts/district-command"
            let before = try await place.post(path, demand("D-before"), token: token)
            #expect(before.status == 202, "\(before.body)")

            try disk.fill()
            var refused: Installation.Answer?
            // What is left in the last page of the file system may still take a commit or two.
            for number in 1...50 where refused == nil {
                let answer = try await place.post(path, demand("D-full-\(number)"), token: token)
                if answer.status != 202 { refused = answer } else { try disk.fill() }
            }
            let full = try #require(refused, "the disk is full, but every demand was taken")
            #expect(full.status == 503, "\(full.body)")
            #expect(full.body.contains("\"detail\""), "\(full.body)")
            let status = try await place.musterctl("status")
            #expect(status.status == 0 && status.output.contains("The store can't write"), "\(status.output)")
            let stop = try await place.musterctl("stop", "all", "--hazard", "water")
            #expect(stop.status == 0, "\(stop.output)")

            disk.empty()
            try await place.eventually("alerts are taken again") {
                try await place.post(path, demand("D-after"), token: token).status == 202
            }
            #expect(try await place.post(path, demand("D-before"), token: token).status == 200)
            #expect(await place.stopDaemon() == 0)
            let verified = try await place.run(
                "musterd", "replay", "--verify", place.path("disk/muster.db"), "--head",
                #require(place.lastHead))
            #expect(verified.status == 0, "\(verified.output)")
        }
    }
}

/// A file system in memory, mounted for one test.
private struct SmallDisk: Sendable {
    private let path: String
    private var filler: String { path + "/filler" }

    /// nil where it can't be mounted, which takes root: then the test is skipped, loudly.
    init?(at path: String, megabytes: Int) async throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard getuid() == 0, Self.run("mount", ["-t", "tmpfs", "-o", "size=\(megabytes)m", "tmpfs", path])
        else {
            print("SKIPPED: the full-disk test, which mounts a small file system and so needs root")
            return nil
        }
    }

    /// Takes all the space that is left.
    func fill() throws {
        if !FileManager.default.fileExists(atPath: filler) {
            _ = FileManager.default.createFile(atPath: filler, contents: nil)
        }
        for size in [1 << 20, 4096] {
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: filler))
            defer { try? handle.close() }
            try handle.seekToEnd()
            do {
                while true { try handle.write(contentsOf: Data(count: size)) }
            } catch {
                // Full: that is the aim.
            }
        }
    }

    func empty() { try? FileManager.default.removeItem(atPath: filler) }

    func unmount() { _ = Self.run("umount", ["-l", path]) }

    private static func run(_ program: String, _ arguments: [String]) -> Bool {
        let ended = EndedProgram.find(program).flatMap { try? EndedProgram.run($0, arguments) }
        return ended?.status == 0
    }
}
