import PiperollLedger

@testable import PiperollCommands

/// What a firm owns of a book, measured without anything that the ledger measures by: balances, the
/// general ledger's cash, refunds and loans, and interest added up day by day.
struct Losses {
  /// What all accounts owe and what can still be charged to them, in minor units.
  private(set) var claims = 0.0
  private(set) var cash: Int64
  private(set) var refunds: Int64
  private(set) var lent: Int64
  /// The credit limits of all accounts, added up.
  private(set) var limits: Int64 = 0

  init(_ book: borrowing Book, today: Day) {
    let control = book.control(.usd)
    cash = control[.cash].minor
    refunds = -control[.refunds].minor
    lent = -control[.loans].minor
    for account in 0..<UInt32(book.accounts.count) {
      claims += Double(book.accounts[account].balance.minor)
      claims += Self.chargeable(account, book, today)
      limits += book.creditLimit(of: account, asOf: today)?.minor ?? 0
    }
  }

  /// The interest that POST INTEREST could charge without giving any back.
  private static func chargeable(
    _ account: UInt32, _ book: borrowing Book, _ today: Day
  ) -> Double {
    var (charged, through) = (0.0, Day?.none)
    for number in book.entryNumbers(of: account) {
      let entry = book.entries[Int(number) - 1]
      if entry.kind != .interest || entry.reversedBy != 0 { continue }
      charged += Double(entry.effect.minor)
      through = max(through ?? .first, book.interest(chargedBy: number))
    }
    let accrued = accrued(account, book, through: [through ?? .first, today])
    return accrued[1] - charged + (through == nil ? 0 : max(0, charged - accrued[0]))
  }

  /// The interest that has accrued by each of some days, one day after the other.
  private static func accrued(
    _ account: UInt32, _ book: borrowing Book, through ends: [Day]
  ) -> [Double] {
    var sums = ends.map { _ in 0.0 }
    let items = book.itemRows(of: account)
    guard let last = ends.max(), let first = items.map({ book.items[$0].date }).min() else {
      return sums
    }
    var day = first
    while day < last {
      let rate = Double(book.rate(of: account, asOf: day).millionths) / 100_000_000 / 365
      for item in items where rate > 0 && bearsInterest(item, book, on: day) {
        let interest = Double(book.remaining(ofItem: item, asOf: day).minor) * rate
        for place in ends.indices where day < ends[place] { sums[place] += interest }
      }
      day = day.advanced(days: 1)
    }
    return sums
  }

  private static func bearsInterest(_ item: UInt32, _ book: borrowing Book, on day: Day) -> Bool {
    let isDue =
      switch book.items[item].kind {
      case .principal: book.items[item].date <= day
      case .invoice, .adjustment: book.itemDue[item] <= day
      case .fee, .late, .court, .repossession, .nsf, .interest, .refund, .transfer, .recovery: false
      }
    let account = book.itemAccount[item]
    return isDue && !book.isBlocked(account: account, item: item, act: .interest, on: day)
  }

  /// How much less there is than before, in minor units.
  /// - Parameter isOfBank: a bank took the money back.
  func lost(since before: Losses, isOfBank: Bool) -> Double {
    // What came in lowers what is owed, and nobody loses by it. A unit is what rounding makes.
    let paid = Double(max(0, cash - before.cash))
    let waived = max(0, before.claims - claims - paid - 1)
    let taken = isOfBank ? 0 : max(0, before.cash - cash)
    return waived + Double(taken) + Double(max(0, refunds - before.refunds))
  }

  /// How much more credit was given than before, in minor units.
  func credited(since before: Losses) -> Double {
    Double(max(0, limits - before.limits) + max(0, lent - before.lent))
  }
}
