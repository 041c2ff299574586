@testable import PiperollCommands
@testable import PiperollLedger

/// What a firm owns of a book, measured without anything that the ledger measures by: balances, the
/// general ledger's cash, refunds and loans, and the interest that has accrued.
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

  /// The interest that POST INTEREST could charge without giving any back. How much has accrued is
  /// the book's own figure, which `InterestOracleTests` hold against a sum made elsewhere.
  private static func chargeable(
    _ account: UInt32, _ book: borrowing Book, _ today: Day
  ) -> Double {
    let charged = book.chargedInterest(of: account)
    let accrued = InterestTimeline(book, account)
    let left = accrued.sum(through: today).rounded - charged.amount
    guard let through = charged.through else { return Double(left.minor) }
    let over = max(charged.amount - accrued.sum(through: through).rounded, .zero)
    return Double((left + over).minor)
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
