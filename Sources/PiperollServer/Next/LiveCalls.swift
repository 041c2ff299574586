import PiperollLedger

/// Who calls whom now, as users have said with CALL. It is in memory alone: a start knows of no
/// call.
struct LiveCalls {
  /// No call takes longer. One that nobody has ended must not leave its caller known, or a screen
  /// empty, on the next day.
  static let milliseconds: Int64 = 4 * 60 * 60_000

  private struct Known {
    let call: LiveCall
    /// Entries up to this one do not say that it is over.
    var checked: EntryNumber
  }

  /// By the names of the users: a user has one telephone, in whichever session the calls are said.
  private var calls: [String: Known] = [:]

  var isEmpty: Bool { calls.isEmpty }

  /// A user says who calls.
  mutating func begin(_ call: LiveCall, of user: String) {
    calls[user] = Known(call: call, checked: call.talk.after)
  }

  /// A user says that the call is over.
  mutating func end(of user: String) { calls[user] = nil }

  /// The call of a user, unless it was noted since how it ended.
  mutating func call(of user: String, _ book: borrowing Book, at now: Int64) -> LiveCall? {
    guard let known = calls[user] else { return nil }
    if now - known.call.since >= Self.milliseconds
      || book.hasNote(of: known.call, after: known.checked)
    {
      calls[user] = nil
      return nil
    }
    calls[user]?.checked = book.sequence
    return known.call
  }
}
