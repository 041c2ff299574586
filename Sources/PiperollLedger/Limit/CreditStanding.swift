/// How an account stands to its credit limit.
public enum CreditStatus: UInt8, CaseIterable, Sendable {
  /// Within the limit.
  case ok
  /// Within it, with less than a tenth of it left.
  case near
  /// More is owed than the limit.
  case over
  /// Nothing new is billed, whatever is owed.
  case hold
  /// There is no limit.
  case none
}

/// An account's credit at the end of a day.
public struct CreditStanding: Equatable, Sendable {
  /// nil if there is none.
  public let limit: Money?
  /// What is owed: open items less unapplied credit.
  public let exposure: Money
  public let status: CreditStatus

  /// From so many hundredths of the limit on it is nearly used up: the usual mark at which sales is
  /// told.
  static var nearPercent: Int64 { 90 }

  /// - Parameter isHeld: whether a hold keeps new orders from being billed.
  public init(limit: Money?, exposure: Money, isHeld: Bool) {
    self.limit = limit
    self.exposure = exposure
    let room = limit.map { $0 - exposure }
    status =
      if isHeld { .hold } else if let limit, let room {
        if room < .zero {
          .over
        } else if exposure > .zero,
          room.minor <= limit.minor / 100 * (100 - Self.nearPercent)
        {
          .near
        } else {
          .ok
        }
      } else {
        .none
      }
  }

  /// What may still be bought on credit; below zero where it is over its limit, nil without one.
  public var available: Money? { limit.map { $0 - exposure } }
}

extension Book {
  /// An account's credit at the end of a day.
  /// - Parameter balance: what it owed then, which the caller has at hand.
  public func creditStanding(
    of account: UInt32, balance: Money, asOf day: Day
  ) -> CreditStanding {
    CreditStanding(
      limit: creditLimit(of: account, asOf: day), exposure: balance,
      isHeld: isBlocked(account: account, act: .newOrders, on: day))
  }
}
