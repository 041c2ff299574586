import PiperollLedger
import TestSupport

@testable import PiperollCommands

/// Disputes, their ends, and payments by the items' names, with a naive count of what they come to.
struct PlayedDisputes {
  struct Dispute {
    let entry: EntryNumber
    let made: Day
    /// Items and cents.
    let parts: [Int: Int]
    let isWritten: Bool
    var end: (entry: EntryNumber, on: Day, outcome: String)?
  }

  /// A payment or a credit memo of one item.
  struct Credit {
    let entry: EntryNumber
    let item: Int
    let cents: Int
    let date: Day
    var voided: (entry: EntryNumber, on: Day)?
  }

  static let start = Day(iso: "2026-11-23".utf8)!
  private static let cents = [50_000, 30_000, 4_000]
  private(set) var disputes: [Dispute] = []
  private(set) var credits: [Credit] = []

  /// A desk with an account and items of some amounts, due at once.
  static func desk(items: [String]) -> Desk {
    let desk = Desk()
    desk.run("POST ACCOUNT C-1 kind=consumer name=Ann terms=0 date=2026-11-23")
    for (number, amount) in items.enumerated() {
      desk.run("POST INVOICE C-1 I-\(number) \(amount) date=2026-11-23")
    }
    return desk
  }

  /// Runs lines by chance, and counts those that are taken.
  mutating func play(_ steps: Int, _ random: inout SplitMix64) -> Desk {
    let desk = Self.desk(items: Self.cents.map(Self.text))
    for step in 0..<steps {
      desk.today = Self.start.advanced(days: step * 2)
      let date = desk.today.advanced(days: -Int(random.next() % 5))
      if date < Self.start { continue }
      let number = desk.book.sequence + 1
      let (line, change) = next(number, on: date, &random)
      if desk.run("\(line) date=\(date.text)")[0].hasPrefix("201 ") { change(&self) }
    }
    return desk
  }

  private func next(
    _ number: EntryNumber, on date: Day, _ random: inout SplitMix64
  ) -> (line: String, change: (inout PlayedDisputes) -> Void) {
    let item = Int(random.next() % UInt64(Self.cents.count))
    let cents = 1 + Int(random.next() % UInt64(Self.cents[item] / 2))
    let place = random.next()
    switch random.next() % 6 {
    case 0, 1:
      let parts = [item: cents]
      let isWritten = place % 2 == 0
      let via = isWritten ? "letter" : "call"
      return (
        "POST DISPUTE C-1 goods items=I-\(item):\(Self.text(cents)) via=\(via)",
        {
          $0.disputes.append(
            Dispute(entry: number, made: date, parts: parts, isWritten: isWritten))
        }
      )
    case 2 where !disputes.isEmpty:
      let ended = Int(place % UInt64(disputes.count))
      let outcome = ["upheld", "withdrawn", "duplicate"][Int(place % 3)]
      return (
        "POST RESOLVE \(disputes[ended].entry) \(outcome)",
        { $0.disputes[ended].end = (number, date, outcome) }
      )
    case 3 where !disputes.isEmpty:
      let ended = Int(place % UInt64(disputes.count))
      let item = disputes[ended].parts.keys.first!
      let cents = 1 + Int(place % UInt64(disputes[ended].parts[item]!))
      return (
        "POST RESOLVE \(disputes[ended].entry) credit amount=\(Self.text(cents))",
        {
          $0.disputes[ended].end = (number, date, "credit")
          $0.credits.append(Credit(entry: number + 1, item: item, cents: cents, date: date))
        }
      )
    case 4 where !credits.isEmpty:
      let voided = Int(place % UInt64(credits.count))
      return (
        "POST REVERSE \(credits[voided].entry) reason=void",
        { $0.credits[voided].voided = (number, date) }
      )
    default:
      return (
        "POST PAYMENT C-1 \(Self.text(cents)) method=card apply=I-\(item):\(Self.text(cents))",
        { $0.credits.append(Credit(entry: number, item: item, cents: cents, date: date)) }
      )
    }
  }

  private static func text(_ cents: Int) -> String {
    "\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
  }

  private func open(_ item: Int, on day: Day, known: EntryNumber) -> Int {
    credits.reduce(Self.cents[item]) { left, credit in
      let isThere =
        credit.item == item && credit.entry <= known && credit.date <= day
        && !(credit.voided.map { $0.entry <= known && $0.on <= day } ?? false)
      return isThere ? left - credit.cents : left
    }
  }

  private func end(_ dispute: Dispute, on day: Day, known: EntryNumber) -> String? {
    dispute.end.flatMap { $0.entry <= known && $0.on <= day ? $0.outcome : nil }
  }

  /// `open 8000` of each dispute, as LOOKUP DISPUTES shows them: those in writing first.
  func states(on day: Day, known: EntryNumber) -> [String] {
    let shown = disputes.filter { $0.made <= day && $0.entry <= known }
    var sums = [Int](repeating: 0, count: shown.count)
    for item in Self.cents.indices {
      var left = open(item, on: day, known: known)
      let alone = alone(item, shown, on: day, known: known)
      for isWritten in [true, false] {
        for place in shown.indices where shown[place].isWritten == isWritten {
          let disputed = min(left, alone[place])
          sums[place] += disputed
          left -= disputed
        }
      }
    }
    return zip(shown, sums).map { "\(end($0, on: day, known: known) ?? "open") \($1)" }
  }

  /// How much of one item each dispute is about alone: a letter, answered or not, takes off what
  /// was only said before it; what is answered is about nothing.
  private func alone(
    _ item: Int, _ made: [Dispute], on day: Day, known: EntryNumber
  ) -> [Int] {
    var alone = made.map { $0.parts[item] ?? 0 }
    func isOpen(_ place: Int) -> Bool { end(made[place], on: day, known: known) == nil }
    for place in made.indices where !made[place].isWritten && !isOpen(place) { alone[place] = 0 }
    for letter in made.indices where made[letter].isWritten {
      var again = made[letter].parts[item] ?? 0
      for said in 0..<letter where !made[said].isWritten {
        let before = alone[said]
        alone[said] = max(0, before - again)
        again -= before - alone[said]
      }
    }
    for place in made.indices where !isOpen(place) { alone[place] = 0 }
    return alone
  }

  /// All that is disputed.
  func disputed(on day: Day, known: EntryNumber) -> Int {
    Self.cents.indices.reduce(0) { sum, item in
      let said = said(of: item, on: day, known: known)
      return sum + min(open(item, on: day, known: known), said)
    }
  }

  private func said(of item: Int, on day: Day, known: EntryNumber) -> Int {
    let made = disputes.filter { $0.made <= day && $0.entry <= known }
    return alone(item, made, on: day, known: known).reduce(0, +)
  }

  /// The interest of all days before a day, at ten percent of 365 days, in cents. A payment that
  /// was void was never there.
  func interest(by day: Day) -> Int {
    var balances = 0
    var night = Self.start
    while night < day {
      for item in Self.cents.indices {
        let paid = credits.reduce(0) {
          $1.item == item && $1.date <= night && $1.voided == nil ? $0 + $1.cents : $0
        }
        let open = Self.cents[item] - paid
        balances += open - min(open, said(of: item, on: night, known: .max))
      }
      night = night.advanced(days: 1)
    }
    let (whole, rest) = (balances / 3_650, balances % 3_650)
    return whole + (rest * 2 > 3_650 || rest * 2 == 3_650 && whole % 2 == 1 ? 1 : 0)
  }
}
