import PiperollLedger

/// What an export comes to in a currency, added up as it is written, and what it must tie to.
struct JournalProof {
  let currency: Currency
  /// What went through each account, by what was written.
  private var rows = [TrialBalance.Row](
    repeating: TrialBalance.Row(), count: LedgerAccount.allCases.count)
  /// Entries of which something was written, once for each of their days.
  private(set) var transactions = 0
  /// Receivables less unapplied credit at the end of the last day, from elsewhere.
  private(set) var expected = Money.zero
  /// What the balances of the accounts that it is not about come to; nil of one account's.
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

  /// The control account by what was written.
  var control: Money {
    rows[Int(LedgerAccount.receivables.rawValue)].balance
      + rows[Int(LedgerAccount.unapplied.rawValue)].balance
  }
  var debits: Turnover { rows.reduce(into: .zero) { $0 += $1.debit } }
  var credits: Turnover { rows.reduce(into: .zero) { $0 += $1.credit } }
  /// Debits equal credits, and all is as elsewhere.
  var isProved: Bool { debits == credits && control == expected && isTied }

  /// Of all accounts: each account of the general ledger opens, moves and ends as in REPORT TRIAL.
  mutating func tie(to trial: TrialBalance) {
    expected = trial.documents.control
    others = trial.others
    isTied =
      trial.isProved
      && LedgerAccount.allCases.allSatisfy { rows[Int($0.rawValue)] == trial[$0] }
  }

  /// Of one account: it ends with its balance.
  mutating func tie(to balance: Money) { expected = balance }

  /// For people who read the file.
  var sentence: String {
    let (debits, credits, control) = (
      debits.text(decimals: currency.decimals), credits.text(decimals: currency.decimals),
      control.text(decimals: currency.decimals)
    )
    return "\(currency.code): transactions \(transactions), debits \(debits), credits \(credits),"
      + " receivables less unapplied \(control)"
  }
}
