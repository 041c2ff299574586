/// How old open items are, in groups of accounts, each in one currency.
public struct Aging: Sendable {
  /// The buckets' lowest number of days past due; the first bucket is what is not due yet.
  public static let lowestDays = [1, 31, 61, 91, 121]
  public static let bucketCount = 6

  /// The bucket of an item by its age.
  public static func bucket(daysPastDue days: Int) -> Int {
    lowestDays.lastIndex { days >= $0 }.map { $0 + 1 } ?? 0
  }

  /// What the accounts are grouped by.
  public enum Grouping: UInt8, CaseIterable, Sendable {
    case kind, account, collector, portfolio, client, total
  }

  /// The date an item's age counts from.
  public enum Basis: UInt8, CaseIterable, Sendable {
    case due, document
  }

  /// The amounts of a group of accounts in one currency.
  public struct Row: Sendable {
    /// Of all amounts in the row.
    public let currency: Currency
    /// By grouping: an account's row, a symbol, a kind's number; 0 for the total.
    public let group: UInt32
    public var buckets: [Money]
    public var unapplied = Money.zero

    /// What is open, of any age.
    public var total: Money { buckets.reduce(.zero, +) }
    /// What is open less unapplied credit.
    public var balance: Money { total - unapplied }
    var isEmpty: Bool { unapplied == .zero && buckets.allSatisfy { $0 == .zero } }
  }

  /// The groups in which anything is open; in the order of their first account.
  public let rows: [Row]

  /// The report proves itself: outstanding is what the buckets come to, control what the entries
  /// do.
  public struct Proof: Sendable {
    public let currency: Currency
    public let buckets: Money
    public let unapplied: Money
    public let control: Money
    /// Open items less unapplied credit.
    public var outstanding: Money { buckets - unapplied }
    /// Zero, unless the book is damaged.
    public var difference: Money { outstanding - control }
  }
  /// One for each currency of the book.
  public let proofs: [Proof]

  /// The sum of a currency's rows.
  public func total(_ currency: Currency) -> Row {
    var sum = Row(
      currency: currency, group: 0, buckets: [Money](repeating: .zero, count: Self.bucketCount))
    for row in rows where row.currency == currency {
      for bucket in row.buckets.indices { sum.buckets[bucket] += row.buckets[bucket] }
      sum.unapplied += row.unapplied
    }
    return sum
  }
}

extension Book {
  /// Ages what is open at the end of a day; nil: everything recorded, aged at `today`.
  public func aging(
    asOf: Day?, today: Day, by grouping: Aging.Grouping, basis: Aging.Basis
  ) -> Aging {
    let groups = AgingGroups(self, by: grouping)
    var rows = groups.rows
    let asOf = asOf.flatMap { $0 < latestEffective ? $0 : nil }
    let day = asOf ?? today
    age(groups, &rows, day: day, basis: basis, remaining: asOf.map { remainingOfItems(asOf: $0) })
    if let asOf {
      for (row, amount) in unappliedOfCredits(asOf: asOf).enumerated() where amount != .zero {
        rows[groups.ofAccount[Int(credits[row].account)]].unapplied += amount
      }
    } else {
      for account in 0..<accounts.count {
        rows[groups.ofAccount[account]].unapplied += accounts[account].unapplied
      }
    }
    let proofs = controls.count == 0 ? [] : prove(rows, asOf: asOf)
    return Aging(rows: rows.filter { !$0.isEmpty }, proofs: proofs)
  }

  private func age(
    _ groups: AgingGroups, _ rows: inout [Aging.Row], day: Day, basis: Aging.Basis,
    remaining: [Money]?
  ) {
    for item in 0..<items.count {
      let amount = remaining?[item] ?? itemRemaining[item]
      if amount == .zero { continue }
      let days = day - (basis == .due ? itemDue[item] : items[item].date)
      let row = groups.ofAccount[Int(itemAccount[item])]
      rows[row].buckets[Aging.bucket(daysPastDue: days)] += amount
    }
  }

  private func prove(_ rows: [Aging.Row], asOf: Day?) -> [Aging.Proof] {
    (0..<controls.count).map { place in
      let control = controls[place]
      let mine = rows.filter { $0.currency == control.currency }
      return Aging.Proof(
        currency: control.currency, buckets: mine.reduce(.zero) { $0 + $1.total },
        unapplied: mine.reduce(.zero) { $0 + $1.unapplied },
        control: asOf.map { controlTotal(control.currency, asOf: $0) }
          ?? control.receivables - control.unapplied)
    }
  }
}

/// Which row of the report each account belongs to.
private struct AgingGroups {
  var rows: [Aging.Row] = []
  var ofAccount: [Int] = []

  init(_ book: borrowing Book, by grouping: Aging.Grouping) {
    var places: [UInt64: Int] = [:]
    ofAccount.reserveCapacity(book.accounts.count)
    for number in 0..<book.accounts.count {
      let account = book.accounts[number]
      let group: UInt32 =
        switch grouping {
        case .kind: UInt32(account.kindByte)
        case .account: UInt32(number)
        case .collector: account.collector
        case .portfolio: account.portfolio
        case .client: account.client
        case .total: 0
        }
      let key = UInt64(account.currencyByte) << 32 | UInt64(group)
      if let place = places[key] {
        ofAccount.append(place)
      } else {
        places[key] = rows.count
        ofAccount.append(rows.count)
        let empty = [Money](repeating: .zero, count: Aging.bucketCount)
        rows.append(Aging.Row(currency: account.currency, group: group, buckets: empty))
      }
    }
  }
}
