/// What an open item is for.
public enum ItemKind: UInt8, CaseIterable, Sendable {
  case invoice, fee, late, court, repossession, interest
  /// A fee for a payment that the bank returned.
  case nsf
  case adjustment
  /// Credit that is paid out. That credit covers the item at once. The item is open only if the
  /// credit is reversed later: then the debtor owes it.
  case refund
  /// Credit that went to another account. The credit covers the item, as with a refund.
  case transfer
  /// Income from a debt that had been written off. The money that came in covers the item.
  case recovery
  /// Money lent. The item is due with the loan's last instalment. Which earlier instalments are
  /// late, `LoanStanding` says, not the item.
  case principal

  /// The kinds that POST CHARGE makes.
  public static let charges: [ItemKind] = [
    .fee, .late, .court, .repossession, .interest, .nsf,
  ]

  /// Whether what is applied to it may be taken off and applied to something else. For the other
  /// kinds, applications end only with the entry that made the item.
  public var isUnappliable: Bool {
    switch self {
    case .refund, .transfer, .recovery: false
    case .invoice, .fee, .late, .court, .repossession, .interest, .nsf, .adjustment, .principal:
      true
    }
  }
  /// Whether it counts as a sale: something was sold or charged for.
  public var isSale: Bool {
    switch self {
    case .invoice, .fee, .late, .court, .repossession, .interest, .nsf: true
    case .adjustment, .refund, .transfer, .recovery, .principal: false
    }
  }
}
