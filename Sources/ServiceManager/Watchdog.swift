extension ServiceEnvironment {
    /// Within what time the service manager wants to hear `watchdog`, or it ends this process; nil when it
    /// doesn't watch.
    ///
    /// Send about three times as often: the unit's 10 s mean every 3 s.
    ///
    /// - Returns: `WATCHDOG_USEC`, unless `WATCHDOG_PID` names another process.
    /// - Throws: When one of the two isn't a whole positive number.
    package func watchdogTimeout() throws(ServiceManagerError) -> Duration? {
        guard let text = value("WATCHDOG_USEC") else { return nil }
        let microseconds = try positiveNumber(text, variable: "WATCHDOG_USEC")
        guard try isMeant(by: "WATCHDOG_PID", otherwise: true) else { return nil }
        return .microseconds(microseconds)
    }

    /// Whether the process that a variable names is this one.
    ///
    /// - Parameters:
    ///   - variable: `WATCHDOG_PID` or `LISTEN_PID`.
    ///   - otherwise: The answer when the variable isn't set.
    /// - Returns: True when the variables beside it are for this process.
    /// - Throws: When the variable isn't a whole positive number.
    func isMeant(by variable: String, otherwise: Bool) throws(ServiceManagerError) -> Bool {
        guard let text = value(variable) else { return otherwise }
        return try positiveNumber(text, variable: variable) == Int64(processID)
    }

    /// A whole number above 0.
    ///
    /// - Parameters:
    ///   - text: What the variable holds.
    ///   - variable: Its name, for the error.
    /// - Returns: The number.
    /// - Throws: When the text is anything else.
    func positiveNumber(_ text: String, variable: String) throws(ServiceManagerError) -> Int64 {
        guard let number = Int64(text), number > 0 else {
            throw ServiceManagerError(
                "\(variable) is \"\(text)\"; the service manager sets a whole number above 0, so check who set it"
            )
        }
        return number
    }
}
