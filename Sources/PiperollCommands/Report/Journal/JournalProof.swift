import PiperollLedger

/// The proof of an export in one currency: sums of what was written, and what they must agree with.
struct JournalProof {
  let currency: Currency
  /// What was written, by ledger account: opening balance, debits, credits.
  private var rows = [TrialBalance.Row](
    repeating: TrialBalance.Row(), count: LedgerAccount.allCases.count)
  /// How many transactions were written, without opening balances.
  private(set) var transactions = 0
  /// Receivables less unapplied credit at the end of the last day, as the book has it.
  private(set) var expected = Money.zero
  /// The sum of the balances of the accounts that the export leaves out; nil in an export of one
  /// account.
  private(set) var others: Money?
  private var isTied = true

  init(_ currency: Currency) { self.currency = currency }

  mutating func take(_ transaction: JournalTransaction) {
    if transaction.entry != nil { transactions += 1 }
    for posting in transaction.postings {
      let place = Int(posting.account.rawValue)
      if transaction.entry == nil {
        rows[place].open(with: posting.amount)
      } else {
        rows[place].add(posting.amount)
      }
    }
  }

  /// Receivables less unapplied credit at the end, by what was written.
  var control: Money {
    rows[Int(LedgerAccount.receivables.rawValue)].balance
      + rows[Int(LedgerAccount.unapplied.rawValue)].balance
  }
  var debits: Turnover { rows.reduce(into: .zero) { $0 += $1.debit } }
  var credits: Turnover { rows.reduce(into: .zero) { $0 += $1.credit } }
  /// Whether debits equal credits and the sums agree with the book.
  var isProved: Bool { debits == credits && control == expected && isTied }

  /// Compares an export of all accounts with the trial balance: each account of the general ledger
  /// must open, move and end as in REPORT TRIAL.
  mutating func tie(to trial: TrialBalance) {
    expected = trial.documents.control
    others = trial.others
    isTied =
      trial.isProved
      && LedgerAccount.allCases.allSatisfy { rows[Int($0.rawValue)] == trial[$0] }
  }

  /// Sets the balance with which an export of one account must end.
  mutating func tie(to balance: Money) { expected = balance }

  /// The sums in a line for people who read the file.
  var sentence: String {
    let (debits, credits, control) = (
      debits.text(decimals: currency.decimals), credits.text(decimals: currency.decimals),
      control.text(decimals: currency.decimals)
    )
    return "\(currency.code): transactions \(transactions), debits \(debits), credits \(credits),"
      + " receivables less unapplied \(control)"
  }
}
