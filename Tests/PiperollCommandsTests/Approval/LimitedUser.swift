import PiperollLedger
import TestSupport

@testable import PiperollCommands

/// A desk with something of everything, and an operator with limits who tries anything.
struct LimitedUser {
  let desk = Desk()
  var random: SplitMix64
  /// The limit of a day of each concession, in minor units.
  private(set) var dayLimits: [Concession: Int] = [:]
  private(set) var lost = 0.0
  private(set) var credited = 0.0
  /// What was done, for the report of a failure.
  private(set) var lines: [String] = []
  /// How much was lost by each kind of command.
  private(set) var losses: [String: Double] = [:]
  private var waiting: [String] = []
  private var step = 0

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
    open()
    for concession in Concession.allCases { limit(concession) }
  }

  private mutating func open() {
    for line in [
      "POST ACCOUNT T-0 kind=trade name=x terms=0 date=2026-10-01",
      "POST ACCOUNT T-1 kind=trade name=x terms=0 date=2026-10-01 credit-limit=10.00",
      "POST ACCOUNT L-0 kind=loan name=x terms=0 date=2026-10-01",
      "POST ACCOUNT L-1 kind=loan name=x terms=0 date=2026-10-01",
      "POST RATE T-0 36 date=2026-10-01", "POST RATE L-1 36 date=2026-10-01",
      "POST LOAN L-0 9000.00 rate=24 instalments=12 first-due=2026-11-01 date=2026-10-01",
      "POST INVOICE T-0 I-0 4000.00 date=2026-10-01", "POST INVOICE T-1 I-0 40.00 date=2026-10-01",
      "POST INVOICE T-0 I-1 60.00 date=2026-10-05", "POST INVOICE L-1 I-1 3000.00 date=2026-10-05",
      "POST CHARGE T-0 30.00 kind=late date=2026-10-09",
      "POST ADJUST T-1 debit 90.00 reason=error date=2026-10-09",
      "POST PAYMENT T-0 300.00 method=cash apply=none date=2026-10-10",
      "POST PAYMENT T-0 200.00 method=check date=2026-10-12",
      "POST CREDIT T-0 100.00 apply=none date=2026-10-14",
      "POST WRITEOFF T-0 80.00 reason=uncollectible date=2026-10-15",
      "POST RECOVERY T-0 50.00 method=check date=2026-10-16",
      "POST REFUND T-0 70.00 date=2026-10-17", "POST POLICY small-balance 45.00",
    ] {
      let reply = desk.run(line)
      precondition(reply[0].hasPrefix("201 "), "\(line): \(reply)")
    }
    if random.oneIn(2) { desk.run("POST INTEREST T-0 through=2026-11-0\(1 + random.below(9))") }
    if random.oneIn(2) { desk.run("POST INTEREST L-0 through=2026-11-\(10 + random.below(14))") }
  }

  /// Mostly there is little that the user may do, so that what is not measured shows.
  private mutating func limit(_ concession: Concession) {
    let one = [0, 0, 20_00, 50_00][random.below(4)]
    dayLimits[concession] = random.oneIn(3) ? 10 * one : one + random.below(2 * one + 1)
    for (policy, amount) in [concession.limit: one, concession.dayLimit: dayLimits[concession]!] {
      desk.run("POST POLICY \(policy.name) \(text(amount)) role=operator")
    }
  }

  /// The user tries something, or somebody else approves what waits.
  mutating func act() {
    step += 1
    if !waiting.isEmpty, random.oneIn(12) {
      (desk.user, desk.role) = ("sam", .admin)
      desk.run("POST APPROVE \(waiting.remove(at: random.below(waiting.count)))")
      return
    }
    (desk.user, desk.role) = ("olga", .operator)
    let line = line()
    let before = Losses(desk.book, today: desk.today)
    let isOfBank = isOfBank(line)
    let reply = desk.run(line)
    if reply[0].hasPrefix("264 ") {
      let word = reply[0].split(separator: " ").first { $0.hasPrefix("approval=") }
      waiting.append(String(word!.dropFirst("approval=".count)))
    }
    guard reply[0].hasPrefix("201") else { return }
    let after = Losses(desk.book, today: desk.today)
    let lost = after.lost(since: before, isOfBank: isOfBank)
    let credited = after.credited(since: before)
    (self.lost, self.credited) = (self.lost + lost, self.credited + credited)
    lines.append("\(line)  lost \(lost), credited \(credited)")
    losses[String(line.split(separator: " ")[1]), default: 0] += lost + credited
  }

  /// Whether it says that a bank took money back that may have come from one.
  private func isOfBank(_ line: String) -> Bool {
    let words = line.split(separator: " ")
    guard words[1] == "REVERSE", line.contains("=nsf") || line.contains("=chargeback"),
      let number = EntryNumber(words[2]), number <= desk.book.sequence,
      let credit = desk.book.documents(of: number).credit
    else { return false }
    return desk.book.credits[credit].method != .cash
  }

  var isWithinLimits: Bool {
    var most = dayLimits.values.reduce(0, +)
    most -= dayLimits[.creditRaise]!
    return lost <= Double(most) && credited <= Double(dayLimits[.creditRaise]!)
  }

  // MARK: What the user tries

  private func text(_ minor: Int) -> String { Money(minor: Int64(minor)).text(decimals: 2) }

  private mutating func amount() -> String {
    text([20_00, 50_00, 1 + random.below(20_00), 1 + random.below(60_00)][random.below(4)])
  }

  private mutating func line() -> String {
    let account = ["T-0", "T-0", "T-1", "L-0", "L-1"][random.below(5)]
    let date = random.oneIn(2) ? "" : " date=\(day())"
    let none = random.oneIn(3) ? " apply=none" : ""
    let entry = 2 + random.below(Int(desk.book.sequence))
    switch random.below(24) {
    case 0, 1: return "POST WRITEOFF \(account) \(amount()) reason=other" + date
    case 2: return "POST CREDIT \(account) \(amount())" + none + date
    case 3: return "POST ADJUST \(account) credit \(amount()) reason=courtesy" + date
    case 4: return "POST ADJUST \(account) debit \(amount()) reason=error" + date
    case 5: return "POST REFUND \(account) \(amount())" + date
    case 6, 7, 8, 9: return "POST REVERSE \(entry) reason=\(reason())" + date
    case 10: return "POST UNAPPLY \(account) credit=\(entry)" + date
    case 11: return "POST APPLY \(entry)" + date
    case 12: return "POST TRANSFER \(account) \(random.oneIn(2) ? "T-1" : "L-0") \(amount())" + date
    case 13: return "POST PAYMENT \(account) \(amount())" + none + date
    case 14: return "POST RECOVERY T-0 \(amount()) method=cash" + date
    case 15: return "POST INVOICE \(account) N-\(step) \(amount())" + date
    case 16:
      return "POST CHARGE \(account) \(amount()) kind=\(random.oneIn(2) ? "fee" : "interest")"
    case 17, 18: return "POST INTEREST \(account)" + (random.oneIn(3) ? "" : " through=\(day())")
    case 19: return "POST RATE \(account) \([0, 6, 36][random.below(3)])" + date
    case 20:
      let until = random.oneIn(2) ? "" : " until=\(day())"
      return "POST HOLD \(account) hardship from=\(day())\(until) -- so"
    case 21: return random.oneIn(2) ? "POST SMALL-BALANCES" : "POST RELEASE-HOLD \(entry)" + date
    case 22: return "POST LIMIT \(account) \(amount()) requested-by=x reason=order" + date
    default:
      return random.oneIn(2)
        ? "POST LOAN L-1 \(amount()) rate=0 instalments=2 first-due=2026-12-01" + date
        : "POST ACCOUNT X-\(step) kind=trade name=x credit-limit=\(amount())"
    }
  }

  private mutating func day() -> String { desk.today.advanced(days: -random.below(50)).text }

  private mutating func reason() -> String {
    ["void", "error", "nsf", "chargeback"][random.below(4)]
  }
}
