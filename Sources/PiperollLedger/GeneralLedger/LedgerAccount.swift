/// The chart of accounts of the general ledger that the book posts to.
public enum LedgerAccount: UInt8, CaseIterable, Sendable {
  /// Open items. With `unapplied` the control account: the two come to the sum of all balances.
  case receivables
  /// Money that came in.
  case cash
  /// Credit that is set against nothing.
  case unapplied
  /// Invoices.
  case revenue
  /// Fees, late fees and fees for returned payments.
  case fees
  case interest
  /// Costs of courts and repossession, charged on to the debtor.
  case costs
  case creditMemos
  /// Both ways: what was adjusted in the debtor's favour is its debit.
  case adjustments
  case badDebt
  /// Money that came in on what had been written off.
  case recoveries
  /// What is to be paid out to debtors.
  case refunds
  /// Between accounts; nothing is ever left on it.
  case transfers
  /// Money lent.
  case loans

  /// How many there are.
  public static let count = 14

  /// Whether its lines are kept by account: they are what an account's balance is made of.
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
  /// The account that is credited when an item debits receivables.
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
  /// The account that is debited when a credit is taken into unapplied.
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
