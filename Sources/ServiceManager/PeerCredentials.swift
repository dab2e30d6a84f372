import Glibc

/// Who is at the other end of a Unix socket, vouched for by the kernel.
///
/// The kernel notes it when the peer connects; what the peer does later doesn't change it. In a user
/// namespace of our own (`PrivateUsers=yes`) everybody would read as nobody, which is why the unit goes
/// without one.
package struct PeerCredentials: Sendable, Equatable {
    /// The user that the configuration maps to an officer.
    package let userID: UInt32
    package let groupID: UInt32
    /// For the log only: the process may be gone and its number given to another.
    package let processID: Int32

    /// Asks the kernel.
    ///
    /// - Parameter descriptor: A connected Unix stream socket; it stays open.
    /// - Throws: When the descriptor isn't one.
    package init(ofConnected descriptor: Int32) throws(ServiceManagerError) {
        // Glibc's module hides `struct ucred`: process, user and group, 32 bits each, unix(7).
        var peer: [UInt32] = [0, 0, 0]
        var size = socklen_t(peer.count * MemoryLayout<UInt32>.size)
        guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 else {
            throw .lastCall("read who is connected to the control socket")
        }
        // A TCP socket answers too, with process 0 and nobody: that is no officer.
        guard peer[0] > 0 else {
            throw ServiceManagerError(
                "cannot read who is connected: descriptor \(descriptor) is no connected Unix socket")
        }
        processID = Int32(bitPattern: peer[0])
        userID = peer[1]
        groupID = peer[2]
    }
}
