extension Book {
  /// How much of what an account owes is disputed in writing at the end of a day, by what came
  /// within the validation period. What is resolved is answered (12 CFR 1006.38).
  /// - Parameter validationEnd: the last day of the period; nil if there is none.
  func disputeExtent(of account: UInt32, asOf day: Day, by validationEnd: Day?) -> DisputeExtent {
    guard let validationEnd, hasDisputes(account) else { return .none }
    var disputed = Money.zero
    for standing in disputes(of: account, asOf: day) where standing.outcome == nil {
      let row = disputes[standing.dispute]
      guard row.via.isWritten, row.received <= validationEnd else { continue }
      if row.reason == .originalCreditor { return .all }
      disputed += standing.disputed
    }
    if disputed == .zero { return .none }
    let open = openItems(of: account, asOf: day).reduce(.zero) { $0 + $1.left }
    return disputed < open ? .part : .all
  }

  /// Whether a dispute came in writing within the validation period, by what is known at the end of
  /// a day: then collection of it ceases until it is answered (N5, 12 CFR 1006.38(d)).
  func isInPeriod(dispute: UInt32, asOf day: Day) -> Bool {
    let row = disputes[dispute]
    guard row.via.isWritten, let end = validationEnd(of: row.account, asOf: day) else {
      return false
    }
    return row.received <= end
  }

  /// Whether it did, by what was known when it was recorded.
  public func cameInPeriod(dispute: UInt32) -> Bool {
    let row = disputes[dispute]
    guard row.via.isWritten, isThirdParty(row.account, on: row.made) else { return false }
    return view(known: row.entry).isInPeriod(dispute: dispute, asOf: row.made)
  }
}
