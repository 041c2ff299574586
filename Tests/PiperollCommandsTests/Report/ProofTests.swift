import PiperollCommands
import Testing

@testable import PiperollLedger

/// A proof that could not fail would prove nothing: each is shown a book whose rows have been
/// changed behind its back.
@Suite struct ProofTests {
  private static func desk() -> Desk {
    let desk = Desk()
    for line in [
      "POST ACCOUNT A kind=trade name=A credit-limit=50.00",
      "POST INVOICE A I-1 100.00 date=2026-11-02",
      "POST PAYMENT A 30.00 date=2026-11-03 apply=none",
      "POST WRITEOFF A 20.00 reason=bankruptcy apply=I-1 date=2026-11-04",
      "POST RECOVERY A 5.00 date=2026-11-05", "POST PAYMENT A 7.00 date=2026-11-06 apply=none",
      "POST REVERSE 6 reason=nsf date=2026-11-07", "POST INVOICE A I-2 9.00 date=2026-11-08",
    ] {
      let reply = desk.run(line)
      precondition(reply[0].hasPrefix("201"), "\(line): \(reply[0])")
    }
    return desk
  }

  enum Damage: CaseIterable {
    case none, paymentMoved, writeOffMoved, recoveryMoved, reversalGrown, creditGrown, itemGrown
    case balanceGrown, entryGrown

    func apply(to book: inout Book) {
      let cent = Money(minor: 1)
      switch self {
      case .none: break
      case .paymentMoved: book.credits[0].date = Day(year: 2026, month: 1, day: 1)!
      case .writeOffMoved: book.credits[1].date = Day(year: 2026, month: 1, day: 1)!
      case .recoveryMoved: book.credits[2].date = Day(year: 2026, month: 1, day: 1)!
      case .reversalGrown: book.entries[6].effect += cent
      case .creditGrown: book.credits[0].unapplied += cent
      case .itemGrown: book.itemRemaining[0] += cent
      case .balanceGrown: book.accounts[0].balance += cent
      case .entryGrown: book.entries[1].effect += cent
      }
    }
  }

  @Test(arguments: [
    ("RECEIPTS", Damage.paymentMoved), ("RECEIPTS", .recoveryMoved), ("DEPOSITS", .paymentMoved),
    ("WRITEOFFS", .writeOffMoved), ("WRITEOFFS reason=bankruptcy", .writeOffMoved),
    ("RECOVERIES", .recoveryMoved), ("REVERSALS", .reversalGrown), ("UNAPPLIED", .creditGrown),
    ("CREDIT", .balanceGrown), ("CREDIT", .entryGrown), ("DSO", .itemGrown),
    ("EFFECTIVENESS", .itemGrown), ("FORECAST", .itemGrown), ("AGING", .itemGrown),
    ("AGING as-of=2026-11-22", .entryGrown), ("STATEMENT A", .itemGrown),
    ("STATEMENT A", .entryGrown), ("CONTROL", .entryGrown), ("TRIAL", .entryGrown),
    ("ROLLFORWARD from=2026-11-01", .entryGrown),
  ])
  func `a report that does not tie is not given`(words: String, damage: Damage) {
    let desk = Self.desk()
    #expect(code(desk.run("REPORT \(words)")) == "210")
    damage.apply(to: &desk.book)
    let reply = desk.run("REPORT \(words)")
    #expect(code(reply) == "590", "\(words): \(reply[0])")
    #expect(reply.count == 1)
  }
}
