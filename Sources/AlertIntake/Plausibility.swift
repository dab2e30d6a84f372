import Mobilization

/// The issue time to go by: no later than a day after the alert arrived.
///
/// A sender that counts years from another epoch (2568 for 2025) would else be newer than everything after
/// it. The identity of the alert keeps the time as it was written.
func plausible(_ issuedAt: Instant, _ field: String, receivedAt: Instant, into findings: inout Findings)
    -> Instant
{
    guard issuedAt > receivedAt + .hours(24) else { return issuedAt }
    findings.remark(
        "\(field) lies more than a day after the alert arrived; its arrival counts instead; "
            + "check the sender's clock"
    )
    return receivedAt
}
