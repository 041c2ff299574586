import PiperollLedger
import PiperollWire

/// What an export must know before it writes its first transaction: which accounts it will name,
/// and the opening balances. It is found by going through all entries once before they are written.
struct JournalSurvey {
  /// The currencies of the book, in the order of first use.
  let currencies: [Currency]
  /// The day of the first transaction.
  private(set) var first: Day?
  /// The day of the last one.
  private(set) var last: Day?
  // Each of the following is indexed by the number of a ledger account. A "personal" ledger account
  // has a subaccount for each account of the book, the others have only a sum for each currency.

  private var isUsed = [Bool](repeating: false, count: LedgerAccount.allCases.count)
  /// For a personal ledger account: by the row of an account, whether the export names it.
  private var isNamed: [[Bool]] = []
  /// For a personal ledger account: by the row of an account, its balance before the first day.
  private var openings: [[Money]] = []
  /// For another ledger account: by place in `currencies`, its balance before the first day.
  private var totals: [[Money]] = []

  init(_ scope: JournalScope, _ book: borrowing Book) {
    currencies = (0..<book.controls.count).map { book.controls[$0].currency }
    for account in LedgerAccount.allCases {
      let rows = account.isPersonal ? book.accounts.count : 0
      isNamed.append([Bool](repeating: false, count: rows))
      openings.append([Money](repeating: .zero, count: scope.from == nil ? 0 : rows))
      totals.append([Money](repeating: .zero, count: account.isPersonal ? 0 : currencies.count))
    }
  }

  /// Goes through all entries.
  mutating func look(
    _ scope: JournalScope, _ book: borrowing Book, _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) {
    let places = CurrencyPlaces(currencies)
    var walk = LedgerWalk(book, of: scope.account, in: scope.selection)
    while !walk.isDone {
      walk.advance(book, by: Self.entriesAtOnce) { _, lines in
        for line in lines where line.day <= scope.to {
          take(line, scope, places[book.accounts[line.account].currency])
        }
      }
      try await turns.rest(&reply)
    }
  }

  /// Entries that are looked at before others get their turn: about a millisecond.
  private static let entriesAtOnce = 4_096

  private mutating func take(_ line: LedgerLine, _ scope: JournalScope, _ place: Int) {
    let isOpening = scope.from.map { line.day < $0 } ?? false
    let day = isOpening ? scope.from! : line.day
    first = min(first ?? day, day)
    last = max(last ?? day, day)
    for (account, amount) in [(line.debit, line.amount), (line.credit, -line.amount)] {
      let number = Int(account.rawValue)
      isUsed[number] = true
      if account.isPersonal { isNamed[number][Int(line.account)] = true }
      guard isOpening else { continue }
      if account.isPersonal {
        openings[number][Int(line.account)] += amount
      } else {
        totals[number][place] += amount
      }
    }
  }

  /// Calls `body` once for each name that occurs in the transactions: with nil, or for a personal
  /// ledger account with the row of each account that occurs.
  func forEachName(of chart: JournalChart, _ body: (LedgerAccount, UInt32?) -> Void) {
    for account in LedgerAccount.allCases {
      let used = chart.sharing(account).filter { isUsed[Int($0.rawValue)] }
      guard used.first == account else { continue }
      if let common = used.first(where: { !$0.isPersonal }) { body(common, nil) }
      guard let personal = used.first(where: \.isPersonal) else { continue }
      let owners = used.filter(\.isPersonal).map { isNamed[Int($0.rawValue)] }
      for row in owners[0].indices where owners.contains(where: { $0[row] }) {
        body(personal, UInt32(row))
      }
    }
  }

  /// The opening balances: a transaction for each currency; none without a first day.
  func openings(_ scope: JournalScope, _ book: borrowing Book) -> [JournalTransaction] {
    guard let from = scope.from else { return [] }
    let places = CurrencyPlaces(currencies)
    var transactions = currencies.map { _ in JournalTransaction(day: from, entry: nil) }
    for account in LedgerAccount.allCases {
      for (place, amount) in totals[Int(account.rawValue)].enumerated() where amount != .zero {
        transactions[place].postings.append(
          JournalPosting(
            account: account, owner: nil, item: nil, amount: amount, currency: currencies[place]))
      }
      for (row, amount) in openings[Int(account.rawValue)].enumerated() where amount != .zero {
        let currency = book.accounts[UInt32(row)].currency
        transactions[places[currency]].postings.append(
          JournalPosting(
            account: account, owner: UInt32(row), item: nil, amount: amount, currency: currency))
      }
    }
    return transactions.filter { !$0.postings.isEmpty }
  }
}

/// Finds the index of a currency in a list of them.
struct CurrencyPlaces {
  private var places = [UInt8](repeating: 0, count: Int(UInt8.max) + 1)

  init(_ currencies: [Currency]) {
    for (place, currency) in currencies.enumerated() {
      places[Int(currency.index)] = UInt8(place)
    }
  }

  subscript(currency: Currency) -> Int { Int(places[Int(currency.index)]) }
}
