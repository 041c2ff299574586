import TestSupport

@testable import PiperollLedger

/// The dated facts of one account that bears interest: a loan or invoices, rates, money, reversals
/// and holds, at random. They can be recorded in any order.
struct DatedFacts {
  static let end = 700

  /// An amount that counts from a day to the day before another.
  struct Amount {
    var from: Int
    var to: Int
    var minor: Int64
    /// Why it was reversed, and on which day; nil if it was not.
    var reversal: (reason: ReversalReason, day: Int)?
    /// How it is applied: by itself, not at all, or to the principal by name.
    var allocation = Allocation.automatic
    /// Days until it is due.
    var dueDays = 0
  }

  var dayCount = DayCount.actual365
  var lent: Bool
  /// Whether all money names the principal.
  var isNamed: Bool
  var rates: [(day: Int, rate: InterestRate)] = []
  var debts: [Amount] = []
  var money: [Amount] = []
  var holds: [(from: Int, to: Int)] = []

  /// - Parameter isNamed: whether all money names the principal.
  init(_ random: inout SplitMix64, lent: Bool, isNamed: Bool) {
    (self.lent, self.isNamed) = (lent, isNamed)
    if lent, random.oneIn(2) { dayCount = .thirty360 }
    // Two rates of one day are told apart by the order of recording, so each day has one. A loan
    // brings the first.
    for day in Set([0] + (0..<random.below(4)).map { _ in random.below(500) }).sorted() {
      rates.append((day, InterestRate(millionths: UInt32(random.below(30_000_000)))))
    }
    for _ in 0..<(lent ? 1 : 1 + random.below(6)) { addDebt(&random) }
    let amountMax = max(1, Int(debts[0].minor) / (isNamed ? 9 : 5))
    for _ in 0..<random.below(9) { addMoney(&random, upTo: amountMax, isNamed) }
    for _ in 0..<random.below(3) {
      let from = random.below(500)
      holds.append((from, from + 1 + random.below(90)))
    }
  }

  private mutating func addDebt(_ random: inout SplitMix64) {
    let day = lent ? 0 : random.below(500)
    var debt = Amount(from: day, to: .max, minor: Int64(1 + random.below(3_000_000)))
    if !lent { debt.dueDays = [0, 0, 30, 90][random.below(4)] }
    // What is not lent any more was posted by mistake: it never bore interest.
    if !lent, random.oneIn(6) { debt.reversal = (.error, day + random.below(90)) }
    debts.append(debt)
  }

  private mutating func addMoney(_ random: inout SplitMix64, upTo most: Int, _ isNamed: Bool) {
    let day = random.below(600)
    var payment = Amount(from: day, to: .max, minor: Int64(1 + random.below(most)))
    if isNamed {
      payment.allocation = .told([
        ApplicationWish(invoice: "P", amount: Money(minor: payment.minor))
      ])
    } else if random.oneIn(4) {
      payment.allocation = .told([])
    }
    if !isNamed, random.oneIn(4) {
      let reason = ReversalReason.allCases[random.below(4)]
      payment.reversal = (reason, day + random.below(60))
    }
    money.append(payment)
  }

  // MARK: For the program

  /// One line for a program that works with dated facts alone.
  var line: String {
    let named = isNamed ? money : []
    let bears = debts.filter { $0.reversal == nil }.map {
      Amount(from: $0.from + $0.dueDays, to: $0.to, minor: $0.minor)
    }
    let parts = [
      (dayCount == .actual365 ? "actual/365" : "30/360") + ":" + (lent ? "loan" : "trade"),
      rates.map { "\($0.day):\($0.rate.text)" }.joined(separator: " "),
      text(bears), text(isNamed ? [] : money), text(named),
      holds.map { "\($0.from):\($0.to)" }.joined(separator: " "), "\(Self.end)",
    ]
    return parts.joined(separator: "|")
  }

  private func text(_ amounts: [Amount]) -> String {
    amounts.compactMap { row in
      switch row.reversal?.reason {
      case nil: "\(row.from):99999:\(row.minor)"
      // What came back was here until then. All other money that was reversed never was.
      case .chargeback: "\(row.from):\(row.reversal!.day):\(row.minor)"
      case .void, .nsf, .error: nil
      }
    }.joined(separator: " ")
  }

