// What was posted by mistake never bore a late fee. So whoever reverses it as an error or void
// gives back its part of the fee in the same request. A fee's entry does not say how much of it was
// for what: that is worked out again from the book as it was known ahead of the fee.

/// What gives back the late fees of an item that is reversed.
public struct LateFeeBack: Sendable {
  /// What is recorded behind the reversal; mostly nothing.
  public var facts: [Fact] = []
  /// The day from which it counts: that of the reversal, or the day of the fee if that is later.
  public var date: Day
}

/// A late fee, and what it was charged for.
private struct KnownLateFee {
  /// The row of the fee's item.
  var item: UInt32
  var parts: [(late: Book.Late, fee: Money)]

  func isOnly(for item: UInt32) -> Bool { parts.allSatisfy { $0.late.item == item } }
}

extension Book {
  /// Decides to give back the late fees of what a reversal undoes.
  ///
  /// A fee that is for nothing else is reversed. Of any other, or if some of it was forgiven
  /// already, the item's part is given as a credit memo: on the fee as far as it is open, and
  /// unapplied as far as it was paid. What was forgiven is not given again: it counts first for
  /// what is reversed.
  public func decideLateFeeBack(
    for reversal: Reversed, date: Day
  ) throws(Refusal) -> LateFeeBack {
    var back = LateFeeBack(date: date)
    guard !reversal.reason.isOfBank, let item = documents(of: reversal.original).item else {
      return back
    }
    for fee in lateFees(forItem: item) {
      let row = items[fee.item]
      if row.voided != never { continue }
      let (forgiven, given, last) = takenOff(lateFee: fee.item)
      if forgiven == .zero, fee.isOnly(for: item) {
        back.date = max(back.date, row.date, last)
        back.facts.append(
          try decideReversal(of: row.entry, reason: reversal.reason, date: back.date))
        continue
      }
      let standing = fee.parts.filter { items[$0.late.item].voided == never }
      let due = standing.reduce(Money.zero) { $0 + $1.fee }
      let others = standing.reduce(Money.zero) {
        $1.late.item == item ? $0 : $0 + $1.fee
      }
      let most = row.amount - forgiven
      let amount = min(min(due, most) - min(others, most), most - given)
      if amount <= .zero { continue }
      back.date = max(back.date, row.date)
      let open = min(amount, itemRemaining[fee.item])
      let applications = open > .zero ? [Application(invoice: row.entry, amount: open)] : []
      back.facts.append(
        .creditTaken(
          CreditTaken(
            account: accounts[itemAccount[fee.item]].opened, kind: .memo, amount: amount,
            reason: .billingError, applications: applications)))
    }
    return back
  }

  /// The late fees that were charged for an item, oldest first.
  private func lateFees(forItem item: UInt32) -> [KnownLateFee] {
    let account = itemAccount[item]
    if !has(.lateFees, account) { return [] }
    var charged: [Late] = []
    forEach(lateFees, of: account) {
      charged.append(Late(item: lateFees[$0].item, due: lateFees[$0].due))
    }
    charged.reverse()
    guard let end = charged.lastIndex(where: { $0.item == item }) else { return [] }
    var fees: [UInt32] = []
    forEachItem(of: account) {
      if items[$0].kind == .late { fees.append($0) }
    }
    var (next, found) = (0, [KnownLateFee]())
    // Such an item may also be from POST CHARGE: then it is not what a fee would have been.
    for fee in fees.sorted() where next <= end {
      let row = items[fee]
      let parts = view(known: row.entry - 1).lateFeeParts(
        of: account, on: row.date, but: Set(charged[..<next]))
      guard !parts.isEmpty, charged[next...].starts(with: parts.map(\.late)),
        parts.reduce(Money.zero, { $0 + $1.fee }) == row.amount
      else { continue }
      next += parts.count
      let known = KnownLateFee(item: fee, parts: parts)
      if parts.contains(where: { $0.late.item == item }) { found.append(known) }
    }
    return found
  }

  /// What of a late fee was adjusted or written off, what was given back with what it was for, and
  /// the last day on which an adjustment or a write-off of it was reversed.
  private func takenOff(lateFee fee: UInt32) -> (forgiven: Money, given: Money, last: Day) {
    var (forgiven, given, last) = (Money.zero, Money.zero, Day.first)
    forEachApplication(toItem: fee) {
      let applied = applications[$0]
      let credit = credits[applied.credit]
      switch credit.kind {
      case .adjustment, .writeOff:
        forgiven += applied.amount
        if credit.voided != never { last = max(last, credit.voided) }
      case .memo: if isLateFeeBack(credit.entry) { given += applied.amount }
      case .payment, .transfer, .recovery, .interest: return
      }
    }
    return (forgiven, given, last)
  }

  /// Whether a credit memo gave back a late fee: it stands behind a reversal.
  private func isLateFeeBack(_ memo: EntryNumber) -> Bool {
    var first = memo
    while entries[Int(first) - 1].isContinuation { first -= 1 }
    return first < memo && entries[Int(first) - 1].kind == .reverse
  }
}
