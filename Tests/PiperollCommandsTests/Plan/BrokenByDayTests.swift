import PiperollLedger
import TestSupport
import Testing

@testable import PiperollCommands

/// What breaks because a day passes, and on which day.
@Suite struct BrokenByDayTests {
  private func day(_ text: String) throws -> Day { try #require(Day(iso: text.utf8)) }

  private func desk(_ lines: [(on: String, line: String)]) throws -> Desk {
    let desk = Desk()
    let opening = [
      ("2026-11-20", "POST ACCOUNT C-1 kind=consumer name=Ann terms=0 date=2026-01-01"),
      ("2026-11-20", "POST INVOICE C-1 I-1 1000.00 date=2026-01-02"),
    ]
    for (on, line) in opening + lines {
      desk.today = try day(on)
      #expect(desk.run(line)[0].hasPrefix("201"), "\(line)")
    }
    return desk
  }

  /// What broke on each day up to one, a day at a time: `2026-12-02 3`.
  private func told(_ desk: Desk, to last: String) throws -> [String] {
    var told: [String] = []
    var day = try day("2026-11-20")
    while day < (try self.day(last)) {
      let next = day.advanced(days: 1)
      told += desk.book.broken(after: day, by: next).map {
        "\(next.text) \($0.isPlan ? "plan" : "promise") \($0.entry)"
      }
      day = next
    }
    return told
  }

  /// desk.md 2, W1 without its payments of the last days.
  @Test func `a promise breaks on the day behind its grace, once`() throws {
    let desk = try desk([
      ("2026-11-23", "POST PROMISE C-1 250.00@2026-11-27"),
      ("2026-11-25", "POST PAYMENT C-1 100.00 method=check"),
    ])
    #expect(try told(desk, to: "2027-02-01") == ["2026-12-02 promise 3"])
  }

  @Test func `what was kept, ended or replaced breaks on no day`() throws {
    let desk = try desk([
      ("2026-11-23", "POST PROMISE C-1 50.00@2026-11-27"),
      ("2026-11-23", "POST PROMISE C-1 60.00@2026-12-01"),
      ("2026-11-23", "POST PROMISE C-1 70.00@2026-12-02"),
      ("2026-11-24", "POST PROMISE C-1 80.00@2026-12-03 replaces=5"),
      ("2026-11-25", "POST PAYMENT C-1 50.00 method=check"),
      ("2026-11-26", "POST END 4 -- out of work"),
    ])
    #expect(try told(desk, to: "2027-02-01") == ["2026-12-08 promise 6"])
  }

  @Test func `what an entry broke is not told again`() throws {
    let desk = try desk([
      ("2026-11-23", "POST PROMISE C-1 50.00@2026-11-27"),
      ("2026-11-30", "POST PAYMENT C-1 50.00 method=check"),
      // A day late, so that it broke the kept one at once.
      ("2026-12-02", "POST REVERSE 4 reason=nsf"),
    ])
    #expect(try told(desk, to: "2027-02-01") == [])
  }

  /// Dated back, as a bank's return is: by its days the promise was open the evening before.
  @Test func `what an entry breaks on the day that also ends its grace is told with the entry`()
    throws
  {
    let promised = try desk([
      ("2026-11-23", "POST PROMISE C-1 50.00@2026-11-27"),
      ("2026-11-30", "POST PAYMENT C-1 50.00 method=check"),
      ("2026-12-02", "POST REVERSE 4 reason=nsf date=2026-11-30"),
    ])
    #expect(promised.book.broken(by: 5).promises == [3])
    #expect(try told(promised, to: "2027-02-01") == [])
    let planned = try desk([
      ("2026-11-27", "POST PLAN C-1 instalments=2 first=2026-12-31"),
      ("2026-12-30", "POST PAYMENT C-1 500.00 method=check"),
      ("2027-01-06", "POST REVERSE 4 reason=nsf"),
    ])
    #expect(planned.book.broken(by: 5).plans == [3])
    #expect(try told(planned, to: "2027-03-01") == ["2027-02-06 plan 3"])
  }

  @Test func `of several days that nobody looked at, all is told`() throws {
    let desk = try desk([
      ("2026-11-23", "POST PROMISE C-1 50.00@2026-11-27"),
      ("2026-11-23", "POST PROMISE C-1 60.00@2026-12-01"),
    ])
    let found = desk.book.broken(after: try day("2026-11-27"), by: try day("2026-12-31"))
    #expect(found.map(\.entry) == [3, 4])
    #expect(desk.book.broken(after: try day("2026-12-31"), by: try day("2027-12-31")) == [])
  }

  /// desk.md 2, P1: nothing is paid behind the down payment.
  @Test func `a plan is told of with each part that is missed, and when it fails`() throws {
    let desk = try desk([
      (
        "2026-11-27",
        "POST PLAN C-1 instalments=7 down=100.00@2026-11-27 first=2026-12-31"
      ),
      ("2026-11-27", "POST PAYMENT C-1 100.00 method=check"),
    ])
    #expect(try told(desk, to: "2027-08-01") == ["2027-01-06 plan 3", "2027-02-06 plan 3"])
  }

  @Test func `a settlement is told of when its grace is over`() throws {
    let desk = try desk([("2026-11-23", "POST SETTLEMENT C-1 800.00 due=2026-11-30")])
    #expect(try told(desk, to: "2027-02-01") == ["2026-12-08 plan 3"])
  }
}
