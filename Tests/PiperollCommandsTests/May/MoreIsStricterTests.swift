import PiperollLedger
import TestSupport
import Testing

@testable import PiperollCommands

/// desk.md 3, "Properties to test", of a book with its lines: what is recorded besides never relaxes
/// what LOOKUP MAYCALL says of a number or an address.
@Suite struct MoreIsStricterTests {
  private static let verdicts = ["ALLOW", "WARN", "BLOCK"]

  /// A debtor, whose westernmost number says by which clock `at=` is read, whatever is added.
  private static func desk(_ random: inout SplitMix64) -> Desk {
    let desk = Desk()
    let role = random.oneIn(4) ? "first-party" : "third-party"
    for line in [
      "POST ACCOUNT D kind=consumer name=Jo terms=0 date=2026-09-01",
      "POST INVOICE D I-1 900.00 date=2026-09-01",
      "POST CONTACT D role=debtor name=Jo mobile=2125550188 landline=8085550188"
        + " work=3125550188 email=jo@example.com address=\"9 Elm St\" date=2026-09-01",
      "POST ASSIGN D role=\(role) date=2026-09-01",
      "POST POLICY rule-t3 \(["warn", "block"][random.below(2)]) date=2026-09-01",
    ] {
      #expect(["200", "201"].contains(code(desk.run(line))), "\(line)")
    }
    for _ in 0..<random.below(14) { desk.run(said(&random)) }
    return desk
  }

  private static func moment(_ random: inout SplitMix64) -> String {
    let day = Day(year: 2026, month: 11, day: 12)!.advanced(days: random.below(10))
    return "\(day.text)/\(TimeOfDay.text(ofMinute: random.below(24 * 60)))"
  }

  private static func point(_ random: inout SplitMix64) -> String {
    ["2125550188", "8085550188", "3125550188"][random.below(3)]
  }

  /// What may be recorded before.
  private static func said(_ random: inout SplitMix64) -> String {
    let result = ["na", "vm", "rp", "cb", "wn", "rf", "bz"][random.below(7)]
    let when = ["mon-fri 09:00-12:00", "sat-sun", "wed", "12:00-20:00"][random.below(4)]
    let verb = ["allow", "never", "only", "stop"][random.below(4)]
    return [
      "NOTE CALL D \(point(&random)) \(result) at=\(moment(&random))",
      "NOTE EMAIL D jo@example.com direction=in at=\(moment(&random)) -- hello",
      "NOTE TEXT D 2125550188 direction=in at=\(moment(&random)) -- hello",
      "NOTE LETTER D direction=out purpose=validation date=2026-11-1\(random.below(9))",
      "POST PREFER 3 \(verb)\(verb == "stop" ? " text" : " when=\"\(when)\"") date=2026-11-12",
      "POST PREFER 3 allow call date=2026-11-12", "POST HOLD D cease from=2026-11-15 -- wrote",
    ][random.below(7)]
  }

  /// A zone, a stop or a call more.
  private static func more(_ random: inout SplitMix64) -> String {
    let channel = ["", " call", " text", " email", " letter", " auto"][random.below(6)]
    let number = ["9075550199", "6025550199", "2135550199", "5045550199"][random.below(4)]
    return [
      "POST AMEND 3 phone=\(number) date=2026-11-01",
      "POST AMEND 3 region=US-\(["HI", "AZ", "NY", "IN"][random.below(4)]) date=2026-11-01",
      "POST PREFER 3 stop\(channel) date=2026-11-12",
      "POST PREFER 3 stop point=\(point(&random)) date=2026-11-12",
      "NOTE CALL D \(point(&random)) \(["na", "vm", "rp"][random.below(3)]) at=\(moment(&random))",
    ][random.below(5)]
  }

  /// The verdict on each number and address for each channel.
  private static func answers(_ desk: Desk, _ line: String) -> [String: Int] {
    let reply = desk.run(line)
    let reasons = Rows(reply, "reasons").rows
    var found: [String: Int] = [:]
    for row in Rows(reply, "points").rows {
      let verdict = verdicts.firstIndex(of: row["verdict"]!)!
      found["\(row["point"]!) \(row["channel"]!)"] = verdict
      // Whoever may not be contacted is told by which rule.
      let rules = reasons.filter {
        $0["point"] == row["point"] && $0["channel"] == row["channel"]
          && $0["verdict"] == row["verdict"] && $0["rule"] == row["rule"] && $0["section"] != "\\N"
      }
      #expect((verdict == 0) == rules.isEmpty, "\(line): \(row)")
    }
    return found
  }

  @Test(arguments: 0..<PlayedBooks.count)
  func `a zone, a stop or a call more never relaxes an answer`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let desk = Self.desk(&random)
    for _ in 0..<10 {
      let line = "LOOKUP MAYCALL D channel=all at=\(Self.moment(&random))"
      let before = Self.answers(desk, line)
      let more = Self.more(&random)
      desk.run(more)
      for (point, verdict) in Self.answers(desk, line) {
        guard let was = before[point] else { continue }
        #expect(verdict >= was, "\(more): \(point) was \(Self.verdicts[was]); \(line)")
      }
    }
  }
}
