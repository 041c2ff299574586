/// The general-ledger totals of a currency at the end of a day, computed from the documents, and
/// the sums that they must agree with.
public struct Trial: Sendable {
  public let currency: Currency
  /// Debits less credits of each account, by the account's number.
  private var totals = InlineArray<14, Money>(repeating: .zero)
  /// The sum of the accounts' balances, from their entries.
  public internal(set) var control = Money.zero
  /// The same for accounts that the report is not about.
  public internal(set) var others = Money.zero

  init(_ currency: Currency) { self.currency = currency }

  /// Debits less credits of an account.
  public internal(set) subscript(account: LedgerAccount) -> Money {
    get { totals[Int(account.rawValue)] }
    set { totals[Int(account.rawValue)] = newValue }
  }

  /// The sum of the accounts whose totals are above zero.
  public var debits: Money { LedgerAccount.allCases.reduce(.zero) { $0 + max(self[$1], .zero) } }
  /// The sum of the accounts whose totals are below zero, as an amount above zero.
  public var credits: Money { LedgerAccount.allCases.reduce(.zero) { $0 - min(self[$1], .zero) } }
  /// Open items less unapplied credit.
  public var outstanding: Money { self[.receivables] + self[.unapplied] }
  /// Whether debits equal credits, and open items less unapplied credit equal the control total.
  public var isProved: Bool { debits == credits && outstanding == control }
}

extension Book {
  /// The totals of every currency that has entries, at the end of a day.
  /// - Parameter selection: the accounts whose documents are added up; nil: all.
  public func trials(asOf day: Day, of selection: Selection? = nil) -> [Trial] {
    let control = controlTotals(asOf: day, of: selection)
    let all = selection == nil ? control : controlTotals(asOf: day)
    var trials = (0..<controls.count).map { Trial(controls[$0].currency) }
    for number in trials.indices {
      trials[number].control = control[number]
      trials[number].others = all[number] - control[number]
    }
    let places = controlOfAccount()
    let (left, unapplied) = (remainingOfItems(asOf: day), unappliedOfCredits(asOf: day))
    items.forEachPage { first, rows in
      for (number, row) in rows.enumerated() where row.date <= day && day < end(of: row) {
        let account = itemAccount[first + number]
        guard selection?[account] ?? true else { continue }
        let trial = Int(places[Int(account)])
        trials[trial][.receivables] += left[first + number]
        trials[trial][row.kind.ledgerAccount] -= row.amount
      }
    }
    credits.forEachPage { first, rows in
      for (number, row) in rows.enumerated() where row.date <= day && day < end(of: row) {
        guard selection?[row.account] ?? true else { continue }
        let trial = Int(places[Int(row.account)])
        trials[trial][.unapplied] -= unapplied[first + number]
        trials[trial][row.kind.ledgerAccount] += row.amount
      }
    }
    return trials
  }
}
