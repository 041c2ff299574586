extension Book {
  /// Decides the fee that a policy charges for a payment that came back, as the entry behind its
  /// reversal's; nil where there is none. A payment is reversed once, and so is charged for once.
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
        due: date.advanced(days: Int(accounts[account].termsDays))))
  }
}

extension ReversalReason {
  /// The policy of its fee, and what the fee is.
  fileprivate var fee: (Policy, ItemKind)? {
    switch self {
    case .nsf: (.nsfFee, .nsf)
    case .chargeback: (.chargebackFee, .fee)
    case .void, .error: nil
    }
  }
}
