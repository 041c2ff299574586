/// How old open items are, in groups of accounts, each in one currency.
public struct Aging: Sendable {
  /// The date an item's age counts from.
  public enum Basis: UInt8, CaseIterable, Sendable {
    case due, document
  }

  /// The amounts of a group of accounts in one currency.
  ///
  /// It has no references and 80 bytes, because a report by account has a million rows.
  public struct Row: BitwiseCopyable, Sendable {
    /// The open amounts by age. There is room for `AgingBuckets.countMax` buckets; the last ones
    /// may be unused.
    public internal(set) var buckets = InlineArray<8, Money>(repeating: .zero)
    /// Credit that is not applied to any item.
    public internal(set) var unapplied = Money.zero
    /// The group's number, by the grouping: an account's row, a symbol, or the number of a kind; 0
    /// for the groupings `total` and `currency`; `Grouping.others` for accounts that the report is
    /// not about.
    public let group: UInt32
    /// The currency of all amounts in the row.
    public let currency: Currency

    init(_ currency: Currency, group: UInt32) {
      self.currency = currency
      self.group = group
    }

    /// The sum of the open amounts, whatever their age.
    public var total: Money {
      var sum = Money.zero
      for bucket in buckets.indices { sum += buckets[bucket] }
      return sum
    }
    /// The open amounts less unapplied credit.
    public var balance: Money { total - unapplied }

    var isEmpty: Bool {
      for bucket in buckets.indices where buckets[bucket] != .zero { return false }
      return unapplied == .zero
    }
  }

  /// The groups with open amounts, in the order of their first accounts.
  public let rows: [Row]

  /// The proof of the report. `outstanding` is what the rows add up to, `others` is what the
  /// accounts outside the report owe, and both together must be `control`, which comes from the
  /// entries alone.
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
  /// The proofs, one for each currency of the book.
  public let proofs: [Proof]

  /// The sum of all rows in a currency.
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
  /// Sorts the open amounts by age.
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
    if basis == .due { sums.moveReaged(of: self, asOf) }
    let proofs = prove(sums.rows, past: past)
    sums.rows.removeAll { $0.isEmpty || $0.group == Grouping.others }
    return Aging(rows: sums.rows, proofs: proofs)
  }

  /// - Parameter past: the past day that the report is about; nil for the book as it stands.
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
