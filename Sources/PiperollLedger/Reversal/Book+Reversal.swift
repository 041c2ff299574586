extension Book {
  /// Decides to reverse a payment, a credit memo, an application or an invoice.
  public func decideReversal(
    of number: EntryNumber, reason: ReversalReason, date: Day
  ) throws(Refusal) -> Fact {
    guard let original = entry(number) else { throw .entryNotFound(number) }
    switch original.kind {
    case .payment, .credit, .apply, .invoice: break
    default: throw .entryNotReversible(original.kind)
    }
    if original.reversedBy != 0 { throw .alreadyReversed(by: EntryNumber(original.reversedBy)) }
    if date < original.effective { throw .reversalBeforeOriginal(original.effective) }
    return .reversed(Reversed(original: number, reason: reason))
  }

  mutating func apply(_ fact: Reversed, _ number: EntryNumber, _ row: inout EntryRow) {
    let original = entries[Int(fact.original) - 1]
    precondition(original.reversedBy == 0, "an entry is reversed once")
    entries[Int(fact.original) - 1].reversedBy = UInt32(number)
    row.subject = UInt32(fact.original)
    row.detailByte = fact.reason.rawValue
    switch original.kind {
    case .payment, .credit: reverseCredit(original.subject, number, &row)
    case .apply: reverseApplication(by: fact.original, of: original.subject, number, &row)
    case .invoice: reverseInvoice(original.subject, number, &row)
    default: preconditionFailure("a \(original.kind) is not reversed")
    }
  }

  /// The items it had paid are open again by exactly what it had paid, and the credit is gone.
  private mutating func reverseCredit(
    _ credit: UInt32, _ number: EntryNumber, _ row: inout EntryRow
  ) {
    var live: [UInt32] = []
    forEachApplication(ofCredit: credit) { if applications[$0].undone == 0 { live.append($0) } }
    let restored = undo(live, number, row.effective)
    let amount = credits[credit].amount
    setUnapplied(.zero, of: credit)
    credits[credit].voided = row.effective
    var posting = Posting(receivables: restored, unapplied: restored - amount)
    if credits[credit].kind == .payment { posting.cash = -amount } else { posting.memos = -amount }
    post(posting, to: credits[credit].account, &row)
  }

  /// What that entry applied is unapplied again, less what has been undone since.
  private mutating func reverseApplication(
    by original: EntryNumber, of credit: UInt32, _ number: EntryNumber, _ row: inout EntryRow
  ) {
    var live: [UInt32] = []
    forEachApplication(ofCredit: credit) {
      if applications[$0].undone == 0, applications[$0].entry == original { live.append($0) }
    }
    let restored = undo(live, number, row.effective)
    post(Posting(receivables: restored, unapplied: restored), to: credits[credit].account, &row)
  }

  /// The invoice is owed no longer; what had been paid on it is unapplied credit.
  private mutating func reverseInvoice(
    _ item: UInt32, _ number: EntryNumber, _ row: inout EntryRow
  ) {
    var live: [UInt32] = []
    forEachApplication(toItem: item) { if applications[$0].undone == 0 { live.append($0) } }
    let released = undo(live, number, row.effective)
    let amount = items[item].amount
    setRemaining(.zero, of: item)
    items[item].voided = row.effective
    let posting = Posting(
      receivables: released - amount, unapplied: released, revenue: -amount)
    post(posting, to: itemAccount[item], &row)
  }

  /// Undoes applications and returns how much in all. An application that was to take effect later
  /// than the reversal is undone on its own day, so that no day in between sees less than nothing.
  private mutating func undo(_ rows: [UInt32], _ number: EntryNumber, _ effective: Day) -> Money {
    var total = Money.zero
    for row in rows {
      let application = applications[row]
      applications[row].undone = 1
      move(
        -application.amount, credit: application.credit, item: application.item, number,
        max(effective, application.effective), undone: true)
      setUnapplied(
        credits[application.credit].unapplied + application.amount, of: application.credit)
      total += application.amount
    }
    return total
  }
}
