extension ServiceEnvironment {
    /// The folder that the service manager put the secrets in, readable by this user only; nil when it put
    /// none.
    package var credentialsDirectory: String? { value("CREDENTIALS_DIRECTORY") }

    /// Where the secret of a `LoadCredential=` line lies.
    ///
    /// - Parameter name: The name left of the colon. The file need not exist.
    /// - Returns: An absolute path, or nil when the service manager put no secrets anywhere.
    /// - Throws: When the name could lead out of the folder, or the folder isn't an absolute path.
    package func credentialPath(_ name: String) throws(ServiceManagerError) -> String? {
        guard !name.isEmpty, name != ".", name != "..", !name.contains("/"), !name.contains("\0") else {
            throw ServiceManagerError("\"\(name)\" is no name of a credential; use letters, digits, - and _")
        }
        guard let directory = credentialsDirectory else { return nil }
        guard directory.first == "/" else {
            throw ServiceManagerError(
                "CREDENTIALS_DIRECTORY is \"\(directory)\"; it must be an absolute path")
        }
        return directory + "/" + name
    }
}
