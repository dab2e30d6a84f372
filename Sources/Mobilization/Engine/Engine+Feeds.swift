/// An alert source that is expected to send something now and then, if only a test.
package struct Feed: Sendable, Equatable {
    /// The configured name.
    package var source: String
    /// After such a silence it counts as dead: what it would warn of isn't heard.
    package var silentAfter: Interval

    package init(source: String, silentAfter: Interval) {
        self.source = source
        self.silentAfter = silentAfter
    }
}

/// Whether alert sources are still heard. A feed that died in fine weather is found out in the storm, unless somebody is
/// told.
extension Engine {
    /// Something came from `source`, be it a test, a repeat or unreadable: it is alive.
    mutating func hear(from source: String) {
        heard[source] = now
        closeAlarms { $0.kind == .feedSilent && $0.source == source }
        guard let feed = reference.settings.feeds.first(where: { $0.source == source }),
            let noted = state.feedsHeard[source]
        else { return }
        // A repeat leaves no other trace, and after a restart only what was written counts.
        if (now - noted).milliseconds > feed.silentAfter.milliseconds / 4 {
            record(.access(.feedHeard(source)))
        }
    }

    mutating func watchFeeds() {
        let feeds = reference.settings.feeds
        for feed in feeds {
            guard let last = lastHeard(feed.source) else {
                // The clock begins when somebody first waits for it, not when it first speaks.
                record(.access(.feedAwaited(feed.source)))
                continue
            }
            if now - last >= feed.silentAfter {
                raise(
                    .feedSilent, count: Int(clamping: feed.silentAfter.milliseconds / 60_000),
                    source: feed.source)
            }
        }
        for source in state.feedsHeard.keys where !feeds.contains(where: { $0.source == source }) {
            record(.access(.feedDropped(source)))
        }
        closeAlarms { alarm in
            alarm.kind == .feedSilent && !feeds.contains { $0.source == alarm.source }
        }
    }

    /// When the next feed has been silent for too long, if it stays so. nil: none is waited for, or all are told of.
    var nextFeedLook: Instant? {
        // Before that nothing is looked at.
        guard reference.roster.version != .none else { return nil }
        let told = state.alarms.values.filter { $0.kind == .feedSilent }.map(\.source)
        return reference.settings.feeds.compactMap { feed in
            guard let last = lastHeard(feed.source) else { return now }
            return told.contains(feed.source) ? nil : max(now, last + feed.silentAfter)
        }.min()
    }

    private func lastHeard(_ source: String) -> Instant? {
        guard let noted = state.feedsHeard[source] else { return nil }
        return max(noted, heard[source] ?? noted)
    }
}
