package import Mobilization

/// Something that the phone network does of itself, at a point of virtual time.
package struct Happening: Sendable, Equatable {
    package var at: Instant
    /// The phone that it is about, in E.164.
    package var phone: String
    package var what: What

    package enum What: Sendable, Equatable {
        /// What the network says of a text.
        /// - key: The key that the text was handed in with.
        /// - reference: The network's own id of the text.
        case receipt(key: String, reference: String, ReceiptStatus)
        /// - id: The network's id of the reply, never used twice.
        case reply(text: String, id: String)
        /// Left home for the site. Nobody is told: for logs and checks.
        case setOut(SiteCode)
        /// Stands at the site's muster point. Nobody is told.
        case arrived(SiteCode)
        /// Is at home again. Nobody is told.
        case home
    }

    package init(at: Instant, phone: String, what: What) {
        self.at = at
        self.phone = phone
        self.what = what
    }
}

/// What the network says to whoever hands in a text.
package struct Acceptance: Sendable, Equatable {
    /// The network's own id of the text, such as `g-17`.
    package var reference: String
    /// The key came before and the network keeps keys: nothing was sent again.
    package var isRepeat: Bool

    package init(reference: String, isRepeat: Bool) {
        self.reference = reference
        self.isRepeat = isRepeat
    }
}
