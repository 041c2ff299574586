/// The result of a write, as far as entries of any kind may have one: a part of the reply to the
/// request and to its repetition. It is read back from the book, so both replies are the same, word
/// for word.
public struct Outcome: Equatable, Sendable {
  public var entry: EntryNumber
  public var kind: EntryKind
  public var account: TextReference?
  public var currency: Currency?
  /// How much it changed the account's balance.
  public var effect: Money
  public var balance: Money?
  /// The second account of an entry that moves money between two; nil for most entries.
  public var second: Second?
  /// How much of a credit stayed unapplied because items were on hold.
  public var held: Money
  /// What it found, if it asked for an item with just its amount open.
  public var exact: ExactMatch?
  /// By how much the account exceeds its credit limit after the entry and its fee.
  public var overLimit: Money

  /// The interest that the same request charged ahead of it; nil for most requests.
  public var interest: Interest?

  /// The fee that the same request charged; nil for most requests.
  public var fee: Fee?
  /// The account's balance behind all entries of the request.
  public var lastBalance: Money?
  /// Whether it had consequences, which few entries have.
  public var hasConsequences: Bool

  /// What else came of an entry.
  public struct Consequences: Equatable, Sendable {
    /// The late fees that the same request gave back.
    public var lateFee: LateFee?
    /// What settlements took off behind it, or what of that came back.
    public var settled: Settlements?
    /// The credit memo by which it ended a dispute.
    public var credit: Fee?
    /// The promises that it kept, or that are not kept any more because of it.
    public var promises: PromiseTurns?

    var isEmpty: Bool { lateFee == nil && settled == nil && credit == nil && promises == nil }
  }

  /// A charge of interest ahead of a payment or credit memo. It is an entry of its own.
  public struct Interest: Equatable, Sendable {
    public var entry: EntryNumber
    public var amount: Money
  }

  /// A fee, or a credit. It is an entry of its own.
  public struct Fee: Equatable, Sendable {
    public var entry: EntryNumber
    public var amount: Money
    /// The account's balance after it.
    public var balance: Money
  }

  /// Late fees of what a reversal undid. What gives them back are entries of their own.
  public struct LateFee: Equatable, Sendable {
    public var entries: [EntryNumber]
    public var amount: Money
    /// The account's balance after them.
    public var balance: Money
  }

  /// What settlements took off because the entry completed them, or what came back because they are
  /// not complete any more. These are entries of their own.
  public struct Settlements: Equatable, Sendable {
    /// The entries that made the settlements.
    public var settlements: [EntryNumber]
    /// What they took off; below zero if it came back.
    public var amount: Money
    /// The account's balance after that.
    public var balance: Money
  }

  /// The other account, its balance after the entry, and by how much that exceeds its credit limit.
  public struct Second: Equatable, Sendable {
    public var account: TextReference
    public var balance: Money
    public var overLimit: Money
  }
}

extension Book {
  /// The result of an entry at the time when it was recorded.
  public func outcome(of number: EntryNumber) -> Outcome {
    let entry = entries[Int(number) - 1]
    let account = entry.hasAccount ? entry.account : nil
    let fee = fee(behind: number)
    let balance = entry.kind.movesMoney ? entry.balance : nil
    var outcome = Outcome(
      entry: number, kind: entry.kind, account: account.map { accounts[$0].id },
      currency: account.map { accounts[$0].currency }, effect: entry.effect,
      balance: balance, second: second(entry, number),
      held: heldBack(by: number), exact: entry.exact,
      overLimit: overLimit(after: fee?.entry ?? number),
      interest: interest(aheadOf: number).map {
        Outcome.Interest(entry: $0, amount: entries[Int($0) - 1].effect)
      }, fee: fee, lastBalance: fee?.balance ?? balance, hasConsequences: false)
    if mayHaveConsequences(entry, number) { addConsequences(to: &outcome) }
    return outcome
  }

  /// Nearly every write is of one entry, on an account without a promise.
  private func mayHaveConsequences(_ entry: EntryRow, _ number: EntryNumber) -> Bool {
    if number < sequence, entries[Int(number)].isContinuation { return true }
    return entry.hasAccount && has(.promises, entry.account)
  }

  @inline(never)
  private func addConsequences(to outcome: inout Outcome) {
    let consequences = consequences(of: outcome.entry)
    outcome.hasConsequences = !consequences.isEmpty
    if let balance = consequences.settled?.balance ?? outcome.fee?.balance
      ?? consequences.lateFee?.balance ?? consequences.credit?.balance
    {
      outcome.lastBalance = balance
    }
  }

  /// What else came of an entry, as it was when it was recorded.
  public func consequences(of number: EntryNumber) -> Outcome.Consequences {
    Outcome.Consequences(
      lateFee: entries[Int(number) - 1].kind == .reverse ? lateFee(behind: number) : nil,
      settled: settlements(behind: number),
      credit: entries[Int(number) - 1].kind == .resolve ? credit(behind: number) : nil,
      promises: promiseTurns(by: number))
  }

  private func credit(behind number: EntryNumber) -> Outcome.Fee? {
    credit(behindResolution: number).map {
      let entry = entries[Int($0) - 1]
      return Outcome.Fee(entry: $0, amount: -entry.effect, balance: entry.balance)
    }
  }

  private func settlements(behind number: EntryNumber) -> Outcome.Settlements? {
    var found: [EntryNumber] = []
    var (amount, balance) = (Money.zero, Money.zero)
    for next in continuation(of: number).dropFirst() {
      let entry = entries[Int(next) - 1]
      let adjustment = entry.kind == .reverse ? EntryNumber(entry.subject) : next
      guard let settlement = settlement(takenOffBy: adjustment) else { continue }
      found.append(settlement)
      amount -= entry.effect
      balance = entry.balance
    }
    return found.isEmpty
      ? nil : Outcome.Settlements(settlements: found, amount: amount, balance: balance)
  }

  private func lateFee(behind reversal: EntryNumber) -> Outcome.LateFee? {
    let back = continuation(of: reversal).dropFirst().filter {
      entries[Int($0) - 1].effect < .zero && settlement(takenOffBy: $0) == nil
    }
    guard let last = back.last else { return nil }
    return Outcome.LateFee(
      entries: back, amount: back.reduce(.zero) { $0 - entries[Int($1) - 1].effect },
      balance: entries[Int(last) - 1].balance)
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

  /// How much of a credit an entry applied, whether or not it was taken back since.
  public func applied(by number: EntryNumber, of credit: UInt32) -> Money {
    var total = Money.zero
    forEachApplication(ofCredit: credit) {
      if applications[$0].entry == number { total += applications[$0].amount }
    }
    return total
  }

  /// How much of a credit was unapplied once an entry had been recorded.
  public func unapplied(of credit: UInt32, after number: EntryNumber) -> Money {
    var left = credits[credit].amount
    forEachApplication(ofCredit: credit) {
      if applications[$0].entry <= number { left -= applications[$0].amount }
    }
    return left
  }

  /// How much an entry took off items again.
  public func takenOff(by number: EntryNumber) -> Money {
    applicationRows(by: number).reduce(.zero) { $0 - applications[$1].amount }
  }
}
