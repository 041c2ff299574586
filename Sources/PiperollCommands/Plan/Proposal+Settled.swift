import PiperollLedger

extension Proposal {
  /// Adds what follows for settlements: what those take off that it completes, and the end of what
  /// those took off that are not paid any more.
  /// - Parameter accounts: the accounts that it is about.
  mutating func settle(
    on book: borrowing Book, _ accounts: [UInt32], _ effective: Day,
    because reason: ReversalReason = .error
  ) throws(Refusal) {
    guard accounts.contains(where: { book.hasPlans($0) }) else { return }
    let asked = ahead + (first.map { [$0] } ?? [])
    let following = try book.decideSettled(behind: asked, on: effective, reason: reason)
    if following.isEmpty { return }
    rest += following
    effectiveOfRest = book.firstDay(ofSettled: following, on: effectiveOfRest ?? effective)
  }
}
