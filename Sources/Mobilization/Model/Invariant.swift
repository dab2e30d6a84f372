/// Ends the process when a programmer's promise is broken, in production too.
///
/// `precondition` loses its text in release builds and `assert` vanishes; a silent trap at 03:00 helps nobody.
package func invariant(
    _ condition: @autoclosure () -> Bool, _ promise: @autoclosure () -> String,
    file: StaticString = #fileID, line: UInt = #line
) {
    if !condition() { fatalError("broken promise: \(promise())", file: file, line: line) }
}
