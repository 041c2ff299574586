/// The state of an account's credit.
public enum CreditStatus: UInt8, CaseIterable, Sendable {
  /// What is owed is within the limit.
  case ok
  /// What is owed is within the limit, and less than a tenth of the limit is left.
  case near
  /// More is owed than the limit.
  case over
  /// A hold blocks new invoices, whatever is owed.
  case hold
  /// The account has no limit.
  case none
}

/// An account's credit at the end of a day.
public struct CreditStanding: Equatable, Sendable {
  /// The credit limit; nil if there is none.
  public let limit: Money?
  /// What is owed: open items less unapplied credit.
  public let exposure: Money
  public let status: CreditStatus

  /// From this percentage of the limit on, the limit is nearly used up: the usual mark at which
  /// sales is informed.
  static var nearPercent: Int64 { 90 }

  /// - Parameter isHeld: whether a hold blocks new invoices.
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

  /// How much may still be bought on credit; below zero if the account exceeds its limit, nil if it
  /// has none.
  public var available: Money? { limit.map { $0 - exposure } }
}

extension Book {
  /// An account's credit at the end of a day.
  /// - Parameter balance: the account's balance on that day, which the caller has at hand.
  public func creditStanding(
    of account: UInt32, balance: Money, asOf day: Day
  ) -> CreditStanding {
    CreditStanding(
      limit: creditLimit(of: account, asOf: day), exposure: balance,
      isHeld: isBlocked(account: account, act: .newOrders, on: day))
  }
}
