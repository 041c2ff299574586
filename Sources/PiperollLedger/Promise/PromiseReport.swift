/// Promises by the end of a day, and the proof that no money counts for two of them.
public struct PromiseReport: Sendable {
  /// The proof in one currency: the money that came in, added up in two ways.
  public struct Proof: Sendable {
    public let currency: Currency
    /// How many promises the report shows, and what they were about.
    public internal(set) var promises = 0
    /// The sum of their amounts.
    public internal(set) var promised = Turnover.zero
    /// What came in for them in time.
    public internal(set) var counted = Turnover.zero
    /// What came in for them too late.
    public internal(set) var late = Turnover.zero
    /// All other money.
    public internal(set) var others = Turnover.zero
    /// The money that came in and was not reversed, from the entries alone.
    public internal(set) var receipts = Turnover.zero

    /// By how much both ways differ.
    public var difference: Turnover {
      Turnover(minor: counted.minor + late.minor + others.minor - receipts.minor)
    }
    /// Whether both ways come to the same.
    public var isProved: Bool { difference == .zero }
  }

  /// The promises, by account and due date.
  public private(set) var rows: [PromiseStanding] = []
  /// The proofs, one for each currency of money or promises.
  public private(set) var proofs: [Proof] = []

  /// - Parameter selection: the accounts that it is about; nil: all.
  /// - Parameter isShown: which of their promises it shows.
  public init(
    _ book: borrowing Book, asOf day: Day, of selection: Selection?,
    isShown: (PromiseStanding, PromiseRow) -> Bool
  ) {
    book.forEachMoneyThere(asOf: day) { currency, amount in
      proofs[place(ofProof: currency)].others.minor += Int128(amount.minor)
    }
    book.forEachMoneyEntry(asOf: day) { currency, amount in
      proofs[place(ofProof: currency)].receipts.minor += Int128(amount.minor)
    }
    for account in 0..<UInt32(book.accounts.count) where book.has(.promises, account) {
      guard selection?[account] ?? true else { continue }
      let (standings, taken) = book.promisesAndMoney(of: account, asOf: day)
      if standings.isEmpty { continue }
      let place = place(ofProof: book.accounts[account].currency)
      proofs[place].others.minor -= Int128(taken.minor)
      for standing in standings {
        let row = book.promises[standing.promise]
        guard isShown(standing, row) else {
          proofs[place].others.minor += Int128((standing.counted + standing.late).minor)
          continue
        }
        rows.append(standing)
        proofs[place].promises += 1
        proofs[place].promised.minor += Int128(row.amount.minor)
        proofs[place].counted.minor += Int128(standing.counted.minor)
        proofs[place].late.minor += Int128(standing.late.minor)
      }
    }
  }

  private mutating func place(ofProof currency: Currency) -> Int {
    if let place = proofs.firstIndex(where: { $0.currency == currency }) { return place }
    proofs.append(Proof(currency: currency))
    return proofs.count - 1
  }
}
