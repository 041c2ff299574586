/// What an open item is for.
public enum ItemKind: UInt8, CaseIterable, Sendable {
  case invoice, fee, late, court, repossession, interest
  /// A fee for a payment that the bank returned.
  case nsf
  case adjustment
  /// Credit that is paid out. It is covered by that credit at once, and open only where the credit
  /// was reversed later: then it is owed.
  case refund
  /// Credit that went to another account, which covers it as a refund is covered.
  case transfer
  /// Income from what had been written off; the money that came in covers it.
  case recovery
  /// Money lent. It is due with its loan's last instalment; what is late of the instalments before
  /// is the loan's standing, not the item's.
  case principal

  /// Those that POST CHARGE makes.
  public static let charges: [ItemKind] = [
    .fee, .late, .court, .repossession, .interest, .nsf,
  ]

  /// Whether what covers it may be taken off and set against something else; of the others it goes
  /// with the entry that made them.
  public var isUnappliable: Bool {
    switch self {
    case .refund, .transfer, .recovery: false
    case .invoice, .fee, .late, .court, .repossession, .interest, .nsf, .adjustment, .principal:
      true
    }
  }
  /// Whether it is something that was sold, or charged for.
  public var isSale: Bool {
    switch self {
    case .invoice, .fee, .late, .court, .repossession, .interest, .nsf: true
    case .adjustment, .refund, .transfer, .recovery, .principal: false
    }
  }
}
