extension Book {
  /// Decides the fee that a policy charges for a returned payment. The fee is the entry after the
  /// reversal. A payment is reversed only once, so it is charged only once.
  /// - Returns: nil if there is no fee.
  public func decideReturnFee(
    for reversal: Reversed, date: Day
  ) throws(Refusal) -> Fact? {
    let original = entries[Int(reversal.original) - 1]
    guard original.kind == .payment, let (policy, kind) = reversal.reason.fee else { return nil }
    let account = original.account
    let currency = accounts[account].currency
    guard let amount = amount(of: policy, on: date, in: currency), amount > .zero else {
      return nil
    }
    try checkAmount(amount, currency)
    return Fact(
      ItemCharged(
        account: accounts[account].opened, kind: kind,
        number: freeNumber("C", of: account, entry: sequence + 2), amount: amount,
        due: terms(of: account, on: date).due(from: date)))
  }
}

extension ReversalReason {
  /// The policy that sets the fee, and the kind of the fee's item; nil if the reason has no fee.
  fileprivate var fee: (Policy, ItemKind)? {
    switch self {
    case .nsf: (.nsfFee, .nsf)
    case .chargeback: (.chargebackFee, .fee)
    case .void, .error: nil
    }
  }
}
