import Foundation
package import Mobilization

/// Opens files and folders for the readers; everything that can go wrong there becomes a diagnostic.
package enum TextFile {
    /// The largest file that is taken, in bytes: a roster of 100,000 people has about 20 MB.
    package static let largest = 64 * 1024 * 1024

    /// The text of a file.
    /// - Throws: a `Diagnostic` when the file can't be opened, is too large, or isn't UTF-8.
    package static func read(_ path: String) throws(Diagnostic) -> NamedText {
        NamedText(file: path, text: try text(of: try bytes(of: path), file: path))
    }

    /// The chapters of a folder: all files that end in `.md`, but for a README and hidden ones, by name.
    package static func chapters(in folder: String) throws(Diagnostic) -> [NamedText] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw Diagnostic(file: folder, message: "can't be opened as a folder: \(reason(of: folder))")
        }
        var texts: [NamedText] = []
        for name in names.sorted() where isChapter(name) { texts.append(try read(folder + "/" + name)) }
        return texts
    }

    /// When a file was last written, in seconds since 1970; nil when there is none, or it can't be looked at.
    static func changedAt(_ path: String) -> Double? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970
    }

    /// A secret: the file's text without the line end that editors add.
    /// - Throws: a `Diagnostic` that never holds any of the secret.
    package static func secret(_ secret: SecretFile) throws(Diagnostic) -> String {
        guard let path = secret.path else {
            throw Diagnostic(
                file: secret.written,
                message:
                    "is a credential of systemd, but $CREDENTIALS_DIRECTORY isn't set; start it as a unit"
                    + " with LoadCredential="
            )
        }
        let content = try text(of: try bytes(of: path), file: path)
        let trimmed = content.trimmingCharacters(in: .newlines)
        guard !trimmed.isEmpty else {
            throw Diagnostic(file: path, message: "is empty; a secret must stand in it")
        }
        guard !trimmed.contains(where: \.isNewline) else {
            throw Diagnostic(
                file: path, message: "holds more than one line; a secret stands alone in its file")
        }
        return trimmed
    }

    /// Strict UTF-8, with or without a byte order mark.
    package static func text(of bytes: [UInt8], file: String) throws(Diagnostic) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        let place = firstInvalidByte(bytes)
        throw Diagnostic(
            file: file, line: place.line,
            message: "byte \(place.offset) is not UTF-8; in Excel or WPS save the file as \"CSV UTF-8\"")
    }

    private static func bytes(of path: String) throws(Diagnostic) -> [UInt8] {
        do {
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            if data.count <= largest { return Array(data) }
        } catch {
            throw Diagnostic(file: path, message: "can't be read: \(reason(of: path))")
        }
        throw Diagnostic(file: path, message: "is larger than \(largest / 1024 / 1024) MB")
    }

    /// Foundation's own message repeats the path; this says only why.
    private static func reason(of path: String) -> String {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return "there is no such file"
        }
        return FileManager.default.isReadableFile(atPath: path)
            ? (isFolder.boolValue ? "it is a folder" : "it is no regular file") : "this user may not read it"
    }

    private static func isChapter(_ name: String) -> Bool {
        name.lowercased().hasSuffix(".md") && !name.hasPrefix(".") && !name.lowercased().hasPrefix("readme")
    }

    /// Offset counted from 0, line from 1.
    private static func firstInvalidByte(_ bytes: [UInt8]) -> (offset: Int, line: Int) {
        var decoder = UTF8()
        var rest = bytes.makeIterator()
        var offset = 0
        var line = 1
        while case .scalarValue(let scalar) = decoder.decode(&rest) {
            offset += UTF8.width(scalar)
            if scalar == "\n" { line += 1 }
        }
        return (offset, line)
    }
}
