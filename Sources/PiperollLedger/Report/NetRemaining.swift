/// What is left of every item at the end of a day, less unapplied credit. On each account credit
/// covers what is due first. Nobody is late with what is covered, and nobody will pay it.
struct NetRemaining {
  /// What is left of each item.
  private(set) var items: [Money]
  /// The credit that covers nothing, by account: more is unapplied there than is open.
  private(set) var spare: [(account: UInt32, amount: Money)] = []

  init(_ book: borrowing Book, asOf day: Day) {
    items = book.remainingAtEnd(of: day)
    let unapplied = book.unappliedOfAccounts(atEndOf: day)
    for account in 0..<UInt32(unapplied.count) where unapplied[Int(account)] != .zero {
      cover(account, with: unapplied[Int(account)], book)
    }
  }

  private mutating func cover(
    _ account: UInt32, with unapplied: Money, _ book: borrowing Book
  ) {
    var open: [UInt32] = []
    book.forEachItem(of: account) { if items[Int($0)] != .zero { open.append($0) } }
    open.sort { (book.itemDue[$0], $0) < (book.itemDue[$1], $1) }
    var credit = unapplied
    for item in open where credit != .zero {
      let covered = min(credit, items[Int(item)])
      items[Int(item)] -= covered
      credit -= covered
    }
    if credit != .zero { spare.append((account, credit)) }
  }
}

extension Book {
  /// The unapplied credit of every account at the end of a day.
  func unappliedOfAccounts(atEndOf day: Day) -> [Money] {
    var sums: [Money] = []
    sums.reserveCapacity(accounts.count)
    if stands(at: day) {
      accounts.forEachPage { _, rows in for row in rows { sums.append(row.unapplied) } }
      return sums
    }
    sums = [Money](repeating: .zero, count: accounts.count)
    let left = unappliedOfCredits(asOf: day)
    for credit in left.indices where left[credit] != .zero {
      sums[Int(credits[credit].account)] += left[credit]
    }
    return sums
  }

  /// What each currency's accounts owe by the ledger's lines at the end of a day: receivables less
  /// unapplied credit.
  func owedByLines(to day: Day) -> [Money] {
    zip(debits(of: .receivables, to: day), debits(of: .unapplied, to: day)).map { $0 + $1 }
  }
}
