/// What is disputed at the end of a period, what was and is not any more, and the proof that both
/// come to what the aging says.
public struct DisputeReport: Sendable {
  /// The proof in one currency.
  public struct Proof: Sendable {
    public let currency: Currency
    /// What was disputed when the period began, by the disputes alone.
    public internal(set) var opening = Turnover.zero
    /// What the disputes of the period are about.
    public internal(set) var made = Turnover.zero
    /// What was credited in the period.
    public internal(set) var credited = Turnover.zero
    /// What stands: disputes that were upheld or duplicates, and what a credit left of others.
    public internal(set) var upheld = Turnover.zero
    /// What they do not dispute any more.
    public internal(set) var withdrawn = Turnover.zero
    /// What open disputes are about at the end of the period.
    public internal(set) var closing = Turnover.zero
    /// What of that is not open any more, because somebody paid or credited it by its name, or
    /// counts with another dispute of the same, in writing.
    public internal(set) var lapsed = Turnover.zero
    /// What is disputed, from the open items alone, as the aging shows it.
    public internal(set) var aging = Turnover.zero

    /// What is not as it must be.
    public var difference: Turnover {
      let ended = credited.minor + upheld.minor + withdrawn.minor
      let ofDisputes = opening.minor + made.minor - ended - closing.minor
      return Turnover(
        minor: ofDisputes == 0 ? closing.minor - lapsed.minor - aging.minor : ofDisputes)
    }
    /// Whether both ways come to the same.
    public var isProved: Bool { difference == .zero }
  }

  /// The disputes that are open at the end of the period or were resolved in it, account by account
  /// in the order of recording.
  public private(set) var rows: [DisputeStanding] = []
  /// The proofs, one for each currency in which something was disputed.
  public private(set) var proofs: [Proof] = []

  /// - Parameter selection: the accounts that it is about; nil: all.
  /// - Parameter isShown: which of their disputes it shows; the proof is of all of them.
  public init(
    _ book: borrowing Book, from first: Day, asOf day: Day, of selection: Selection?,
    isShown: (DisputeStanding) -> Bool
  ) {
    for account in 0..<UInt32(book.accounts.count) where book.hasDisputes(account) {
      guard selection?[account] ?? true else { continue }
      let currency = book.accounts[account].currency
      for standing in book.disputes(of: account, asOf: day) {
        let row = book.knownDispute(standing.dispute)
        if let end = row.resolvedOn, end < first, end <= day { continue }
        if isShown(standing) { rows.append(standing) }
        let place = place(ofProof: currency)
        proofs[place].add(standing, row, from: first)
      }
    }
    for part in book.disputedParts(asOf: AsOf(day, today: day, in: book), of: selection) {
      let currency = book.accounts[book.itemAccount[part.item]].currency
      proofs[place(ofProof: currency)].aging.add(part.left)
    }
  }

  private mutating func place(ofProof currency: Currency) -> Int {
    if let place = proofs.firstIndex(where: { $0.currency == currency }) { return place }
    proofs.append(Proof(currency: currency))
    return proofs.count - 1
  }
}

extension DisputeReport.Proof {
  /// Adds a dispute that was open when the period began, or was made in it.
  fileprivate mutating func add(_ standing: DisputeStanding, _ row: DisputeRow, from first: Day) {
    let amount = standing.amount
    if row.made < first { opening.add(amount) } else { made.add(amount) }
    switch standing.outcome {
    case nil:
      closing.add(amount)
      lapsed.add(amount - standing.disputed)
    case .credit:
      credited.add(row.credited)
      upheld.add(amount - row.credited)
    case .upheld, .duplicate: upheld.add(amount)
    case .withdrawn: withdrawn.add(amount)
    }
  }
}

extension Book {
  /// What is disputed of each item at the end of a day, from the items: no more than is open.
  /// - Parameter selection: the accounts that it is about; nil: all.
  func disputedParts(
    asOf: AsOf, of selection: Selection?
  ) -> [(item: UInt32, left: Money)] {
    var said: [UInt32: ItemDisputes] = [:]
    for dispute in 0..<UInt32(disputes.count) {
      let row = knownDispute(dispute)
      guard selection?[row.account] ?? true, row.made <= asOf.last else { continue }
      for part in items(ofDispute: dispute) {
        said[part.item, default: ItemDisputes()].add(
          part.amount, dispute, row, on: asOf.last)
      }
    }
    return said.keys.sorted { (itemAccount[$0], $0) < (itemAccount[$1], $1) }.compactMap {
      let open = asOf.isPresent ? itemRemaining[$0] : remaining(ofItem: $0, asOf: asOf.last)
      let left = min(said[$0]!.amount, open)
      return left > .zero ? ($0, left) : nil
    }
  }

  /// How old what is disputed is, in the groups of an aging that have something disputed.
  public func disputedAging(
    asOf: AsOf, by grouping: Grouping, basis: Aging.Basis, in buckets: AgingBuckets,
    of selection: Selection? = nil
  ) -> [Aging.Row] {
    var rows: [Aging.Row] = []
    for part in disputedParts(asOf: asOf, of: selection) {
      let account = itemAccount[part.item]
      let (currency, group) = (accounts[account].currency, grouping.group(of: account, self))
      let place =
        rows.firstIndex { $0.currency == currency && $0.group == group } ?? rows.count
      if place == rows.count { rows.append(Aging.Row(currency, group: group)) }
      let from =
        basis == .due ? agedDue(of: part.item, on: asOf.day) : items[part.item].date
      rows[place].buckets[buckets.bucket(daysPastDue: asOf.day - from)] += part.left
    }
    return rows
  }
}
