extension Book {
  /// Decides a charge or a debit adjustment.
  /// - Parameter number: the item's number; nil to make one from the entry's number.
  public func decideCharge(
    account: UInt32, kind: ItemKind, reason: Reason = .other, number: String?, amount: Money,
    date: Day, due: Day
  ) throws(Refusal) -> Fact {
    if let number { try demandFree(number, on: account) }
    if due < date { throw .dueBeforeDate }
    try checkAmount(amount, accounts[account].currency)
    return Fact(
      ItemCharged(
        account: accounts[account].opened, kind: kind, reason: reason,
        number: number ?? freeNumber(kind == .adjustment ? "A" : "C", of: account),
        amount: amount, due: due))
  }

  /// A free number for an item, made from its entry's number: `C-71`. If the account already has an
  /// item or draft with that number, then `C-71.2`, and so on.
  /// - Parameter entry: the entry's number, if it is not the next one.
  func freeNumber(
    _ prefix: String, of account: UInt32, entry: EntryNumber? = nil
  ) -> String {
    let number = "\(prefix)-\(entry ?? sequence + 1)"
    var (free, count) = (number, 1)
    while findInvoice(free, of: account) != nil || findDraft(free, of: account) != nil {
      count += 1
      free = "\(number).\(count)"
    }
    return free
  }

  mutating func apply(_ fact: ItemCharged, _ number: EntryNumber, _ row: inout EntryRow) {
    row.account = account(openedBy: fact.account)
    row.subject = addItem(
      fact.kind, fact.number, fact.amount, due: fact.due, on: row.account, number, row.effective)
    row.effect = post(item: fact.kind, fact.amount, to: row.account)
    if fact.kind == .adjustment { row.detailByte = EntryRow.debitBit | fact.reason.rawValue }
  }
}
