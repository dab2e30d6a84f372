import CCurl

/// Header lines in the form that libcurl reads, built once and shared by any number of requests and threads.
///
/// libcurl only reads such a list, so one copy serves all transfers that are under way.
@safe package final class HeaderLines: @unchecked Sendable {
    // Unchecked: written in `init`, freed in `deinit`, and only read between them.
    let head: UnsafeMutablePointer<curl_slist>?

    /// No lines but those libcurl sends by itself.
    package static let none = HeaderLines([])

    /// - Parameter lines: Each `Name: value`. A line with a line break in it is left out, since it would
    ///   smuggle in another header.
    package init(_ lines: [String]) {
        unsafe head = HeaderLines.list(of: lines, before: nil)
    }

    deinit {
        unsafe curl_slist_free_all(head)
    }

    /// A list of `lines` whose end is tied to `rest`; free it with `release`, never with libcurl's function.
    static func list(
        of lines: [String], before rest: UnsafeMutablePointer<curl_slist>?
    ) -> UnsafeMutablePointer<curl_slist>? {
        var first: UnsafeMutablePointer<curl_slist>?
        for line in lines where !line.utf8.contains(where: { $0 == 13 || $0 == 10 || $0 == 0 }) {
            if let longer = unsafe curl_slist_append(first, line) { unsafe first = longer }
        }
        guard var last = unsafe first else { return unsafe rest }
        while let next = unsafe last.pointee.next { unsafe last = next }
        unsafe last.pointee.next = rest
        return unsafe first
    }

    /// Frees the nodes of `list` that come before `rest`.
    static func release(
        _ list: UnsafeMutablePointer<curl_slist>?, before rest: UnsafeMutablePointer<curl_slist>?
    ) {
        guard let first = unsafe list, unsafe first != rest else { return }
        var last = unsafe first
        while let next = unsafe last.pointee.next, unsafe next != rest { unsafe last = next }
        unsafe last.pointee.next = nil
        unsafe curl_slist_free_all(first)
    }
}
