/// How old open items are, in groups of accounts, each in one currency.
public struct Aging: Sendable {
  /// The date an item's age counts from.
  public enum Basis: UInt8, CaseIterable, Sendable {
    case due, document
  }

  /// The amounts of a group of accounts in one currency.
  ///
  /// Without a reference, and 80 bytes long: a report by account has a million of them.
  public struct Row: BitwiseCopyable, Sendable {
    /// What is open, by its age: room for `AgingBuckets.countMax`, of which the last may be unused.
    public internal(set) var buckets = InlineArray<8, Money>(repeating: .zero)
    /// Credit that is set against nothing.
    public internal(set) var unapplied = Money.zero
    /// By grouping: an account's row, a symbol, a kind's number; 0 for the total and the currency,
    /// `Grouping.others` for what the report is not about.
    public let group: UInt32
    /// Of all amounts in the row.
    public let currency: Currency

    init(_ currency: Currency, group: UInt32) {
      self.currency = currency
      self.group = group
    }

    /// What is open, of any age.
    public var total: Money {
      var sum = Money.zero
      for bucket in buckets.indices { sum += buckets[bucket] }
      return sum
    }
    /// What is open less unapplied credit.
    public var balance: Money { total - unapplied }

    var isEmpty: Bool {
      for bucket in buckets.indices where buckets[bucket] != .zero { return false }
      return unapplied == .zero
    }
  }

  /// The groups in which anything is open; in the order of their first account.
  public let rows: [Row]

  /// The report proves itself: outstanding is what the buckets come to, others what the accounts
  /// that it is not about owe, and both together are control, what the entries come to.
  public struct Proof: Sendable {
    public let currency: Currency
    public let buckets: Money
    public let unapplied: Money
    public let others: Money
    public let control: Money
    /// Open items less unapplied credit.
    public var outstanding: Money { buckets - unapplied }
    /// Zero, unless the book is damaged.
    public var difference: Money { outstanding + others - control }
  }
  /// One for each currency of the book.
  public let proofs: [Proof]

  /// The sum of a currency's rows.
  public func total(_ currency: Currency) -> Row {
    var sum = Row(currency, group: 0)
    for row in rows where row.currency == currency {
      for bucket in row.buckets.indices { sum.buckets[bucket] += row.buckets[bucket] }
      sum.unapplied += row.unapplied
    }
    return sum
  }
}

extension Book {
  /// Ages what is open.
  /// - Parameter selection: the accounts that it is about; nil: all.
  public func aging(
    asOf: AsOf, by grouping: Grouping, basis: Aging.Basis,
    in buckets: AgingBuckets = .standard, of selection: Selection? = nil
  ) -> Aging {
    let past = asOf.isPresent ? nil : asOf.last
    var sums = AgingSums(past: past, day: asOf.day, basis: basis, buckets)
    sums.addAccounts(of: self, by: grouping, selection)
    if let past, isPast {
      sums.addWhatIsLeft(of: self, asOf: past)
    } else {
      sums.addItems(of: self)
      if let past { sums.addCredits(of: self, asOf: past) }
      if let past { sums.addLaterApplications(of: self, asOf: past) }
    }
    let proofs = prove(sums.rows, past: past)
    sums.rows.removeAll { $0.isEmpty || $0.group == Grouping.others }
    return Aging(rows: sums.rows, proofs: proofs)
  }

  /// - Parameter past: the past day that it is about; nil: the book as it stands.
  private func prove(_ rows: [Aging.Row], past: Day?) -> [Aging.Proof] {
    let past = past.map { controlTotals(asOf: $0) }
    return (0..<controls.count).map { place in
      let control = controls[place]
      var (buckets, unapplied, others) = (Money.zero, Money.zero, Money.zero)
      for row in rows where row.currency == control.currency {
        if row.group == Grouping.others {
          others += row.balance
        } else {
          buckets += row.total
          unapplied += row.unapplied
        }
      }
      return Aging.Proof(
        currency: control.currency, buckets: buckets, unapplied: unapplied, others: others,
        control: past?[place] ?? control.control)
    }
  }
}
