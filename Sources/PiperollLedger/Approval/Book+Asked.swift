// What has become of a write that was recorded with a reference. It may have been only a request
// for an approval, which somebody has decided since.

/// What a recorded write has come to by now.
public enum RecordedWrite: Equatable, Sendable {
  /// It was recorded at once: its entry.
  case done(EntryNumber)
  /// It was asked for, and approved since: the first entry that carried it out.
  case approved(EntryNumber)
  /// It was asked for and still waits for an approval: the row of the approval.
  case waiting(UInt32)
  /// It was asked for, and will not be done: the approval was rejected or has expired.
  case ended(EndedRequest)
}

/// A request that will not be carried out.
public struct EndedRequest: Equatable, Sendable {
  /// The entry that asked for the approval.
  public let approval: EntryNumber
  /// Rejected or expired.
  public let state: ApprovalState
  /// The entry that rejected it, and the user who did; nil if it expired.
  public let decision: Decision?
  /// What its repetition is refused with.
  public let refusal: Refusal

  /// A rejection.
  public struct Decision: Equatable, Sendable {
    /// Its entry.
    public let entry: EntryNumber
    /// The user who rejected the request.
    public let user: String
  }
}

extension Book {
  /// What the write has come to that an entry was the first one of.
  /// - Parameter today: the desk's date, for a request that may have expired.
  public func write(recordedBy number: EntryNumber, today: Day) -> RecordedWrite {
    let entry = entries[Int(number) - 1]
    guard entry.kind == .approval else { return .done(number) }
    let approval = approvals[entry.subject]
    switch state(ofApproval: entry.subject, today: today) {
    case .pending: return .waiting(entry.subject)
    case .approved: return .approved(approval.decided ?? number)
    case .expired:
      return .ended(
        EndedRequest(
          approval: number, state: .expired, decision: nil,
          refusal: .requestExpired(approval.expires)))
    case .rejected: return .ended(rejected(number, by: approval.decided ?? number))
    }
  }

  private func rejected(_ approval: EntryNumber, by number: EntryNumber) -> EndedRequest {
    let row = entries[Int(number) - 1]
    let user = text(symbol: row.actor)
    let refusal = Refusal.requestRejected(
      by: user, on: deskDay(at: row.recorded), why: text(memo(of: number)))
    return EndedRequest(
      approval: approval, state: .rejected, decision: .init(entry: number, user: user),
      refusal: refusal)
  }
}
