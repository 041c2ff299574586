/// Why a write has nothing to record.
public enum NothingReason: UInt8, CaseIterable, Sendable {
  /// The account has no interest rate.
  case noRate
  /// No interest has accrued by then.
  case nothingAccrued
  /// All of it was charged before.
  case charged
  /// A later day than the one that was asked for was charged before.
  case chargedLater
  /// No policy sets a late fee.
  case noFee
  /// Nothing is late by more than the days of grace.
  case nothingLate
  /// All that is late is on hold.
  case onHold
  /// The fee would be less than the currency's smallest unit.
  case feeTooSmall
  /// No policy says which balance is small.
  case noSmallBalance
  /// No account owes so little.
  case noneSmall
  /// All of it is so already.
  case unchanged
  /// No policy sets levels of dunning.
  case noLevels
  /// What is late has come to no further level.
  case noLevelDue
  /// Credit covers what is late.
  case owesNothing
  /// No more is past due than the policy asks for by letter.
  case belowMinimum
  /// Money is promised and may still come in time.
  case promised
  /// A plan or a settlement is in force, or is offered.
  case onPlan
  /// All that a letter would be about is disputed.
  case disputed
  /// Nobody who owes has an address by which the letter may go.
  case noAddress
  /// A rule of contact forbids it.
  case mayNotBeContacted
  /// The itemization of a validation notice does not tie.
  case itemizationOpen
}

extension Book {
  /// Why `decideInterest` finds nothing to charge.
  public func whyNoInterest(account: UInt32, through: Day) -> NothingReason {
    let charged = chargedInterest(of: account)
    if let last = charged.through, through < last { return .chargedLater }
    var hasRate = false
    forEach(rates, of: account) { _ in hasRate = true }
    if !hasRate { return .noRate }
    return charged.amount == .zero ? .nothingAccrued : .charged
  }

  /// Why `decideLateFee` finds nothing to charge.
  public func whyNoLateFee(account: UInt32, date: Day) -> NothingReason {
    let row = accounts[account]
    let scope = PolicyScope.kind(row.kind)
    let fixed = amount(of: .lateFee, on: date, for: scope, in: row.currency) ?? .zero
    if fixed == .zero, percent(of: .lateFeePercent, on: date, for: scope) == nil { return .noFee }
    let grace = days(of: .lateFeeGrace, on: date, for: scope)
    func isLate(_ held: HeldItems?) -> Bool {
      late(on: account, asOf: date, but: held).contains { date - $0.0.due > grace }
    }
    let held = heldItems(of: account, from: .interest, on: date)
    if isLate(held) { return hasUncharged(account, date, but: held) ? .feeTooSmall : .charged }
    return isLate(nil) ? .onHold : .nothingLate
  }

  /// Why `decideSmallBalances` finds nothing to write off.
  /// - Parameter most: the largest balance that counts as small, by currency; nil for none.
  public func whyNoSmallBalances(most: (Currency) -> Money?) -> NothingReason {
    let isSet = (0..<controls.count).contains { most(controls[$0].currency) != nil }
    return isSet ? .noneSmall : .noSmallBalance
  }
}
