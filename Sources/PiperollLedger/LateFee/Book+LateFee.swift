extension Book {
  /// What is late on an account: an item, or an instalment of a loan. It is named by the row of the
  /// item (of the loan's principal) and by the due date.
  struct Late: Hashable {
    var item: UInt32
    var due: Day
  }

  /// Decides to charge a late fee for all that is late on an account and had no fee yet, by the
  /// policies of a day. Nothing gets a second fee: not when this runs again, and not after its fee
  /// was reversed, for then the fee was waived. Items have no fee either while a hold blocks
  /// interest on them, nor for what unapplied credit covers.
  /// - Returns: nil if there is nothing to charge.
  public func decideLateFee(
    account: UInt32, number: String?, due: Day, date: Day
  ) throws(Refusal) -> Fact? {
    if due < date { throw .dueBeforeDate }
    if let number, findInvoice(number, of: account) != nil { throw .invoiceExists(number) }
    let row = accounts[account]
    var (total, parts) = (Money.zero, [LateFeeCharged.Part]())
    for (late, fee) in lateFeeParts(of: account, on: date, but: lateFees(of: account)) {
      // Adding one more fee, however large, does not overflow yet; so it is enough to check here.
      if total > .largest { throw .totalTooLarge }
      total += fee
      parts.append(LateFeeCharged.Part(item: items[late.item].entry, due: late.due))
    }
    if parts.isEmpty { return nil }
    try checkAmount(total, row.currency)
    return Fact(
      LateFeeCharged(
        account: row.opened, number: number ?? freeNumber("C", of: account), amount: total,
        due: due, parts: parts))
  }

  /// What a late fee of a day is for, oldest due first, and how much for each.
  /// - Parameter charged: what had its fee already.
  func lateFeeParts(
    of account: UInt32, on date: Day, but charged: Set<Late>
  ) -> [(late: Late, fee: Money)] {
    let row = accounts[account]
    let grace = days(of: .lateFeeGrace, on: date, for: .kind(row.kind))
    let held = heldItems(of: account, from: .interest, on: date)
    var parts: [(late: Late, fee: Money)] = []
    for (late, left) in late(on: account, asOf: date, but: held)
    where date - late.due > grace && !charged.contains(late) {
      let fee = lateFee(for: left, of: row, on: date)
      if fee == .zero || parts.count == Self.applicationsMax { continue }
      parts.append((late, fee))
    }
    return parts
  }

  mutating func apply(_ fact: LateFeeCharged, _ number: EntryNumber, _ row: inout EntryRow) {
    row.account = account(openedBy: fact.account)
    row.subject = addItem(
      .late, fact.number, fact.amount, due: fact.due, on: row.account, number, row.effective)
    row.effect = post(item: .late, fact.amount, to: row.account)
    for part in fact.parts {
      lateFees.append(
        LateFeeRow(
          item: item(of: part.item), due: part.due,
          previousOfAccount: beginChain(.lateFees, of: row.account, with: lateFees.count)))
    }
  }

  /// What is past due at the end of a day and can have a late fee, oldest due first, as far as
  /// unapplied credit does not cover it.
  /// - Parameter held: items that cannot have one. Credit is counted against the others.
  func late(on account: UInt32, asOf day: Day, but held: HeldItems?) -> [(Late, left: Money)] {
    var late: [(Late, left: Money)] = []
    forEachItem(of: account) { item in
      var left = remaining(ofItem: item, asOf: day)
      if let held { left -= held.part(of: item, open: left) }
      guard left > .zero, items[item].kind.mayBeLate, agedDue(of: item, on: day) < day,
        !isMistake(items[item])
      else { return }
      late.append((Late(item: item, due: itemDue[item]), left))
    }
    var unapplied = unapplied(of: account, asOf: day)
    if let loan = loan(of: account, asOf: day), held?.has(loans[loan].item) != true,
      !isMistake(items[loans[loan].item])
    {
      // What is disputed of money lent is not late, the oldest instalments first.
      var disputed = held?.part(of: loans[loan].item, open: .largest) ?? .zero
      let given = unappliedInterest(of: account, asOf: day)
      unapplied -= given
      let standing = LoanStanding(
        self, loan: loan, asOf: day, today: day, unapplied: given, paying: .zero)
      for part in standing.parts where part.daysLate > 0 {
        let off = min(disputed, part.left)
        disputed -= off
        late.append((Late(item: loans[loan].item, due: part.instalment.due), part.left - off))
      }
    }
    late.sort { ($0.0.due, $0.0.item) < ($1.0.due, $1.0.item) }
    for place in late.indices {
      let covered = min(unapplied, late[place].left)
      late[place].left -= covered
      unapplied -= covered
    }
    return late.filter { $0.left > .zero }
  }

  /// Whether something past due has had no late fee yet.
  func hasUncharged(_ account: UInt32, _ date: Day, but held: HeldItems?) -> Bool {
    let grace = days(of: .lateFeeGrace, on: date, for: .kind(accounts[account].kind))
    let charged = lateFees(of: account)
    return late(on: account, asOf: date, but: held).contains {
      date - $0.0.due > grace && !charged.contains($0.0)
    }
  }

  /// The larger of the fixed fee and the percentage of what is late.
  private func lateFee(for left: Money, of account: AccountRow, on day: Day) -> Money {
    let scope = PolicyScope.kind(account.kind)
    let fixed = amount(of: .lateFee, on: day, for: scope, in: account.currency) ?? .zero
    let share = percent(of: .lateFeePercent, on: day, for: scope)?.of(left) ?? .zero
    return max(fixed, share)
  }

  /// Whether an item was reversed as a mistake, from whatever day on.
  private func isMistake(_ item: ItemRow) -> Bool {
    guard end(of: item) != never, let reversal = reversal(of: item.entry) else { return false }
    return !entries[Int(reversal) - 1].reversalReason.isOfBank
  }

  /// What on an account has had a late fee, even if that fee was reversed.
  private func lateFees(of account: UInt32) -> Set<Late> {
    var charged: Set<Late> = []
    forEach(lateFees, of: account) {
      charged.insert(Late(item: lateFees[$0].item, due: lateFees[$0].due))
    }
    return charged
  }
}

extension ItemKind {
  /// Whether a late fee can be charged for an item of the kind. Fees, costs and interest have none.
  /// For money lent the instalments are late, and not the item.
  fileprivate var mayBeLate: Bool { self == .invoice || self == .adjustment }
}
