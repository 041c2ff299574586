extension Book {
  /// The row of an approval by the entry that asked for it.
  public func findApproval(_ number: EntryNumber) -> UInt32? {
    let row = approvals.firstRow { $0.entry >= number }
    return row < approvals.count && approvals[row].entry == number ? UInt32(row) : nil
  }

  /// The state of an approval at the end of a day.
  public func state(ofApproval row: UInt32, on day: Day) -> ApprovalState {
    guard let decision = decision(ofApproval: row, on: day) else {
      return day > approvals[row].expires ? .expired : .pending
    }
    return entries[Int(decision) - 1].kind == .reject ? .rejected : .approved
  }

  /// The state of an approval now.
  /// - Parameter today: the desk's date. A decision counts whatever the clock says since.
  public func state(ofApproval row: UInt32, today: Day) -> ApprovalState {
    guard let decided = approvals[row].decided, decided <= sequence else {
      return today > approvals[row].expires ? .expired : .pending
    }
    return entries[Int(decided) - 1].kind == .reject ? .rejected : .approved
  }

  /// The entry that had approved or rejected a request by the end of a day; nil if none had. The
  /// time at which that entry was recorded counts: its effective date is the one that the request
  /// asked for.
  public func decision(ofApproval row: UInt32, on day: Day) -> EntryNumber? {
    // A view of the past does not know later decisions.
    guard let decided = approvals[row].decided, decided <= sequence else { return nil }
    return decided <= lastEntry(recordedBy: end(ofDeskDay: day)) ? decided : nil
  }

  /// Whether a request had been asked for by the end of a day: it has that date or an earlier one,
  /// or was recorded by then. Its date may still be to come once the desk has moved west, and its
  /// time once a clock was set back.
  public func isAsked(approval row: UInt32, by day: Day) -> Bool {
    let number = approvals[row].entry
    return entries[Int(number) - 1].effective <= day
      || number <= lastEntry(recordedBy: end(ofDeskDay: day))
  }

  /// The row of the approval that allowed an entry; nil for most entries.
  public func approval(behind number: EntryNumber) -> UInt32? {
    let row = carriedOut.firstRow { $0.entry >= number }
    guard row < carriedOut.count, carriedOut[row].entry == number else { return nil }
    return carriedOut[row].approval
  }

  /// The row of an approval, if a user may decide it on a day.
  /// - Throws: the rule that forbids it.
  public func approval(
    _ number: EntryNumber, toBeDecidedBy user: String, on today: Day
  ) throws(Refusal) -> UInt32 {
    guard let row = findApproval(number) else { throw .approvalNotFound(number) }
    if let decided = approvals[row].decided { throw .approvalDecided(by: decided) }
    let expires = approvals[row].expires
    if today > expires { throw .approvalExpired(expires) }
    if text(symbol: entries[Int(number) - 1].actor) == user { throw .sameUser }
    return row
  }

  /// Decides to reject a request of another user.
  public func decideRejection(
    of number: EntryNumber, by user: String, on today: Day
  ) throws(Refusal) -> Fact {
    _ = try approval(number, toBeDecidedBy: user, on: today)
    return Fact(ApprovalRejected(approval: number))
  }

  /// Whether facts, if they were recorded now, are the same as those that the approval was asked
  /// for.
  public func isAsked(_ facts: [Fact], of row: UInt32) -> Bool {
    let approval = approvals[row]
    // The limit may have changed since, so that the same new limit raises it by another amount.
    if !approval.needs.isDisjoint(
      with: [ApprovalNeeds(.creditRaiseLimit), ApprovalNeeds(.creditRaiseDayLimit)]),
      facts[0].limited(in: self, on: approval.effective)?.amount != approval.amount
    {
      return false
    }
    // Another period may have been closed since, which this request would open too.
    if approval.needs.contains(ApprovalNeeds(.reopening)), hasClosing(after: approval.entry) {
      return false
    }
    // Somebody may have shut the user out since, or given them another role.
    if approval.needs.contains(ApprovalNeeds(.role)),
      hasRoleChanged(of: facts[0], after: approval.entry)
    {
      return false
    }
    return approval.hash == FactHash(facts, from: sequence + 1)
  }

  private func hasClosing(after number: EntryNumber) -> Bool {
    (Int(number)..<entries.count).contains { entries[$0].kind == .close }
  }

  /// Refuses to carry out what is dated into a period that was closed after it was asked for:
  /// whoever approves it has not been told so.
  public func demandOpen(_ facts: [Fact], of row: UInt32) throws(Refusal) {
    let approval = approvals[row]
    let needs = facts.reduce(into: ApprovalNeeds()) {
      $0.formUnion(closingNeeds(for: $1, with: facts.first, effective: approval.effective))
    }
    if !approval.needs.isSuperset(of: needs), let closedThrough {
      throw .closedSince(through: closedThrough)
    }
  }

  /// The requests that wait once an entry has closed a period, and that can no longer be approved:
  /// they concern days of the period, and were asked for while it was open.
  /// - Parameter firstDay: the first day that a request concerns (`Fact.firstDay`). Only its text
  ///   says so, and the ledger reads no requests.
  public func requests(
    leftBy closing: EntryNumber, firstDay: (UInt32) -> Day
  ) -> [EntryNumber] {
    let entry = entries[Int(closing) - 1]
    var left: [EntryNumber] = []
    for row in 0..<UInt32(approvals.count) where approvals[row].entry < closing {
      let approval = approvals[row]
      if approval.kind.isHeldByClosing, !approval.needs.contains(ApprovalNeeds(.closedPeriod)),
        approval.decided ?? .max > closing, recordedDay(of: entry) <= approval.expires,
        firstDay(row) <= entry.closedThrough
      {
        left.append(approval.entry)
      }
    }
    return left
  }

  mutating func apply(_ fact: ApprovalAsked, _ number: EntryNumber, _ row: inout EntryRow) {
    row.account = fact.account == 0 ? none : account(openedBy: fact.account)
    row.subject = approvals.append(
      ApprovalRow(
        request: arena.append(fact.request), hashLow: fact.hash.low, hashHigh: fact.hash.high,
        amount: fact.amount, entryWord: UInt32(number), account: row.account,
        effective: fact.effective, expires: fact.expires, needs: fact.needs,
        kindByte: fact.kind.rawValue,
        currencyByte: fact.currency?.index ?? ApprovalRow.noCurrency))
  }

  mutating func apply(_ fact: ApprovalRejected, _ number: EntryNumber, _ row: inout EntryRow) {
    row.subject = decide(approval: fact.approval, by: number)
    row.account = approvals[row.subject].account
  }

  /// Notes which entry was recorded because an approval allowed it.
  mutating func carryOut(approval: EntryNumber, by number: EntryNumber) {
    let row = decide(approval: approval, by: number)
    carriedOut.append(CarriedOutRow(entry: number, approval: row))
  }

  private mutating func decide(approval: EntryNumber, by number: EntryNumber) -> UInt32 {
    guard let row = findApproval(approval), approvals[row].decided == nil else {
      preconditionFailure("an approval is decided once")
    }
    approvals[row].decidedWord = UInt32(number)
    return row
  }
}
