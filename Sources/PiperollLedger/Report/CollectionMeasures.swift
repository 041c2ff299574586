/// What was owed and what was sold on credit in a period, by groups of accounts. The measures of
/// collection are computed from these sums.
public struct CollectionMeasures: Sendable {
  /// How many months `daysCountedBack` looks at: older sales say nothing about how fast debtors pay
  /// today.
  static let monthsMax = 24

  /// The sums of a group. What is open is less unapplied credit, which covers the oldest items.
  public struct Sums: Sendable {
    /// What was open before the period's first day. None of these sums includes money lent: it is
    /// no sale, and is paid back by a schedule of its own.
    public internal(set) var opening = Money.zero
    /// The invoices and charges of the period that were not reversed by its end.
    public internal(set) var sales = Money.zero
    /// What is open at the period's end.
    public internal(set) var closing = Money.zero
    /// The part of `closing` that is not past due.
    public internal(set) var current = Money.zero
    /// What was written off in the period, less what of it was reversed.
    public internal(set) var writtenOff = Money.zero
    /// The sales of the last months, the latest month first.
    var months = InlineArray<24, Money>(repeating: .zero)
  }

  /// The groups of the accounts.
  public let groups: AccountGroups
  /// The sums of each group, in the order of `groups`.
  public private(set) var sums: [Sums]
  /// The proof that what is open at the end is the ledger's receivables less unapplied credit.
  public private(set) var proofs: [Proof]
  /// How many days the period has.
  public let days: Int
  /// How many days each month of `Sums.months` has; the latest one ends with the period.
  private let monthDays: [Int]

  /// - Parameter selection: the accounts that the report is about; nil: all.
  public init(
    _ book: borrowing Book, from first: Day, to last: Day, by grouping: Grouping,
    of selection: Selection?
  ) {
    groups = AccountGroups(book, by: grouping, of: selection)
    sums = Array(repeating: Sums(), count: groups.groups.count)
    proofs = book.proofs(book.owedByLines(to: last))
    days = last - first + 1
    let starts = (0..<Self.monthsMax).map { last.startOfMonth.advanced(months: -$0) }
    monthDays = [last - starts[0] + 1] + zip(starts.dropFirst(), starts).map { $1 - $0 }
    // Nothing was open before the first day of the calendar.
    let eve = first == .first ? nil : first.advanced(days: -1)
    let before = eve.map { NetRemaining(book, asOf: $0) }
    let after = NetRemaining(book, asOf: last)
    addSpare(before, after)
    addWriteOffs(book, eve, last)
    for item in 0..<book.items.count {
      let (row, place) = (book.items[item], groups[book.itemAccount[item]])
      if row.kind == .principal {
        proofs.add(after.items[item], groups.groups[place].currency, isShown: false)
        continue
      }
      if let before { sums[place].opening += before.items[item] }
      sums[place].closing += after.items[item]
      if book.itemDue[item] >= last { sums[place].current += after.items[item] }
      guard row.kind.isSale, row.date <= last, last < book.end(of: row) else { continue }
      if first <= row.date { sums[place].sales += row.amount }
      if let month = starts.firstIndex(where: { $0 <= row.date }) {
        sums[place].months[month] += row.amount
      }
    }
    for (place, group) in groups.groups.enumerated() {
      proofs.add(sums[place].closing, group.currency, isShown: !group.isOthers)
    }
  }

  /// Takes off the credit that covers nothing.
  private mutating func addSpare(_ before: NetRemaining?, _ after: NetRemaining) {
    for spare in before?.spare ?? [] { sums[groups[spare.account]].opening -= spare.amount }
    for spare in after.spare {
      sums[groups[spare.account]].closing -= spare.amount
      sums[groups[spare.account]].current -= spare.amount
    }
  }

  /// Adds up what was written off by the last day, less what had been by the eve of the period.
  private mutating func addWriteOffs(_ book: borrowing Book, _ eve: Day?, _ last: Day) {
    for page in 0..<book.applications.pageCount {
      for row in book.applications.page(page) {
        guard book.credits[row.credit].kind == .writeOff,
          book.items[row.item].kind != .principal
        else { continue }
        let place = groups[book.itemAccount[row.item]]
        if book.isInForce(row, asOf: last) { sums[place].writtenOff += row.amount }
        if let eve, book.isInForce(row, asOf: eve) { sums[place].writtenOff -= row.amount }
      }
    }
  }

  /// Days sales outstanding, in tenths of a day: what is owed / what was sold x the period's days;
  /// nil if nothing was sold.
  public func daysOutstanding(_ sums: Sums) -> Int? {
    ratio(sums.closing, of: sums.sales, times: days * 10)
  }

  /// Days sales outstanding by the count-back method, in tenths of a day: how many of the latest
  /// days had sales that add up to what is owed. A month counts in part if only a part of its sales
  /// is needed. nil if the sales of `monthsMax` months are not enough.
  public func daysCountedBack(_ sums: Sums) -> Int? {
    var (rest, tenths) = (sums.closing, 0)
    for (month, days) in monthDays.enumerated() {
      let sold = sums.months[month]
      if rest == .zero { break }
      if rest < sold { return tenths + (ratio(rest, of: sold, times: days * 10) ?? 0) }
      rest -= sold
      tenths += days * 10
    }
    return rest == .zero ? tenths : nil
  }

  /// The collection effectiveness index, in tenths of a percent: how much was collected of what
  /// could be collected; nil if nothing could be. What was written off could have been collected,
  /// and was not.
  public func effectiveness(_ sums: Sums) -> Int? {
    // Where more came back than was written off, it can be collected again.
    let due = sums.opening + sums.sales + max(-sums.writtenOff, .zero)
    let gone = max(sums.writtenOff, .zero)
    return due > .zero
      ? ratio(due - sums.closing - gone, of: due - sums.current, times: 1000) : nil
  }

  /// `part` / `whole` x `factor`, rounded to the nearest integer, halves up; nil if it makes no
  /// sense.
  private func ratio(_ part: Money, of whole: Money, times factor: Int) -> Int? {
    guard whole > .zero, part >= .zero else { return nil }
    let (part, whole) = (Int128(part.minor) * Int128(factor), Int128(whole.minor))
    return Int(clamping: (part * 2 + whole) / (whole * 2))
  }
}
