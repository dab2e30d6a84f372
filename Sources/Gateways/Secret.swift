/// A password, token or key. It is used, and never shown: neither described, nor reflected, nor encoded.
package struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    /// The words themselves, for the one place that sends or signs with them.
    package let value: String

    package init(_ value: String) {
        self.value = value
    }

    package var description: String { "(secret)" }
    package var debugDescription: String { "(secret)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
