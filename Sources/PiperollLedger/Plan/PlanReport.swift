/// Plans and settlements by the end of a day, and the proof that no money counts for two of them.
public struct PlanReport: Sendable {
  /// The proof in one currency: what was agreed on and the money that came in, each added up in two
  /// ways.
  public struct Proof: Sendable {
    public let currency: Currency
    /// How many plans the report shows.
    public internal(set) var plans = 0
    /// The sum of their totals.
    public internal(set) var total = Turnover.zero
    /// What was paid of them.
    public internal(set) var paid = Turnover.zero
    /// What is not paid of their parts.
    public internal(set) var rest = Turnover.zero
    /// All other money.
    public internal(set) var others = Turnover.zero
    /// The money that came in and was not reversed, from the entries alone.
    public internal(set) var receipts = Turnover.zero

    /// By how much both ways differ.
    public var difference: Turnover {
      let ofPlans = paid.minor + rest.minor - total.minor
      let ofMoney = paid.minor + others.minor - receipts.minor
      return Turnover(minor: ofPlans == 0 ? ofMoney : ofPlans)
    }
    /// Whether both ways come to the same.
    public var isProved: Bool { difference == .zero }
  }

  /// The plans, by account and in the order in which they were recorded.
  public private(set) var rows: [PlanStanding] = []
  /// The proofs, one for each currency of money or plans.
  public private(set) var proofs: [Proof] = []

  /// - Parameter selection: the accounts that it is about; nil: all.
  /// - Parameter isShown: which of their plans it shows.
  public init(
    _ book: borrowing Book, asOf day: Day, of selection: Selection?,
    isShown: (PlanStanding, PlanRow) -> Bool
  ) {
    book.forEachMoneyThere(asOf: day) { currency, amount in
      proofs[place(ofProof: currency)].others.minor += Int128(amount.minor)
    }
    book.forEachMoneyEntry(asOf: day) { currency, amount in
      proofs[place(ofProof: currency)].receipts.minor += Int128(amount.minor)
    }
    for account in 0..<UInt32(book.accounts.count) where book.has(.plans, account) {
      guard selection?[account] ?? true else { continue }
      for standing in book.plans(of: account, asOf: day) {
        let row = book.plans[standing.plan]
        guard isShown(standing, row) else { continue }
        let place = place(ofProof: book.accounts[account].currency)
        rows.append(standing)
        proofs[place].plans += 1
        proofs[place].total.minor += Int128(row.total.minor)
        proofs[place].paid.minor += Int128(standing.paid.minor)
        proofs[place].rest.minor += Int128(standing.rest.minor)
        proofs[place].others.minor -= Int128(standing.paid.minor)
      }
    }
  }

  private mutating func place(ofProof currency: Currency) -> Int {
    if let place = proofs.firstIndex(where: { $0.currency == currency }) { return place }
    proofs.append(Proof(currency: currency))
    return proofs.count - 1
  }
}
