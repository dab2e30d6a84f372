import Foundation

/// What is examined, by the name that `Scripts/fuzz` takes. Each takes bytes from outside and lives in a file of this
/// folder; each ends the process, with a sentence, when something that must hold doesn't.
private let targets: [String: @Sendable ([UInt8]) -> Void] = [
    "reply": examineReply,
    "json": { examineAlert($0, contentType: "application/json") },
    "cap": { examineAlert($0, contentType: "application/cap+xml") },
    "configuration": examineConfiguration,
    "playbook": examinePlaybook,
    "rules": examineRules,
    "roster": examineRoster,
    "sites": examineSites,
    "rota": examineRota,
    "event": examineEvent,
    "compact": examineCompact,
    "callback": examineCallback,
    "kannel": examineKannel,
]

/// Chosen once: libFuzzer keeps the arguments of the program for itself.
private let examine: @Sendable ([UInt8]) -> Void = {
    let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
    guard let target = targets[name] else {
        fatalError("FUZZ_TARGET is \"\(name)\"; known are \(targets.keys.sorted().joined(separator: ", "))")
    }
    return target
}()

/// Called by libFuzzer for every input. 0: keep it if it reached new code.
@_cdecl("LLVMFuzzerTestOneInput")
public func examineOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    examine(Array(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
}

/// Called by libFuzzer once, before anything else. With FUZZ_SEEDS a folder, writes the seeds that no text editor can
/// and ends.
@_cdecl("LLVMFuzzerInitialize")
public func prepare(
    _ count: UnsafeMutablePointer<CInt>?,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>?
) -> CInt {
    if let folder = ProcessInfo.processInfo.environment["FUZZ_SEEDS"] {
        do {
            try writeEventSeeds(to: folder)
        } catch {
            fatalError("seeds can't be written to \(folder): \(error)")
        }
        exit(0)
    }
    return 0
}

/// Ends the process when something that must hold doesn't, so that libFuzzer keeps the input.
func require(_ holds: Bool, _ promise: @autoclosure () -> String) {
    if !holds { fatalError("broken promise: " + promise()) }
}

/// Whether a line of this text can do nothing to a terminal or a log.
func isTame(_ text: String) -> Bool {
    !text.unicodeScalars.contains {
        switch $0.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

/// The parts of an input that holds several, cut at zero bytes.
func parts(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: 0, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
}
