/// Why a request was not served: RFC 9457, with our own words in both languages.
package struct ProblemDetails: Error, Sendable, Equatable, Codable {
    /// `about:blank`, or `/problems/` with the code.
    package var type: String
    /// English, the same for every occurrence.
    package var title: String
    /// The HTTP status.
    package var status: Int
    /// English: what, where, why, what to do.
    package var detail: String
    /// A word for programs, such as `unknown_site`; it never changes.
    package var code: String
    package var titleZh: String
    package var detailZh: String
    /// Each thing found wrong in the request, where there can be several.
    package var diagnostics: [Place]?

    package init(
        type: String, title: String, status: Int, detail: String, code: String, titleZh: String,
        detailZh: String, diagnostics: [Place]? = nil
    ) {
        self.type = type
        self.title = title
        self.status = status
        self.detail = detail
        self.code = code
        self.titleZh = titleZh
        self.detailZh = detailZh
        self.diagnostics = diagnostics
    }

    /// The detail in both languages.
    package var words: Words { Words(zh: detailZh, en: detail) }

    /// One thing found wrong, and where.
    package struct Place: Sendable, Equatable, Codable {
        /// The field's path, such as `needs.0.headcount`, or the file's name; empty where neither fits.
        package var field: String
        /// Counted from 1; 0 where the place is not a line.
        package var line: Int = 0
        /// Counted from 1; 0 where the place is not a column.
        package var column: Int = 0
        package var message: String

        package init(field: String, line: Int = 0, column: Int = 0, message: String) {
            self.field = field
            self.line = line
            self.column = column
            self.message = message
        }
    }
}
