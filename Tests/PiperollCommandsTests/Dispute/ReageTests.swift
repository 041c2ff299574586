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

  @Test func `a re-aging that was reversed ages nothing from then on, and counts for no limit`()
    throws
  {
    let desk = PlayedDisputes.desk(items: ["100.00"])
    desk.today = try day("2026-12-01")
    #expect(reage(desk, due: "2026-12-31").hasPrefix("201 "))
    let made = desk.book.sequence
    func pastDue(_ clocks: String) -> Int {
      Rows(desk.run("REPORT AGING where=\"days-past-due > 0\" \(clocks)"), "aging").sum("total")
    }
    desk.today = try day("2026-12-10")
    #expect(pastDue("") == 0)
    #expect(desk.run("POST REVERSE \(made) reason=error date=2026-11-30")[0].hasPrefix("550 "))
    let dry = desk.run("POST REVERSE \(made) reason=error dry=yes")[0]
    #expect(dry.hasPrefix("200 OK dry=yes ") && pastDue("") == 0, "\(dry)")
    #expect(code(desk.run("POST REVERSE \(made) reason=error")) == "201")
    #expect(pastDue("") == 10_000)
    #expect(pastDue("as-of=2026-12-09") == 0, "it held until then")
    #expect(pastDue("known=\(made)") == 0, "nobody knew yet")
    #expect(pastDue("as-of=2026-11-30") == 10_000)
    #expect(desk.run("POST REVERSE \(made) reason=error")[0].contains("rule=already_reversed"))
    // On a day on which it held it still counts, and the day on which it no longer does is told.
    let early = desk.run("POST REAGE C-1 due=2026-12-31 date=2026-12-05")[0]
    #expect(early.contains("rule=reaged_before") && early.hasSuffix("again from 2026-12-10"))
    #expect(reage(desk, due: "2026-12-31").hasPrefix("201 "), "once in 12 months")
    #expect(pastDue("") == 0 && desk.book.violations().isEmpty)
    let again = desk.run("POST REAGE C-1 due=2027-02-28")[0]
    #expect(again.hasSuffix("again from 2027-12-10"), "\(again)")
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
