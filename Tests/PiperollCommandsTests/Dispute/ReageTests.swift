import PiperollLedger
import Testing

@testable import PiperollCommands

@Suite struct ReageTests {
  private func day(_ text: String) throws -> Day { try #require(Day(iso: text.utf8)) }

  /// Re-ages I-0 of C-1: one user asks, another approves.
  private func reage(_ desk: Desk, due: String) -> String {
    (desk.user, desk.role) = ("olga", .operator)
    let asked = desk.run("POST REAGE C-1 due=\(due) items=I-0")[0]
    (desk.user, desk.role) = ("maria", .admin)
    guard asked.hasPrefix("264 ") else { return asked }
    return desk.run("POST APPROVE \(desk.book.sequence)")[0]
  }

  @Test func `what is re-aged is neither late nor past due until its later day is over`() throws {
    let desk = PlayedDisputes.desk(items: ["100.00", "40.00"])
    desk.run("POST POLICY late-fee 10.00 date=2026-11-23")
    desk.today = try day("2026-12-20")
    #expect(reage(desk, due: "2027-01-10").hasPrefix("201 "))
    #expect(desk.run("POST LATE-FEE C-1 dry=yes")[0].contains(" amount=10.00 "), "of I-1 alone")
    desk.run("POST PAYMENT C-1 40.00 apply=I-1")
    #expect(desk.run("POST LATE-FEE C-1")[0].hasPrefix("200 OK nothing=yes why=nothing-late"))
    func pastDue(_ clocks: String) -> Int {
      let reply = desk.run("REPORT AGING where=\"days-past-due > 0\" \(clocks)")
      #expect(reply[0].hasPrefix("210+ "), "\(reply)")
      return Rows(reply, "aging").sum("total")
    }
    #expect(pastDue("") == 0 && pastDue("as-of=2026-12-19") == 14_000)
    #expect(pastDue("known=4") == 14_000)
    desk.today = try day("2027-01-11")
    #expect(pastDue("") == 10_000)
    #expect(Rows(desk.run("REPORT AGING"), "aging").sum("1-30") == 10_000)
    #expect(code(desk.run("POST LATE-FEE C-1")) == "201")
    #expect(code(desk.run("REPORT WORKLIST")) == "210" && desk.book.violations().isEmpty)
  }

  @Test func `an account is re-aged once in 12 months and twice in 60`() throws {
    let desk = PlayedDisputes.desk(items: ["100.00"])
    for (today, due, expected) in [
      ("2026-12-01", "2026-12-31", "201"), ("2027-11-30", "2027-12-31", "550"),
      ("2027-12-01", "2027-12-31", "201"), ("2028-12-01", "2028-12-31", "550"),
      ("2031-11-30", "2031-12-31", "550"), ("2031-12-01", "2031-12-31", "201"),
    ] {
      desk.today = try day(today)
      #expect(reage(desk, due: due).hasPrefix("\(expected) "), "\(today)")
    }
  }
}
