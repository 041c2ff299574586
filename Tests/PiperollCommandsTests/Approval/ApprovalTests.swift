import PiperollLedger
import TestSupport
import Testing

@testable import PiperollCommands

/// A desk whose operator has limits, beside one without any that is only told what was let through:
/// money must be the same on both, whatever waits.
@Suite struct ApprovalTests {
  private struct Play {
    let limited = Desk()
    let free = Desk()
    var random: SplitMix64
    /// What waits: its number, and the line that the other desk will be told.
    var waiting: [(approval: String, line: String)] = []
    /// Charges and payments by their entries on both desks.
    var entries: [(limited: String, free: String)] = []
    var counts = (waited: 0, approved: 0, stale: 0, closed: 0)
    private var invoices = 0

    init(seed: UInt64) {
      random = SplitMix64(seed: seed)
      for number in 0..<3 {
        both("POST ACCOUNT A-\(number) kind=trade name=x date=2026-01-01")
      }
      for limit in ["writeoff", "refund", "adjust", "waiver"] {
        limited.run("POST POLICY \(limit)-limit 20.00 role=operator")
      }
    }

    private func both(_ line: String) {
      limited.run(line)
      free.run(line)
    }

    mutating func step() {
      switch random.below(12) {
      case 0, 1: decide()
      case 2: close()
      default: ask()
      }
    }

    private mutating func ask() {
      (limited.user, limited.role) = ("olga", .operator)
      let (line, other) = line()
      let reply = limited.run(line)
      if reply[0].hasPrefix("264 ") {
        waiting.append((value("approval", reply), other))
        counts.waited += 1
      } else if reply[0].hasPrefix("201 ") {
        tell(other, value("entry", reply))
      }
    }

    /// Tells the other desk what this one has done as an entry.
    private mutating func tell(_ line: String, _ entry: String) {
      let reply = free.run(line)
      #expect(reply[0].hasPrefix("201 "), "\(line): \(reply)")
      if line.hasPrefix("POST CHARGE") || line.hasPrefix("POST PAYMENT") {
        entries.append((entry, value("entry", reply)))
      }
    }

    private mutating func decide() {
      guard !waiting.isEmpty else { return }
      let (approval, line) = waiting.remove(at: random.below(waiting.count))
      (limited.user, limited.role) = ("sam", .supervisor)
      if random.oneIn(5) {
        #expect(limited.run("POST REJECT \(approval)")[0].hasPrefix("201 "))
        return
      }
      let reply = limited.run("POST APPROVE \(approval)")
      if reply[0].hasPrefix("201 ") {
        counts.approved += 1
        tell(line, value("entry", reply))
      } else {
        counts.stale += 1
        let isClosed = reply[0].hasPrefix("550 INVALID rule=closed_since")
        counts.closed += isClosed ? 1 : 0
        #expect(isClosed || reply[0].hasPrefix("544 "), "\(line): \(reply)")
      }
    }

    private mutating func close() {
      (limited.user, limited.role) = ("sam", .supervisor)
      let reply = limited.run("POST CLOSE 2026-\(month())-01")
      if reply[0].hasPrefix("264 ") {
        limited.user = "sue"
        #expect(limited.run("POST APPROVE \(value("approval", reply))")[0].hasPrefix("201 "))
      }
    }

    private mutating func month() -> String { ["02", "03", "04", "05"][random.below(4)] }

    /// A line, and the same for the other desk.
    private mutating func line() -> (String, String) {
      let account = "A-\(random.below(3))"
      let amount = "\(random.below(50) + 1).\(random.below(10))0"
      let date = "date=2026-\(month())-0\(random.below(9) + 1)"
      func same(_ line: String) -> (String, String) { (line + " " + date, line + " " + date) }
      switch random.below(9) {
      case 0, 1:
        invoices += 1
        return same("POST INVOICE \(account) I-\(invoices) \(amount)")
      case 2: return same("POST PAYMENT \(account) \(amount) apply=none")
      case 3: return same("POST PAYMENT \(account) \(amount)")
      case 4: return same("POST CHARGE \(account) \(amount) kind=late")
      case 5: return same("POST REFUND \(account) \(amount)")
      case 6: return same("POST ADJUST \(account) credit \(amount) reason=courtesy")
      case 7: return same("POST WRITEOFF \(account) reason=other")
      default:
        guard !entries.isEmpty else { return same("POST WRITEOFF \(account) reason=other") }
        let entry = entries[random.below(entries.count)]
        let rest = "reason=void date=2026-06-01"
        return ("POST REVERSE \(entry.limited) \(rest)", "POST REVERSE \(entry.free) \(rest)")
      }
    }

    private func value(_ key: String, _ reply: [String]) -> String {
      let word = reply[0].split(separator: " ").first { $0.hasPrefix(key + "=") }
      return String(word?.dropFirst(key.count + 1) ?? "")
    }

    /// The money of a desk: of each account and of the general ledger.
    private func money(_ desk: Desk) -> [Int64] {
      var sums: [Int64] = []
      for account in 0..<UInt32(desk.book.accounts.count) {
        sums += [desk.book.accounts[account].balance.minor]
        sums += [desk.book.accounts[account].unapplied.minor]
        desk.book.forEachOpenItem(of: account) { sums.append(desk.book.itemRemaining[$0].minor) }
      }
      let control = desk.book.control(.usd)
      return sums + LedgerAccount.allCases.map { control[$0].minor }
    }

    var isSame: Bool { money(limited) == money(free) }
  }

  @Test(arguments: UInt64(0)..<6)
  func `what waits moves no money, and what is approved moves just what was asked`(seed: UInt64) {
    var play = Play(seed: seed)
    for step in 0..<400 {
      play.step()
      guard play.isSame else {
        Issue.record("step \(step)")
        return
      }
    }
    #expect(play.counts.waited > 50 && play.counts.approved > 10 && play.counts.stale > 5)
    #expect(play.limited.book.violations().isEmpty)
  }

  @Test func `a request in one spelling says the same`() throws {
    let desk = Desk.open()
    let lines = [
      "POST PAYMENT T-1042 25.00 apply=INV-3381:5.00 date=-3d -- check 8812",
      #"POST CHARGE T-1042 5.00 kind=fee due=+14d memo="a \"quote\", a \\ and a \t tab""#,
      #"POST ACCOUNT N kind=trade name="Пекарня «Хлеб»" terms=0"#,
    ]
    for line in lines {
      let arguments = try desk.bind(line)
      let spelt = arguments.canonicalLine(desk.today)
      let again = try desk.bind(spelt)
      #expect(again.canonicalLine(desk.today) == spelt)
      #expect(!spelt.contains("+14d") && !spelt.contains("-3d"))
      #expect(again.text("memo") == arguments.text("memo"))
    }
  }
}
