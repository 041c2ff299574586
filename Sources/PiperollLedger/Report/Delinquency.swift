/// How late loans are, in groups of accounts, each in one currency.
public struct Delinquency: Sendable {
  /// The loans of a group of accounts in one currency.
  public struct Row: Sendable {
    public let currency: Currency
    /// The group's number, as in `Aging.Row`.
    public let group: UInt32
    /// How many loans are not over: principal or interest is open.
    public internal(set) var loans = 0
    /// How many of these loans have a late instalment.
    public internal(set) var late = 0
    /// How many instalments are late.
    public internal(set) var behind = 0
    /// How many days the oldest late instalment is late.
    public internal(set) var daysLate = 0
    /// What is left of late instalments, by days late; the first bucket is always empty. It
    /// includes interest that was not charged yet, so it may be more than `Money` holds.
    public internal(set) var buckets: [Turnover]
    /// The sum of the open principals.
    public internal(set) var principal = Money.zero
    /// What is left of all late instalments.
    public var pastDue: Turnover { buckets.reduce(.zero, +) }

    mutating func add(_ standing: LoanStanding, _ ages: AgingBuckets) {
      loans += 1
      late += standing.behind > 0 ? 1 : 0
      behind += standing.behind
      daysLate = max(daysLate, standing.oldestLate?.daysLate ?? 0)
      principal += standing.principal
      for part in standing.parts where part.daysLate > 0 {
        buckets[ages.bucket(daysPastDue: part.daysLate)].add(part.left)
      }
    }
  }

  /// The proof of the report: the open principals of a currency as the rows have them, and as the
  /// items of all accounts have them.
  public struct Proof: Sendable {
    public let currency: Currency
    /// The sum of the rows.
    public internal(set) var principal = Money.zero
    /// The open principals of accounts that the report is not about.
    public internal(set) var others = Money.zero
    /// The open principals, from the items alone.
    public internal(set) var items = Money.zero
    /// Zero, unless the book is damaged.
    public var difference: Money { principal + others - items }
  }

  /// The groups with loans that are not over, in the order of their first loans.
  public private(set) var rows: [Row] = []
  /// The proofs, one for each currency of the book.
  public private(set) var proofs: [Proof]

  private let buckets: AgingBuckets

  /// - Parameter selection: the accounts that it is about; nil: all.
  public init(
    _ book: borrowing Book, asOf day: Day, by grouping: Grouping,
    in buckets: AgingBuckets = .standard, of selection: Selection? = nil
  ) {
    self.buckets = buckets
    proofs = (0..<book.controls.count).map { Proof(currency: book.controls[$0].currency) }
    addItems(book, day)
    var places: [UInt64: Int] = [:]
    for loan in 0..<UInt32(book.loans.count) {
      let item = book.items[book.loans[loan].item]
      guard item.date <= day, day < book.end(of: item) else { continue }
      let standing = LoanStanding(book, loan: loan, asOf: day, today: day)
      if standing.isOver { continue }
      let account = book.itemAccount[book.loans[loan].item]
      let currency = book.accounts[account].currency
      if let selection, !selection[account] {
        prove(currency) { $0.others += standing.principal }
        continue
      }
      prove(currency) { $0.principal += standing.principal }
      let group = grouping.group(of: account, book)
      let key = UInt64(currency.index) << 32 | UInt64(group)
      let place = places[key] ?? rows.count
      if place == rows.count {
        places[key] = place
        rows.append(
          Row(
            currency: currency, group: group,
            buckets: [Turnover](repeating: .zero, count: buckets.count)))
      }
      rows[place].add(standing, buckets)
    }
  }

  /// Adds up the open principals from the items, without looking at the loans.
  private mutating func addItems(_ book: borrowing Book, _ day: Day) {
    let left = book.remainingOfItems(asOf: day)
    for item in 0..<book.items.count
    where book.items[item].kind == .principal && left[item] != .zero {
      let currency = book.accounts[book.itemAccount[item]].currency
      prove(currency) { $0.items += left[item] }
    }
  }

  private mutating func prove(_ currency: Currency, _ body: (inout Proof) -> Void) {
    guard let place = proofs.firstIndex(where: { $0.currency == currency }) else { return }
    body(&proofs[place])
  }

  /// The sum of all rows in a currency.
  public func total(_ currency: Currency) -> Row {
    var sum = Row(
      currency: currency, group: 0, buckets: [Turnover](repeating: .zero, count: buckets.count))
    for row in rows where row.currency == currency {
      sum.loans += row.loans
      sum.late += row.late
      sum.behind += row.behind
      sum.daysLate = max(sum.daysLate, row.daysLate)
      sum.principal += row.principal
      for place in sum.buckets.indices { sum.buckets[place] += row.buckets[place] }
    }
    return sum
  }
}
