/// The general-ledger totals of one currency.
public struct ControlRow: BitwiseCopyable, Sendable {
  /// The sum of the amounts of all documents ever posted, also of those that were reversed since.
  /// No sum over some of them, on any day, is larger. So if this sum does not overflow, no other
  /// does.
  public internal(set) var volume = Money.zero
  var currencyWord: UInt32
  /// The first entry that posted anything in the currency.
  var firstEntryWord: UInt32
  /// Debits less credits of each account, by the account's number. This field is the last one, so
  /// that a later version's row can have more accounts.
  var totals = InlineArray<14, Money>(repeating: .zero)

  /// - Parameter firstEntry: 0 if nothing was posted in the currency.
  init(_ currency: Currency, firstEntry: EntryNumber = 0) {
    currencyWord = UInt32(currency.index)
    firstEntryWord = UInt32(firstEntry)
  }

  /// The currency of all its amounts.
  public var currency: Currency { Currency(index: UInt8(currencyWord)) }
  /// Debits less credits of an account.
  public internal(set) subscript(account: LedgerAccount) -> Money {
    get { totals[Int(account.rawValue)] }
    set { totals[Int(account.rawValue)] = newValue }
  }
  /// Open items less unapplied credit.
  public var control: Money { self[.receivables] + self[.unapplied] }
}

/// The general-ledger totals of each currency, in the order in which currencies were first used.
enum ControlTable: BookTable {
  typealias Row = ControlRow
  static var section: Section { Section(41, "controls") }
  static var version: UInt32 { 1 }
  static var earlier: [EarlierRow<Row>] { [] }
  static var origin: RowOrigin { .other }

  static func look(
    at rows: UnsafeBufferPointer<Row>, from first: Int, _ links: inout BookLinks
  ) {
    for row in rows {
      links.demand(row.currencyWord < UInt32(Currency.codes.count))
      links.entries.mayName(row.firstEntryWord &- 1)
      links.demand(row.volume >= .zero)
      links.total(row.volume)
      for account in LedgerAccount.allCases { links.total(row[account]) }
    }
  }

  static func count(in rows: Column<Row>, at known: Known) -> Int {
    rows.firstRow { EntryNumber($0.firstEntryWord) > known.entry }
  }

  /// Checks that the totals of a currency are what its documents and entries add up to.
  static func check(_ book: borrowing Book, _ demand: Demand) {
    var volumes: [Currency: Money] = [:]
    for item in 0..<book.items.count {
      volumes[book.accounts[book.itemAccount[item]].currency, default: .zero] +=
        book.items[item].amount
    }
    for credit in 0..<book.credits.count {
      let row = book.credits[credit]
      volumes[book.accounts[row.account].currency, default: .zero] += row.amount
    }
    let trials = book.trials(asOf: .last)
    for place in 0..<book.controls.count {
      let control = book.controls[place]
      let code = control.currency.code
      demand(control.volume == volumes[control.currency], "\(code): documents and volume")
      for account in LedgerAccount.allCases {
        demand(control[account] == trials[place][account], "\(code): documents and \(account)")
      }
      demand(trials[place].isProved, "\(code): debits and credits, control and entries")
      demand(
        control[.transfers] == .zero, "\(code): what left one account came to another")
    }
  }
}
