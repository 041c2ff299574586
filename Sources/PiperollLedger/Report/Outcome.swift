/// What a write came to: the reply to it, and to its repetition. It is read back from the book, so
/// the answer to a retry is the original's, word for word.
public struct Outcome: Equatable, Sendable {
  public var entry: EntryNumber
  public var kind: EntryKind
  public var account: TextReference?
  public var currency: Currency?
  /// What it did to the balance.
  public var effect: Money
  public var balance: Money?
  /// The second account of an entry between two.
  public var second: Second?
  public var detail: Detail
  /// What of a credit stayed unapplied because items were on hold.
  public var held: Money
  /// By how much the account is above its credit limit after it, and after its fee.
  public var overLimit: Money

  /// The fee that the same request charged.
  public var fee: Fee?

  /// A fee: an entry of its own.
  public struct Fee: Equatable, Sendable {
    public var entry: EntryNumber
    public var amount: Money
    /// The account's balance after it.
    public var balance: Money
  }

  /// The account at the other end, its balance after it, and by how much that is above its limit.
  public struct Second: Equatable, Sendable {
    public var account: TextReference
    public var balance: Money
    public var overLimit: Money
  }

  /// What only some kinds of entry have.
  public enum Detail: Equatable, Sendable {
    case none
    case invoice(number: TextReference, amount: Money, due: Day)
    case credit(amount: Money, applied: Money, unapplied: Money)
    case applied(credit: EntryNumber, applied: Money, unapplied: Money)
    case reversed(original: EntryNumber)
    /// A charge, an adjustment and what else there is no other case for.
    case moved(item: TextReference?, amount: Money, due: Day?)
    /// What was set, by its row.
    case policy(UInt32)
    case loan(item: TextReference, amount: Money, instalment: Money, due: Day)
    case rate(InterestRate)
    /// Without an item it was taken back.
    case interest(item: TextReference?, amount: Money, through: Day, due: Day?)
    case service(code: TextReference, amount: Money)
    /// A service that was verified, by its entry.
    case verified(service: EntryNumber)
    case draft(number: TextReference, amount: Money, due: Day?)
    case hold(kind: HoldKind, item: TextReference?, from: Day, until: Day?)
    case released(hold: EntryNumber, kind: HoldKind)
    case limit(Money?, was: Money?)
    /// What waits for an approval, by its row.
    case approval(UInt32)
    /// What an approval let through or was rejected, by the approval's row.
    case decided(UInt32)
    case closed(Day)
    case user(name: TextReference, role: Role)
  }
}

extension Book {
  /// What the entry of a number came to when it was recorded.
  public func outcome(of number: EntryNumber) -> Outcome {
    let entry = entries[Int(number) - 1]
    let account = entry.hasAccount ? entry.account : nil
    let fee = fee(behind: number)
    return Outcome(
      entry: number, kind: entry.kind, account: account.map { accounts[$0].id },
      currency: account.map { accounts[$0].currency }, effect: entry.effect,
      balance: entry.kind.movesMoney ? entry.balance : nil, second: second(entry, number),
      detail: detail(entry, number), held: heldBack(by: number),
      overLimit: overLimit(after: fee?.entry ?? number), fee: fee)
  }

  private func fee(behind number: EntryNumber) -> Outcome.Fee? {
    guard entries[Int(number) - 1].kind == .reverse, let next = entry(number + 1),
      next.isContinuation, next.kind == .charge
    else { return nil }
    return Outcome.Fee(entry: number + 1, amount: next.effect, balance: next.balance)
  }

  private func second(_ entry: EntryRow, _ number: EntryNumber) -> Outcome.Second? {
    guard entry.kind == .transfer || entry.kind == .reverse, let leg = secondLeg(of: number) else {
      return nil
    }
    let row = legs[leg]
    return Outcome.Second(
      account: accounts[row.account].id, balance: row.balance, overLimit: overLimit(row))
  }

  private func detail(_ entry: EntryRow, _ number: EntryNumber) -> Outcome.Detail {
    if let approval = approval(behind: number) { return .decided(approval) }
    return document(of: entry, number)
  }

