/// How debts grew older or were paid in a period: each account in the bucket of its oldest open
/// item, with all that it owes, before the period and at its end.
public struct RollRates: Sendable {
  /// The accounts of a currency that were in one bucket before the period.
  public struct Row: Sendable {
    public let currency: Currency
    /// The bucket; nil: nothing was open.
    public let bucket: Int?
    /// How many accounts these are.
    public internal(set) var accounts = 0
    /// What was open before the period.
    public internal(set) var opening = Money.zero
    /// What of these accounts is open at its end, by the bucket of each then.
    public internal(set) var closing: [Money]

    /// The sum of `closing`.
    public var closingTotal: Money { closing.reduce(.zero, +) }

    /// What is in an older bucket at the end, in tenths of a percent of the opening, rounded half
    /// up; nil where nothing was open.
    public var rolledOn: Int? {
      guard let bucket, opening > .zero else { return nil }
      let on = closing.dropFirst(bucket + 1).reduce(.zero, +)
      return Int((Int128(on.minor) * 2_000 + Int128(opening.minor)) / (Int128(opening.minor) * 2))
    }
  }

  /// What is open before and at the end, as the rows have it and as the agings of both days do.
  public struct Proof: Sendable {
    public let currency: Currency
    /// What is open before the period, by the rows.
    public internal(set) var opening = Money.zero
    /// The same by the aging of that day.
    public internal(set) var openingAging = Money.zero
    /// What is open at its end, by the rows.
    public internal(set) var closing = Money.zero
    /// The same by the aging of that day.
    public internal(set) var closingAging = Money.zero
    /// Zero, unless the book is damaged.
    public var difference: Money {
      max(opening - openingAging, openingAging - opening)
        + max(closing - closingAging, closingAging - closing)
    }
  }

  /// In the order of the currencies, then from new accounts to the oldest bucket.
  public private(set) var rows: [Row] = []
  /// One for each currency of the book.
  public private(set) var proofs: [Proof]

  /// What an account owes at the end of a day.
  private struct Owed {
    var sum = Money.zero
    var oldest = Day.last
  }

  /// - Parameter eve: the last day before the period.
  /// - Parameter selection: the accounts that it is about; nil: all.
  public init(
    _ book: borrowing Book, from eve: Day, to last: Day, in buckets: AgingBuckets,
    of selection: Selection?
  ) {
    let before = Self.owed(book, asOf: eve)
    let after = Self.owed(book, asOf: last)
    var rows: [UInt32: Row] = [:]
    for account in before.indices where selection?[UInt32(account)] ?? true {
      let (was, now) = (before[account], after[account])
      if was.sum == .zero, now.sum == .zero { continue }
      let currency = book.accounts[UInt32(account)].currency
      let bucket =
        was.sum == .zero ? nil : buckets.bucket(daysPastDue: eve - was.oldest)
      let key = UInt32(currency.index) << 8 | UInt32((bucket ?? -1) + 1)
      var row =
        rows[key]
        ?? Row(
          currency: currency, bucket: bucket,
          closing: [Money](repeating: .zero, count: buckets.count))
      row.accounts += 1
      row.opening += was.sum
      if now.sum > .zero {
        row.closing[buckets.bucket(daysPastDue: last - now.oldest)] += now.sum
      }
      rows[key] = row
    }
    proofs = (0..<book.controls.count).map { Proof(currency: book.controls[$0].currency) }
    let agings = [eve, last].map { day in
      book.aging(
        asOf: AsOf(day, today: day, in: book), by: .total, basis: .due, in: buckets, of: selection)
    }
    for place in proofs.indices {
      let currency = proofs[place].currency
      let own = rows.keys.sorted().compactMap { rows[$0] }.filter { $0.currency == currency }
      self.rows += own
      proofs[place].opening = own.reduce(.zero) { $0 + $1.opening }
      proofs[place].closing = own.reduce(.zero) { $0 + $1.closingTotal }
      proofs[place].openingAging = agings[0].total(currency).total
      proofs[place].closingAging = agings[1].total(currency).total
    }
  }

  private static func owed(_ book: borrowing Book, asOf day: Day) -> [Owed] {
    var owed = [Owed](repeating: Owed(), count: book.accounts.count)
    let left = book.remainingOfItems(asOf: day)
    for item in 0..<book.items.count where left[item] != .zero {
      let account = Int(book.itemAccount[item])
      owed[account].sum += left[item]
      owed[account].oldest = min(owed[account].oldest, book.itemDue[item])
    }
    return owed
  }
}
