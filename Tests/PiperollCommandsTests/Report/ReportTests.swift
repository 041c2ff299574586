import PiperollLedger
import TestSupport
import Testing

@testable import PiperollCommands

/// Reports on random books: what they show adds up to what they say.
@Suite struct ReportTests {
  @Test func `the limits of many accounts come to more than an amount holds`() {
    let desk = Desk()
    for number in 0..<9_300 {
      desk.run("POST ACCOUNT A-\(number) kind=trade name=x credit-limit=9999999999999.99")
    }
    desk.run("POST INVOICE A-1 I-1 5.00")
    let rows = desk.run("REPORT CREDIT fmt=tsv")
    #expect(rows.contains { $0.hasPrefix("USD\t9300\t0\t92999999999999907.00\t5.00") })
    #expect(rows.last?.hasPrefix(". 200 ") == true)
  }

  @Test(arguments: UInt64(0)..<6)
  func `an aging's items and credits come to its buckets, on any day and in any group`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let desk = Desk.random(&random)
    for _ in 0..<40 {
      let by = Grouping.words[random.below(Grouping.words.count)]
      let filter = ["", " where=\"balance > 20\"", " where=\"kind = trade\""][random.below(3)]
      let reply = desk.run(
        "REPORT AGING by=\(by) detail=yes buckets=10,40 as-of=-\(random.below(150))d\(filter)")
      #expect(code(reply) == "210", "\(reply[0])")
      let items = Rows(reply, "items").sums("open")
      let credits = Rows(reply, "credits").sums("unapplied")
      let groups = Rows(reply, "aging")
      let proof = Rows(reply, "proof")
      for currency in ["USD", "JPY", "KWD"] {
        #expect(items[currency, default: 0] == groups.sums("total")[currency, default: 0])
        #expect(credits[currency, default: 0] == groups.sums("unapplied")[currency, default: 0])
        #expect(proof.sums("difference")[currency, default: 0] == 0)
        let both =
          proof.sums("outstanding")[currency, default: 0]
          + proof.sums("others")[currency, default: 0]
        #expect(both == proof.sums("control")[currency, default: 0])
      }
    }
  }

  @Test(arguments: UInt64(0)..<6)
  func `a statement shows what is open however old, and both of its sums are one`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let desk = Desk.random(&random)
    for _ in 0..<60 {
      let account = UInt32(random.below(desk.book.accounts.count))
      let day = desk.today.advanced(days: -random.below(150))
      let style = ["full", "open-item", "balance-forward"][random.below(3)]
      let reply = desk.run("REPORT STATEMENT A-\(account) as-of=\(day.text) style=\(style)")
      #expect(code(reply) == "210", "\(reply[0])")
      let proof = Rows(reply, "proof")
      #expect(proof.sum("by-activity") == proof.sum("by-items"))
      let closing = Rows(reply, "statement").sum("closing")
      #expect(Rows(reply, "remittance").sum("pay") == max(closing, 0))
      guard style != "balance-forward" else { continue }
      let left = desk.book.itemRows(of: account).map {
        desk.book.remaining(ofItem: $0, asOf: day).minor
      }
      #expect(Rows(reply, "open").rows.count == left.count { $0 != 0 })
      #expect(Rows(reply, "open").sum("open") == left.reduce(0, +))
      #expect(Rows(reply, "credits").sum("unapplied") == proof.sum("unapplied"))
    }
  }

  /// The reports that end with a shared proof, with what their rows show.
  static let proved = [
    ("UNAPPLIED", "credits", "unapplied"), ("CREDIT", "credit", "exposure"),
    ("RECEIPTS", "receipts", "net"), ("RECEIPTS by=method", "receipts", "net"),
    ("RECEIPTS by=account", "receipts", "net"), ("DEPOSITS", "deposits", "net"),
    ("DEPOSITS", "days", "net"), ("DEPOSITS by=client", "deposits", "net"),
    ("DEPOSITS by=account", "days", "net"), ("CREDIT by=kind", "groups", "exposure"),
    ("REVERSALS", "reversals", "effect"),
    ("REVERSALS by=account", "groups", "effect"), ("REVERSALS", "groups", "effect"),
    ("WRITEOFFS", "writeoffs", "amount"), ("WRITEOFFS by=account", "groups", "net"),
    ("WRITEOFFS reason=uncollectible by=day", "groups", "net"),
    ("RECOVERIES", "recoveries", "amount"), ("RECOVERIES by=method", "groups", "net"),
    ("DSO by=account", "dso", "open"), ("EFFECTIVENESS by=kind", "effectiveness", "closing"),
    ("FORECAST", "forecast", "expected"), ("FORECAST by=month periods=1", "forecast", "due"),
  ]

  @Test(arguments: UInt64(0)..<3)
  func `a report's rows are what its proof shows, and with the others the control`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let desk = Desk.random(&random)
    for (words, section, column) in Self.proved {
      for filter in ["", " where=\"kind = trade or balance < 30\"", " where=\"terms > 400\""] {
        for _ in 0..<4 {
          let line = "REPORT \(words) as-of=-\(random.below(160))d"
          let reply = desk.run(line + filter)
          #expect(code(reply) == "210", "\(line)\(filter): \(reply[0])")
          let (rows, proof) = (Rows(reply, section).sums(column), Rows(reply, "proof"))
          for currency in ["USD", "JPY", "KWD"] {
            let shown = proof.sums("shown")[currency, default: 0]
            #expect(rows[currency, default: 0] == shown, "\(line)\(filter)")
            let others = proof.sums("others")[currency, default: 0]
            #expect(shown + others == proof.sums("control")[currency, default: 0])
            // These leave something out of every account, or whole accounts.
            let isPart = ["CREDIT", "DSO", "EFFECTIVENESS", "FORECAST"].contains {
              words.hasPrefix($0)
            }
            let isOfAll = filter.isEmpty && !isPart && !words.contains("reason=")
            if isOfAll { #expect(others == 0, "\(line)") }
          }
        }
      }
    }
  }

  /// Against what the replies to the writes told, one by one: a list that knows no book.
  @Test(arguments: UInt64(0)..<6)
  func `money, write-offs and reversals of a period are those that were posted in it`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let desk = RandomDesk(&random)
    var sums = 0
    for _ in 0..<20 {
      let last = desk.desk.today.advanced(days: -random.below(120))
      let first = last.advanced(days: -random.below(90))
      let period = "from=\(first.text) as-of=\(last.text)"
      for (words, section, column, kinds) in [
        ("RECEIPTS", "receipts", "net", ["payment", "recovery"]),
        ("WRITEOFFS", "groups", "net", ["writeoff"]),
        ("RECOVERIES", "groups", "net", ["recovery"]),
      ] {
        let rows = Rows(desk.desk.run("REPORT \(words) by=account \(period)"), section)
        for account in desk.accounts {
          let naive = desk.sum(kinds, of: account, from: first, to: last)
          let found = rows.rows.first { $0["group"] == account }?[column] ?? "0"
          #expect(Rows.minor(found) == naive, "\(words) of \(account), \(period)")
          sums += naive
        }
      }
      let rows = Rows(desk.desk.run("REPORT REVERSALS \(period)"), "reversals")
      let reversals = desk.writes.filter { first <= $0.day && $0.day <= last && $0.reversed > 0 }
      #expect(Set(rows.rows.map { $0["reversed"]! }) == Set(reversals.map { "\($0.reversed)" }))
      #expect(rows.sum("effect") == reversals.reduce(0) { $0 + $1.effect })
    }
    #expect(sums != 0, "nothing was posted")
  }

  /// Against sums over the documents, one by one.
  @Test(arguments: UInt64(0)..<6)
  func `sales, what is open and what is late are those of the documents`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let desk = Desk.random(&random)
    for _ in 0..<20 {
      let last = desk.today.advanced(days: -random.below(120))
      let first = last.advanced(days: -random.below(60))
      let period = "from=\(first.text) as-of=\(last.text)"
      let dso = Rows(desk.run("REPORT DSO by=account \(period)"), "dso")
      let index = Rows(desk.run("REPORT EFFECTIVENESS by=account \(period)"), "effectiveness")
      for account in 0..<UInt32(desk.book.accounts.count) {
        let naive = NaiveTurnover(desk.book, account, first, last)
        let id = "A-\(account)"
        let row = dso.rows.first { $0["group"] == id }
        #expect(Rows.minor(row?["open"] ?? "0") == naive.closing)
        #expect(Rows.minor(row?["sales"] ?? "0") == naive.sales)
        #expect(row?["dso"] == (row == nil ? nil : naive.daysOutstanding))
        let other = index.rows.first { $0["group"] == id }
        #expect(Rows.minor(other?["opening"] ?? "0") == naive.opening)
        #expect(Rows.minor(other?["current"] ?? "0") == naive.current)
        #expect(other?["index"] == (other == nil ? nil : naive.index))
      }
    }
  }

  @Test func `an account that pays ten days late is expected to do so again`() {
    let desk = Desk()
    desk.run("POST ACCOUNT A kind=trade name=A terms=0")
    desk.run("POST ACCOUNT B kind=trade name=B terms=0")
    desk.run("POST INVOICE A I-1 100 date=-60d")
    desk.run("POST PAYMENT A 100 date=-50d")
    desk.run("POST INVOICE A I-2 300 date=-40d")
    desk.run("POST PAYMENT A 300 date=-30d")
    // Undone: no habit.
    desk.run("POST INVOICE A I-3 500 date=-40d")
    let reversed = desk.run("POST PAYMENT A 500 date=today")
    let entry = reversed[0].firstMatch(of: /entry=(\d+)/)!.1
    desk.run("POST REVERSE \(entry) reason=nsf")
    // Paid out again: nothing that was due.
    desk.run("POST PAYMENT A 9000 apply=none date=-20d")
    desk.run("POST REFUND A 9000 date=-1d")
    desk.run("POST INVOICE B I-4 70 date=today due=+20d")
    desk.run("POST INVOICE A I-5 40 date=today due=+5d")
    let rows = Rows(desk.run("REPORT FORECAST periods=6"), "forecast").rows
    // 2026-11-23 is a Monday: what is due on 11-28 comes on 12-08, B's of 12-13 like A's ten days
    // on.
    let expected = rows.map { Rows.minor($0["expected"] ?? "") }
    #expect(expected == [0, 50_000, 0, 4_000, 0, 7_000, 0, 0], "\(rows)")
    #expect(rows.map { Rows.minor($0["due"] ?? "") } == [50_000, 4_000, 0, 7_000, 0, 0, 0, 0])
  }
}

