import PiperollLedger
import TestSupport
import Testing

@testable import PiperollCommands

@Suite struct PromiseTests {
  private func day(_ text: String) throws -> Day { try #require(Day(iso: text.utf8)) }

  /// The cells of LOOKUP PROMISES that say what has become of each promise: `kept 248.00`.
  private func states(_ desk: Desk, _ clocks: String) -> [String] {
    desk.run("LOOKUP PROMISES C-1 \(clocks)").compactMap { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard cells.count > 8, cells[0] != "entry" else { return nil }
      return "\(cells[7]) \(cells[5])"
    }
  }

  private func desk(fill entries: EntryNumber, _ lines: [String]) -> Desk {
    let desk = Desk()
    for line in ["POST ACCOUNT C-1 kind=consumer name=Ann date=2026-01-01"] + lines {
      #expect(desk.run(line)[0].hasPrefix("201 "), "\(line)")
    }
    // So that the entries have the numbers that the table gives them.
    while desk.book.sequence < entries { _ = desk.run("NOTE GENERAL C-1 -- filler") }
    return desk
  }

  @Test func `a promise with money in time, returned, and dated back`() throws {
    let desk = desk(fill: 19, ["POST INVOICE C-1 I-1 900.00 date=2026-01-01"])
    for (on, line) in [
      ("2026-11-23", "POST PROMISE C-1 250.00@2026-11-27"),
      ("2026-11-25", "POST PAYMENT C-1 100.00 method=card"),
      ("2026-11-30", "POST PAYMENT C-1 148.00 method=lockbox"),
      ("2026-12-03", "POST REVERSE 22 reason=nsf"),
      ("2026-12-07", "POST PAYMENT C-1 150.00 method=card date=2026-12-01"),
    ] {
      desk.today = try day(on)
      #expect(desk.run(line)[0].hasPrefix("201 "), "\(line)")
    }
    for (clocks, state) in [
      ("as-of=2026-11-24", "open 0.00"), ("as-of=2026-11-25", "open 100.00"),
      ("as-of=2026-11-28", "grace 100.00"), ("as-of=2026-11-30", "kept 248.00"),
      ("as-of=2026-12-02 known=23", "kept 248.00"), ("as-of=2026-12-03 known=22", "kept 248.00"),
      ("as-of=2026-12-03 known=23", "partial 100.00"),
      ("as-of=2026-12-03 known=24", "kept 250.00"), ("as-of=2026-12-03", "kept 250.00"),
    ] {
      #expect(states(desk, clocks) == [state], "\(clocks)")
    }
  }

  @Test func `two promises, and money that is enough for one`() throws {
    let desk = desk(
      fill: 37, ["POST INVOICE C-1 I-1 900.00 date=2026-01-01", "POST POLICY promise-grace 0d"])
    for (on, line) in [
      ("2026-11-27", "POST PROMISE C-1 200.00@2026-12-04,200.00@2026-12-11"),
      ("2026-12-03", "POST PAYMENT C-1 300.00 method=card"),
      ("2026-12-11", "POST PAYMENT C-1 99.50 method=card"),
      ("2026-12-12", "POST REVERSE 40 reason=nsf date=2026-12-09"),
    ] {
      desk.today = try day(on)
      #expect(desk.run(line)[0].hasPrefix("201 "), "\(line)")
    }
    for (clocks, expected) in [
      ("as-of=2026-12-08", ["kept 200.00", "open 100.00"]),
      ("as-of=2026-12-09", ["broken 0.00", "open 0.00"]),
      ("as-of=2026-12-12 known=41", ["kept 200.00", "kept 199.50"]),
      ("as-of=2026-12-12", ["broken 0.00", "partial 99.50"]),
    ] {
      #expect(states(desk, clocks) == expected, "\(clocks)")
    }
  }

  /// desk.md 2: the larger of 1.00 and of one in a hundred may be missing.
  @Test(arguments: [
    ("250.00", "247.50", "kept"), ("250.00", "247.49", "partial"), ("50.00", "49.00", "kept"),
    ("50.00", "48.99", "partial"), ("100.00", "99.00", "kept"), ("100.00", "98.99", "partial"),
  ])
  func `a promise is kept but for its tolerance`(amount: String, paid: String, state: String) throws
  {
    let desk = desk(fill: 2, ["POST INVOICE C-1 I-1 900.00 date=2026-01-01"])
    desk.run("POST PROMISE C-1 \(amount)@2026-11-27")
    desk.run("POST PAYMENT C-1 \(paid) method=card")
    desk.today = try day("2026-12-02")
    #expect(states(desk, "") == ["\(state) \(paid)"])
  }

  @Test func `a promise for an item, and a payment that goes to two`() throws {
    let desk = desk(
      fill: 9,
      [
        "POST INVOICE C-1 INV-1 80.00 date=2026-01-01",
        "POST INVOICE C-1 INV-2 400.00 date=2026-01-02",
        "POST POLICY promise-grace 0d",
      ])
    for line in [
      "POST PROMISE C-1 150.00@2026-11-23 items=INV-2", "POST PROMISE C-1 100.00@2026-11-23",
      "POST PAYMENT C-1 200.00 method=card",
    ] {
      #expect(desk.run(line)[0].hasPrefix("201 "), "\(line)")
    }
    desk.today = try day("2026-11-24")
    #expect(states(desk, "") == ["partial 120.00", "partial 80.00"])
    // What is taken off the item counts for the other promise from its day on.
    #expect(desk.run("POST UNAPPLY C-1 credit=12 from=INV-2:100.00")[0].hasPrefix("201 "))
    #expect(states(desk, "") == ["partial 20.00", "kept 100.00"])
    #expect(states(desk, "as-of=2026-11-23") == ["open 120.00", "open 80.00"])
    #expect(states(desk, "known=12") == ["partial 120.00", "partial 80.00"])
    #expect(desk.run("REPORT PROMISES")[0].hasPrefix("210+ ") && desk.book.violations().isEmpty)
  }

  @Test(arguments: 0..<PlayedBooks.count)
  func `states are what a count cent by cent comes to`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var played = PlayedPromises()
    let desk = desk(fill: 0, ["POST INVOICE C-1 I-1 99999.00 date=2026-01-01"])
    let first = desk.today
    for _ in 0..<30 {
      let number = desk.book.sequence + 1
      let line = played.next(number, on: desk.today, &random)
      if desk.run(line)[0].hasPrefix("201 ") { played.took() }
      if random.next() % 3 == 0 { desk.today = desk.today.advanced(days: 1) }
    }
    for _ in 0..<12 {
      let on = first.advanced(days: Int(random.next() % 40) - 5)
      let known = EntryNumber(random.next() % UInt64(desk.book.sequence)) + 1
      #expect(
        states(desk, "as-of=\(on.text) known=\(known)") == played.states(on: on, known: known),
        "as-of=\(on.text) known=\(known)")
    }
    #expect(desk.run("REPORT PROMISES")[0].hasPrefix("210+ "))
  }
}

