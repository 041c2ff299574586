/// The credits of some kinds that were taken in a period, and the credits that were reversed in it,
/// even if they were taken earlier.
public struct CreditMovements: Sendable {
  /// What a report is about: some kinds of credit, and the ledger account that only these kinds
  /// change.
  public enum Subject: Sendable {
    /// Money that came in: payments and recoveries.
    case cash
    case writeOffs
    case recoveries
  }

  /// A credit that was taken, or one that was reversed.
  public struct Movement: BitwiseCopyable, Sendable {
    /// The credit's row.
    public let credit: UInt32
    /// The day on which it was taken, or reversed.
    public let day: Day
    /// Whether this is the reversal of the credit.
    public let isReturn: Bool
    /// The amount; below zero for a reversal.
    public let amount: Money
  }

  /// The movements, in the order in which the credits were recorded; a reversal stands with its
  /// credit.
  public private(set) var movements: [Movement] = []
  /// The proof that credits taken less credits reversed are what the ledger's lines add up to.
  public private(set) var proofs: [Proof]

  /// - Parameter selection: the accounts that the report is about; nil: all.
  /// - Parameter reason: the only reason to show; nil for all.
  public init(
    _ book: borrowing Book, _ subject: Subject, from first: Day, to last: Day,
    of selection: Selection?, reason: Reason? = nil
  ) {
    proofs = book.proofs(subject.control(book, from: first, to: last))
    for number in 0..<UInt32(book.credits.count) {
      let row = book.credits[number]
      guard subject.holds(row.kind) else { continue }
      let isAsked = (selection?[row.account] ?? true) && (reason.map { $0 == row.reason } ?? true)
      for (day, isReturn) in [(row.date, false), (book.end(of: row), true)]
      where first <= day && day <= last {
        let movement = Movement(
          credit: number, day: day, isReturn: isReturn, amount: isReturn ? -row.amount : row.amount)
        proofs.add(movement.amount, book.accounts[row.account].currency, isShown: isAsked)
        if isAsked { movements.append(movement) }
      }
    }
  }
}

extension CreditMovements.Subject {
  fileprivate func holds(_ kind: CreditKind) -> Bool {
    switch self {
    case .cash: kind.isMoney
    case .writeOffs: kind == .writeOff
    case .recoveries: kind == .recovery
    }
  }

  /// The same sum from the ledger's lines, in the order of the book's `controls`.
  fileprivate func control(_ book: borrowing Book, from first: Day, to last: Day) -> [Money] {
    switch self {
    case .cash: book.debits(of: .cash, from: first, to: last)
    case .writeOffs: book.debits(of: .badDebt, from: first, to: last)
    case .recoveries: book.debits(of: .recoveries, from: first, to: last).map { -$0 }
    }
  }
}
