import PiperollLedger
import TestSupport
import Testing

@testable import PiperollCommands

/// REPORT ACTIVITY and REPORT ESCALATIONS against what other commands tell of the same book.
@Suite struct ActivityTests {
  @Test(arguments: UInt64(0)..<4)
  func `activity counts what the histories of all accounts have`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let desk = RandomDesk(&random)
    var counted: [String: Int] = [:]
    for account in desk.accounts {
      for row in Rows(desk.desk.run("LOOKUP HISTORY \(account)"), "history").rows {
        // Of what moves money between two accounts both tell.
        if ["call", "promise", "note"].contains(row["kind"]!) {
          counted["\(row["by"]!) \(row["kind"]!)", default: 0] += 1
        }
      }
    }
    let report = desk.desk.run("REPORT ACTIVITY by=user")
    var told: [String: Int] = [:]
    var entries = 0
    for row in Rows(report, "activity").rows {
      entries += Int(row["entries"]!)!
      for (kind, columns) in [
        ("call", ["calls"]), ("promise", ["promises"]), ("note", ["letters", "notes"]),
      ] {
        let count = columns.reduce(0) { $0 + Int(row[$1]!)! }
        if count > 0 { told["\(row["user"]!) \(kind)", default: 0] += count }
      }
    }
    #expect(told == counted)
    #expect(entries == Int(desk.desk.book.sequence))
    #expect(!counted.isEmpty)
  }

  @Test(arguments: UInt64(0)..<4)
  func `escalations are open as long as their tasks are listed`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let desk = RandomDesk(&random).desk
    for days in [0, 30, 90] {
      let day = desk.today.advanced(days: -days).text
      let open = Rows(desk.run("REPORT ESCALATIONS as-of=\(day)"), "escalations").rows
      let tasks = Rows(desk.run("LOOKUP TASKS queue=supervisor as-of=\(day)"), "tasks").rows
      #expect(Set(open.map { $0["task"]! }) == Set(tasks.map { $0["entry"]! }))
    }
  }

  /// What desk.md says in its section 1 of moments: by the person's clock, of several zones the
  /// westernmost, so never too early.
  @Test func `a task at a minute is due by the westernmost clock`() {
    let desk = Desk()
    desk.run("POST ACCOUNT A kind=consumer name=A")
    for (phone, due) in [
      ("212-555-0147", "2026-11-27T20:00:00Z"), ("415-555-0147", "2026-11-27T23:00:00Z"),
      ("312-555-0147", "2026-11-27T23:00:00Z"), ("808-555-0147", "2026-11-28T01:00:00Z"),
    ] {
      desk.run("POST CONTACT A role=guarantor name=B mobile=\(phone)")
      let reply = desk.run("POST TASK A fri/15:00 -- call")[0]
      #expect(reply.contains("due=\(due)"), "\(reply)")
    }
    // Whoever does not owe it has no say.
    desk.run("POST CONTACT A role=attorney name=C phone=+64-4-499-4444")
    #expect(desk.run("POST TASK A fri/15:00 -- call")[0].contains("due=2026-11-28T01:00:00Z"))
  }
}