/// A naive count of one account's promises: it moves money a cent at a time.
private struct PlayedPromises {
  struct Promise {
    let entry: EntryNumber, cents: Int, made: Day, due: Day
    var end: (entry: EntryNumber, on: Day, isReplacement: Bool)?
  }
  struct Payment {
    let entry: EntryNumber, cents: Int, date: Day, counts: Bool
    var reversal: (entry: EntryNumber, on: Day)?
  }
  var promises: [Promise] = []
  var payments: [Payment] = []
  private var pending: (inout PlayedPromises) -> Void = { _ in }

  mutating func took() {
    let change = pending
    change(&self)
  }

  /// The next line, which is taken note of once it was recorded.
  mutating func next(_ number: EntryNumber, on today: Day, _ random: inout SplitMix64) -> String {
    let cents = Int(random.next() % 900) + 1
    let amount = "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
    let back = today.advanced(days: -Int(random.next() % 4))
    let place = random.next()
    switch random.next() % 6 {
    case 0, 1:
      let due = back.advanced(days: Int(random.next() % 12))
      let old = promises.indices.filter { promises[$0].end == nil && promises[$0].made <= back }
      let replaced = old.isEmpty || place % 3 > 0 ? nil : old[Int(place % UInt64(old.count))]
      let replacing = replaced.map { " replaces=\(promises[$0].entry)" } ?? ""
      pending = { played in
        if let replaced { played.promises[replaced].end = (number, back, true) }
        played.promises.append(Promise(entry: number, cents: cents, made: back, due: due))
      }
      return "POST PROMISE C-1 \(amount)@\(due.text) date=\(back.text)\(replacing)"
    case 2 where !promises.isEmpty:
      let ended = Int(place % UInt64(promises.count))
      pending = { $0.promises[ended].end = (number, back, false) }
      return "POST END \(promises[ended].entry) date=\(back.text) -- why"
    case 3 where !payments.isEmpty:
      let reversed = Int(place % UInt64(payments.count))
      pending = { $0.payments[reversed].reversal = (number, back) }
      return "POST REVERSE \(payments[reversed].entry) reason=void date=\(back.text)"
    default:
      let counts = place % 4 > 0
      pending = {
        $0.payments.append(Payment(entry: number, cents: cents, date: back, counts: counts))
      }
      return "POST PAYMENT C-1 \(amount) method=\(counts ? "card" : "agency") date=\(back.text)"
    }
  }

