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
    let control = controlTotals(asOf: day)
    var trials = (0..<controls.count).map { Trial(currency: controls[$0].currency) }
    for number in trials.indices { trials[number].control = control[number] }
    let places = controlOfAccount()
    let (left, unapplied) = (remainingOfItems(asOf: day), unappliedOfCredits(asOf: day))
    items.forEachPage { first, rows in
      for (number, row) in rows.enumerated() where row.date <= day && day < row.voided {
        let trial = Int(places[Int(itemAccount[first + number])])
        trials[trial].receivables += left[first + number]
        trials[trial].revenue += row.amount
      }
    }
    credits.forEachPage { first, rows in
      for (number, row) in rows.enumerated() where row.date <= day && day < row.voided {
        let trial = Int(places[Int(row.account)])
        trials[trial].unapplied += unapplied[first + number]
        if row.kind == .payment {
          trials[trial].cash += row.amount
        } else {
          trials[trial].memos += row.amount
        }
      }
    }
    return trials
  }
}