/// An account's part of a turnover, from its documents alone.
private struct NaiveTurnover {
  var (opening, sales, closing, current, writtenOff) = (0, 0, 0, 0, 0)
  private let days: Int

  init(_ book: borrowing Book, _ account: UInt32, _ first: Day, _ last: Day) {
    days = last - first + 1
    let eve = first.advanced(days: -1)
    (opening, _) = Self.open(book, account, eve)
    (closing, current) = Self.open(book, account, last)
    writtenOff = Self.writtenOff(book, account, last) - Self.writtenOff(book, account, eve)
    for item in book.itemRows(of: account) where book.items[item].kind != .principal {
      let row = book.items[item]
      let undoing = book.entry(row.entry)!.reversedBy
      let isVoid = undoing != 0 && book.entry(UInt64(undoing))!.effective <= last
      let isSale = row.kind == .invoice || ItemKind.charges.contains(row.kind)
      if isSale, first <= row.date, row.date <= last, !isVoid { sales += Int(row.amount.minor) }
    }
  }

  /// What is open without money lent, less unapplied credit, which covers what is due first; and
  /// what of it is not past due.
  private static func open(
    _ book: borrowing Book, _ account: UInt32, _ day: Day
  ) -> (all: Int, current: Int) {
    var credit = 0
    for row in book.creditRows(of: account) {
      credit += Int(book.unapplied(ofCredit: row, asOf: day).minor)
    }
    var (all, current) = (0, 0)
    let items = book.itemRows(of: account)
    var dues: [(due: Day, item: UInt32)] = []
    for item in items { dues.append((book.itemDue[item], item)) }
    for (due, item) in dues.sorted(by: { ($0.due, $0.item) < ($1.due, $1.item) }) {
      let left = Int(book.remaining(ofItem: item, asOf: day).minor)
      let rest = max(0, left - credit)
      credit -= left - rest
      if book.items[item].kind == .principal { continue }
      all += rest
      if due >= day { current += rest }
    }
    return (all - credit, current - credit)
  }

  private static func writtenOff(_ book: borrowing Book, _ account: UInt32, _ day: Day) -> Int {
    var sum = 0
    for credit in book.creditRows(of: account) where book.credits[credit].kind == .writeOff {
      let row = book.credits[credit]
      let undoing = book.entry(row.entry)!.reversedBy
      let isVoid = undoing != 0 && book.entry(UInt64(undoing))!.effective <= day
      if isVoid { continue }
      book.forEachApplication(ofCredit: credit) {
        let applied = book.applications[$0]
        if applied.effective <= day, book.items[applied.item].kind != .principal {
          sum += Int(applied.amount.minor)
        }
      }
    }
    return sum
  }

  var daysOutstanding: String { closing < 0 ? "\\N" : Self.tenths(closing * days * 10, sales) }
  var index: String {
    let due = opening + sales + max(0, -writtenOff)
    let top = due - closing - max(0, writtenOff)
    return top < 0 || due <= 0 ? "\\N" : Self.tenths(top * 1000, due - current)
  }

  private static func tenths(_ part: Int, _ whole: Int) -> String {
    guard whole > 0 else { return "\\N" }
    let rounded = Int((Double(part) / Double(whole)).rounded())
    return "\(rounded / 10).\(rounded % 10)"
  }
}