  func states(on day: Day, known: EntryNumber) -> [String] {
    let made = promises.filter { $0.entry <= known && $0.made <= day }
      .sorted { ($0.due, $0.entry) < ($1.due, $1.entry) }
    var counted = [EntryNumber: Int]()
    let money = payments.filter { payment in
      payment.entry <= known && payment.date <= day && payment.counts
        && !(payment.reversal.map { $0.entry <= known && $0.on <= day } ?? false)
    }
    for payment in money.sorted(by: { ($0.date, $0.entry) < ($1.date, $1.entry) }) {
      for _ in 0..<payment.cents {
        let taker = made.first { promise in
          var isInTime = payment.date <= until(promise)
          if let end = ended(promise, day, known) {
            isInTime = isInTime && (payment.date, payment.entry) < (end.on, end.entry)
          }
          return isInTime && (payment.date, payment.entry) > (promise.made, promise.entry)
            && counted[promise.entry, default: 0] < promise.cents
        }
        guard let taker else { break }
        counted[taker.entry, default: 0] += 1
      }
    }
    return made.map { promise in
      let got = counted[promise.entry, default: 0]
      let missing = max(100, (promise.cents + 50) / 100)
      let end = ended(promise, day, known)
      let state =
        if got >= max(1, promise.cents - missing) {
          "kept"
        } else if let end {
          end.isReplacement ? "replaced" : "ended"
        } else if day <= promise.due {
          "open"
        } else if day <= until(promise) {
          "grace"
        } else {
          got > 0 ? "partial" : "broken"
        }
      return "\(state) \(got / 100).\(got % 100 < 10 ? "0" : "")\(got % 100)"
    }
  }

  private func ended(
    _ promise: Promise, _ day: Day, _ known: EntryNumber
  ) -> (entry: EntryNumber, on: Day, isReplacement: Bool)? {
    promise.end.flatMap { $0.entry <= known && $0.on <= day ? $0 : nil }
  }

  /// Two days that are neither at a weekend nor Thanksgiving Day nor Christmas Day.
  private func until(_ promise: Promise) -> Day {
    var (day, left) = (promise.due, 2)
    while left > 0 {
      day = day.advanced(days: 1)
      let weekday = (Int(day.number) + 3) % 7
      if weekday < 5, !["2026-11-26", "2026-12-25"].contains(day.text) { left -= 1 }
    }
    return day
  }
}