  // MARK: For the book

  private enum Step {
    case rate(Int)
    case debt(Int)
    case money(Int)
    case hold(Int)
  }

  /// Records the facts in a random order, each reversal anywhere behind what it reverses, and
  /// charges the interest at the end.
  /// - Returns: what was charged in all.
  func record(_ random: inout SplitMix64) -> Int64 { play(&random).charged }

  /// The same, with the book that it came to.
  func play(_ random: inout SplitMix64) -> (play: Play, charged: Int64) {
    let play = Play()
    play.open(
      Model.Account(
        id: "A", kind: lent ? "loan" : "trade", currency: "USD", collector: "", portfolio: "",
        client: ""))
    var steps =
      rates.indices.dropFirst(lent ? 1 : 0).map(Step.rate) + debts.indices.map(Step.debt)
      + money.indices.map(Step.money)
      + holds.indices.map(Step.hold)
    steps.shuffle(using: &random)
    // Who names the principal has to have it, and knows of its interest.
    if isNamed { steps = steps.filter { !isMoney($0) } + steps.filter(isMoney) }
    var reversals: [(entry: EntryNumber, row: Amount)] = []
    for step in steps {
      record(step, &reversals, play)
      if let last = reversals.last, random.oneIn(2) {
        reversals.removeLast()
        reverse(last, play)
      }
    }
    for reversal in reversals { reverse(reversal, play) }
    let day = Play.day(Self.end)
    let interest = try? play.book.decideInterest(account: 0, through: day, due: day, date: day)
    if let fact = interest ?? nil { play.record(fact, on: Self.end) }
    return (play, play.book.chargedInterest(of: 0).amount.minor)
  }

  private func isMoney(_ step: Step) -> Bool {
    if case .money = step { return true }
    return false
  }

  private func reverse(_ reversal: (entry: EntryNumber, row: Amount), _ play: Play) {
    let (reason, day) = reversal.row.reversal!
    let fact = try! play.book.decideReversal(
      of: reversal.entry, reason: reason, date: Play.day(day))
    play.record(fact, on: day)
  }

  private func record(
    _ step: Step, _ reversals: inout [(entry: EntryNumber, row: Amount)], _ play: Play
  ) {
    switch step {
    case .rate(let place):
      play.record(play.book.decideRate(account: 0, rates[place].rate), on: rates[place].day)
    case .debt(let place):
      let row = debts[place]
      let entry = play.record(debt(row, "\(place)", play), on: row.from)
      if row.reversal != nil { reversals.append((entry, row)) }
    case .money(let place):
      let row = money[place]
      let day = Play.day(row.from)
      let ahead = play.book.decideInterestAhead(account: 0, on: day)
      let fact = try! play.book.decideCredit(
        account: 0, kind: .payment, amount: Money(minor: row.minor), to: row.allocation, on: day,
        behind: ahead)
      if let ahead { play.record(ahead, on: row.from) }
      let entry = play.record(fact, on: row.from, isContinuation: ahead != nil)
      if row.reversal != nil { reversals.append((entry, row)) }
    case .hold(let place):
      let fact = try! play.book.decideHold(
        account: 0, item: nil, kind: .bankruptcy, from: Play.day(holds[place].from),
        until: Play.day(holds[place].to - 1), source: "")
      play.record(fact, on: holds[place].from)
    }
  }

  private func debt(_ row: Amount, _ number: String, _ play: Play) -> Fact {
    if lent {
      let terms = LoanTerms(
        principal: Money(minor: row.minor), rate: rates[0].rate, dayCount: dayCount,
        instalments: 24, firstDue: Play.day(31))
      return try! play.book.decideLoan(account: 0, number: "P", terms, date: Play.day(row.from))
    }
    return try! play.book.decideInvoice(
      account: 0, invoice: number, amount: Money(minor: row.minor), date: Play.day(row.from),
      due: Play.day(row.from + row.dueDays))
  }
}
