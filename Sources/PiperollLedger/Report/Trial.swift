/// The general-ledger totals of a currency at the end of a day, computed from the documents, and
/// what they must tie to.
public struct Trial: Sendable {
  public let currency: Currency
  public var receivables = Money.zero
  public var cash = Money.zero
  public var memos = Money.zero
  public var unapplied = Money.zero
  public var revenue = Money.zero
  /// The sum of the accounts' balances, from their entries.
  public var control = Money.zero

  /// Receivables, cash and credit memos.
  public var debits: Money { receivables + cash + memos }
  /// Unapplied credit and revenue.
  public var credits: Money { unapplied + revenue }
  /// Open items less unapplied credit.
  public var outstanding: Money { receivables - unapplied }
  /// Debits equal credits, and the sub-ledger equals the control account.
  public var isProved: Bool { debits == credits && outstanding == control }
}

extension Book {
  /// The totals of every currency that has entries, at the end of a day.
  public func trials(asOf day: Day) -> [Trial] {
    var trials = (0..<controls.count).map { Trial(currency: controls[$0].currency) }
    var place = [Int](repeating: 0, count: 256)
    for (number, trial) in trials.enumerated() { place[Int(trial.currency.index)] = number }
    func trial(of account: UInt32) -> Int { place[Int(accounts[account].currencyByte)] }
    for (item, left) in remainingOfItems(asOf: day).enumerated() {
      let row = items[item]
      guard row.date <= day, day < row.voided else { continue }
      let number = trial(of: itemAccount[item])
      trials[number].receivables += left
      trials[number].revenue += row.amount
    }
    for (credit, left) in unappliedOfCredits(asOf: day).enumerated() {
      let row = credits[credit]
      guard row.date <= day, day < row.voided else { continue }
      let number = trial(of: row.account)
      trials[number].unapplied += left
      if row.kind == .payment {
        trials[number].cash += row.amount
      } else {
        trials[number].memos += row.amount
      }
    }
    for number in trials.indices {
      trials[number].control = controlTotal(trials[number].currency, asOf: day)
    }
    return trials
  }
}