  /// What an entry is, whether or not an approval let it through.
  func document(of entry: EntryRow, _ number: EntryNumber) -> Outcome.Detail {
    switch entry.kind {
    case .invoice:
      let item = entry.subject
      return .invoice(
        number: items[item].number, amount: items[item].amount, due: itemDue[item])
    case .payment, .credit:
      let amount = credits[entry.subject].amount
      let applied = applied(by: number, of: entry.subject)
      return .credit(amount: amount, applied: applied, unapplied: amount - applied)
    case .apply:
      let credit = entry.subject
      let applied = applied(by: number, of: credit)
      return .applied(
        credit: credits[credit].entry, applied: applied,
        unapplied: unapplied(of: credit, after: number))
    case .unapply:
      let amount = applicationRows(by: number).reduce(Money.zero) { $0 - applications[$1].amount }
      return .moved(item: nil, amount: amount, due: nil)
    case .charge, .adjust, .writeoff, .recovery, .refund, .transfer: return moved(entry, number)
    case .loan:
      let (loan, item) = (loans[entry.subject], loans[entry.subject].item)
      return .loan(
        item: items[item].number, amount: items[item].amount, instalment: loan.instalment,
        due: itemDue[item])
    case .interest: return interest(entry)
    case .rate: return .rate(rates[entry.subject].rate)
    case .reverse: return .reversed(original: EntryNumber(entry.subject))
    case .policy: return .policy(entry.subject)
    case .approval: return .approval(entry.subject)
    case .reject: return .decided(entry.subject)
    case .close: return .closed(entry.closedThrough)
    case .user:
      return .user(name: users[entry.subject].name, role: users[entry.subject].role)
    case .service:
      let service = services[entry.subject]
      return .service(code: symbols[service.code], amount: service.amount)
    case .verify: return .verified(service: services[entry.subject].entry)
    case .draft:
      let draft = drafts[entry.subject]
      return .draft(number: draft.number, amount: draft.amount, due: draft.due)
    case .hold:
      let hold = holds[entry.subject]
      return .hold(
        kind: hold.kind, item: hold.item.map { items[$0].number }, from: hold.from,
        until: hold.until)
    case .releaseHold:
      return .released(hold: holds[entry.subject].entry, kind: holds[entry.subject].kind)
    case .limit:
      return .limit(
        creditLimit(of: entry.account, on: entry.effective, after: number),
        was: creditLimit(of: entry.account, on: entry.effective, after: number - 1))
    case .account, .contact, .note, .call: return .none
    }
  }

  private func interest(_ entry: EntryRow) -> Outcome.Detail {
    let charge = interestCharges[entry.subject]
    guard charge.item != none else {
      return .interest(
        item: nil, amount: credits[charge.credit].amount, through: charge.through, due: nil)
    }
    let item = items[charge.item]
    return .interest(
      item: item.number, amount: item.amount, through: charge.through, due: itemDue[charge.item])
  }

  private func moved(_ entry: EntryRow, _ number: EntryNumber) -> Outcome.Detail {
    let documents = documents(of: number)
    guard let item = documents.item, entry.kind != .recovery else {
      return .moved(
        item: nil, amount: documents.credit.map { credits[$0].amount } ?? .zero, due: nil)
    }
    let hasDue = items[item].kind.isUnappliable
    return .moved(
      item: items[item].number, amount: items[item].amount, due: hasDue ? itemDue[item] : nil)
  }

  /// What an entry applied of a credit, whether or not it has been undone since.
  public func applied(by number: EntryNumber, of credit: UInt32) -> Money {
    var total = Money.zero
    forEachApplication(ofCredit: credit) {
      if applications[$0].entry == number { total += applications[$0].amount }
    }
    return total
  }

  private func unapplied(of credit: UInt32, after number: EntryNumber) -> Money {
    var left = credits[credit].amount
    forEachApplication(ofCredit: credit) {
      if applications[$0].entry <= number { left -= applications[$0].amount }
    }
    return left
  }
}
