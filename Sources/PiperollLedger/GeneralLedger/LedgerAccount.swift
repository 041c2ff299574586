/// The chart of accounts of the general ledger that the book posts to.
public enum LedgerAccount: UInt8, CaseIterable, Sendable {
  /// Open items. Together with `unapplied` this is the control account: the two add up to the sum
  /// of all balances.
  case receivables
  /// Money that came in.
  case cash
  /// Credit that is not applied to any item.
  case unapplied
  /// Invoices.
  case revenue
  /// Fees, late fees and fees for returned payments.
  case fees
  case interest
  /// Costs of courts and repossession that are charged to the debtor.
  case costs
  case creditMemos
  /// Adjustments in both directions. One in the debtor's favour is a debit of this account.
  case adjustments
  case badDebt
  /// Money that came in on debts that had been written off.
  case recoveries
  /// Money that is to be paid out to debtors.
  case refunds
  /// Credit moved between accounts; the total is always zero.
  case transfers
  /// Money lent.
  case loans

  /// How many accounts there are.
  public static let count = 14

  /// Whether its lines are kept for each debtor: these accounts make up a debtor's balance.
  public var isPersonal: Bool { self == .receivables || self == .unapplied }
}

extension LedgerAccount {
  /// Its word on the wire.
  public var word: String {
    switch self {
    case .receivables: "receivables"
    case .cash: "cash"
    case .unapplied: "unapplied"
    case .revenue: "revenue"
    case .fees: "fees"
    case .interest: "interest"
    case .costs: "costs"
    case .creditMemos: "credit-memos"
    case .adjustments: "adjustments"
    case .badDebt: "bad-debt"
    case .recoveries: "recoveries"
    case .refunds: "refunds"
    case .transfers: "transfers"
    case .loans: "loans"
    }
  }
}

extension ItemKind {
  /// The account that is credited when an item of the kind is debited to receivables.
  public var ledgerAccount: LedgerAccount {
    switch self {
    case .invoice: .revenue
    case .fee, .late, .nsf: .fees
    case .interest: .interest
    case .court, .repossession: .costs
    case .adjustment: .adjustments
    case .refund: .refunds
    case .transfer: .transfers
    case .recovery: .recoveries
    case .principal: .loans
    }
  }
}

extension CreditKind {
  /// The account that is debited when a credit of the kind is taken as unapplied.
  public var ledgerAccount: LedgerAccount {
    switch self {
    case .payment, .recovery: .cash
    case .memo: .creditMemos
    case .adjustment: .adjustments
    case .writeOff: .badDebt
    case .interest: .interest
    case .transfer: .transfers
    }
  }
}
