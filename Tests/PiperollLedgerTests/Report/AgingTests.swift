import PiperollLedger
import Testing

/// Compares every aging of a book with one that is added up here, document by document.
@Suite struct AgingTests {
  private struct Key: Hashable {
    var currency: UInt8
    var group: UInt32
  }

  private static func group(_ account: AccountRow, _ number: UInt32, _ by: Grouping) -> UInt32 {
    switch by {
    case .kind: UInt32(account.kind.rawValue)
    case .account: number
    case .collector: account.collector
    case .portfolio: account.portfolio
    case .client: account.client
    case .currency, .total: 0
    }
  }

  /// What `aging` should return: each document is added by itself, and its bucket is found by
  /// comparisons. The last number of a group is its unapplied credit.
  private static func expected(
    _ book: borrowing Book, on day: Day, past: Bool, by: Grouping, basis: Aging.Basis,
    _ lastDays: [Int]
  ) -> [Key: [Int64]] {
    var sums: [Key: [Int64]] = [:]
    func add(_ amount: Money, _ account: UInt32, _ column: Int) {
      if amount == .zero { return }
      let row = book.accounts[account]
      let key = Key(currency: row.currency.index, group: group(row, account, by))
      sums[key, default: [Int64](repeating: 0, count: AgingBuckets.countMax + 1)][column] +=
        amount.minor
    }
    for item in 0..<UInt32(book.items.count) {
      let left = past ? book.remaining(ofItem: item, asOf: day) : book.itemRemaining[item]
      let days = day - (basis == .due ? book.itemDue[item] : book.items[item].date)
      let column = ([0] + lastDays).firstIndex { days <= $0 } ?? lastDays.count + 1
      add(left, book.itemAccount[item], column)
    }
    for credit in 0..<UInt32(book.credits.count) {
      let left = past ? book.unapplied(ofCredit: credit, asOf: day) : book.credits[credit].unapplied
      add(left, book.credits[credit].account, AgingBuckets.countMax)
    }
    return sums
  }

  private static let lastDays = [[30, 60, 90, 120], [1], [10, 20, 30, 40, 50, 60], [7, 180]]

  /// Books with one currency and with several: the first three plays open accounts in dollars only.
  @Test(arguments: 0..<6)
  func `every grouping on every basis is what the documents come to, now and on past days`(
    seed: Int
  ) {
    let currencies = seed < 3 ? ["USD"] : ["USD", "USD", "JPY", "KWD"]
    var random = RandomPlay(seed: UInt64(seed), currencies: currencies)
    for _ in 0..<250 { random.step() }
    for by in Grouping.allCases {
      for basis in Aging.Basis.allCases {
        for number in [-1, 0, 3, 20, 77, 150, 199, 240, 600] {
          for past in [true, false] {
            let found = Self.difference(
              random.play.book, on: Play.day(number), past: past, by: by, basis: basis)
            #expect(found == nil, "\(by) \(basis) \(number) \(past)")
          }
        }
      }
    }
  }

  private static func difference(
    _ book: borrowing Book, on day: Day, past: Bool, by: Grouping, basis: Aging.Basis
  ) -> String? {
    let lastDays = Self.lastDays[abs(Int(day.number)) % Self.lastDays.count]
    let report = book.aging(
      asOf: AsOf(past ? day : nil, today: day, in: book), by: by, basis: basis,
      in: AgingBuckets(lastDays: lastDays)!)
    if report.proofs.contains(where: { $0.difference != .zero }) { return "it does not tie" }
    let rows = report.rows.map { row in
      let key = Key(currency: row.currency.index, group: row.group)
      return (key, row.buckets.indices.map { row.buckets[$0].minor } + [row.unapplied.minor])
    }
    let sums = Dictionary(uniqueKeysWithValues: rows)
    let expected = expected(book, on: day, past: past, by: by, basis: basis, lastDays)
    return sums == expected ? nil : "\(sums), not \(expected)"
  }

  /// There are more groups than a byte can number.
  @Test func `three hundred collectors are three hundred rows in the order of their accounts`() {
    let play = Play()
    for number in 0..<300 {
      play.open(
        Model.Account(
          id: "A-\(number)", kind: "trade", currency: number % 2 == 0 ? "USD" : "JPY",
          collector: "c\(number)", portfolio: "", client: ""))
      play.bill(number, "I", Int64(number + 1), on: 0, due: 0)
    }
    let day = Play.day(1)
    let report = play.book.aging(
      asOf: AsOf(nil, today: day, in: play.book), by: .collector, basis: .due)
    #expect(report.rows.map { play.book.text(symbol: $0.group) } == (0..<300).map { "c\($0)" })
    #expect(report.rows.map { $0.amounts[1] } == (1...300).map { Int64($0) })
  }
}
