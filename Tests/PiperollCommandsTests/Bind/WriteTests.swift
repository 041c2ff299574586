import PiperollLedger
import Testing

@testable import PiperollCommands

@Suite struct WriteTests {
  private func hash(_ line: String) throws -> UInt64 {
    guard case .fresh(let entry, _, _)? = try Desk.open().decide(line) else {
      Issue.record("\(line) is no new entry")
      return 0
    }
    return try #require(entry.reference).payloadHash
  }

  private static let line =
    "POST PAYMENT T-1042 25.00 method=check date=2026-11-20 apply=INV-3381:5.00 ref=r -- check 8812"

  @Test(arguments: [
    line.replacing("POST PAYMENT", with: "@tag post Payment"),
    line.replacing(" T-1042 25.00", with: "").replacing(" --", with: " T-1042 25.00   -- "),
    line.replacing("T-1042 25.00", with: "amount=25.00 account=T-1042"),
    line.replacing("method", with: "METHOD").replacing("ref=r", with: "ref=other"),
    line.replacing("-- check 8812", with: #"memo="check 8812""#),
    line.replacing("25.00", with: #""25.\u00300""#).replacing("ref=r", with: "ref=r dry=no"),
  ])
  func `order, case, tag, quoting and ref are not the payload`(line: String) throws {
    #expect(try hash(line) == hash(Self.line))
  }

  @Test(arguments: [
    ("25.00", "25.0"), ("25.00", "24.00"), ("check date", "cash date"), ("11-20", "11-21"),
    ("5.00 ref", "6.00 ref"), ("check 8812", "check 8813"), ("check 8812", "check  8812"),
    (" -- check 8812", ""), (" method=check", ""), (":5.00", ""), ("T-1042", "C-20417"),
    ("POST PAYMENT", "POST CREDIT"),
  ])
  func `every value is the payload`(old: String, new: String) throws {
    var line = Self.line.replacing(old, with: new)
    if new == "C-20417" || new == "POST CREDIT" {
      line = line.replacing(" apply=INV-3381:5.00", with: "").replacing(" method=check", with: "")
    }
    #expect(try hash(line) != hash(Self.line))
  }

  @Test func `a value does not run into the next`() throws {
    let first = "POST ACCOUNT N kind=trade name=a collector=b portfolio=c ref=r"
    let lines = [
      first,
      first.replacing("name=a collector=b", with: "name=\"a\" portfolio=b").replacing(
        "portfolio=c", with: ""),
      first.replacing("name=a collector=b", with: "name=\"a collector=b\""),
      first.replacing("name=a collector=b", with: "name=acollectorb"),
      first.replacing(" collector=b portfolio=c", with: " collector=\"b portfolio=c\""),
    ]
    #expect(try Set(lines.map(hash)).count == lines.count)
  }

  @Test func `a repetition is answered as the first was, whatever has happened since`() {
    let desk = Desk.open()
    let lines = [
      "POST INVOICE T-1042 R-1 30.00 ref=w1", "POST PAYMENT T-1042 900.00 ref=w2",
      "POST CREDIT T-1042 10.00 ref=w3", "POST APPLY 9 ref=w4", "POST REVERSE 8 reason=nsf ref=w5",
      "NOTE GENERAL T-1042 ref=w6 -- n", "POST ACCOUNT N kind=trade name=n ref=w7",
      "POST CONTACT T-1042 role=source name=n ref=w8",
      "NOTE CALL T-1042 2125550147 direction=in result=busy ref=w9",
    ]
    desk.run("POST INVOICE T-1042 R-0 100.00")
    desk.run("POST REVERSE 8 reason=void dry=yes")
    let first = lines.map { desk.run($0)[0] }
    #expect(first.filter { $0.hasPrefix("201 CREATED ") }.count >= 8, "\(first)")
    let entries = desk.book.sequence
    for number in 1...entries { _ = desk.run("POST REVERSE \(number) reason=void") }
    desk.run("POST PAYMENT T-1042 7.00")
    let before = desk.book.stateHash()
    for (line, reply) in zip(lines, first) where reply.hasPrefix("201") {
      #expect(desk.run(line) == [reply.replacing("201 CREATED", with: "208 DUP")])
      #expect(code(desk.run(line.replacing(" ref=", with: " date=-1d ref="))) == "545")
      let name = line.firstMatch(of: /ref=(\w+)/)!.1
      let looked = desk.run("LOOKUP REF \(name)")[0]
      let keys = reply.split(separator: " ; ")[0].dropFirst("201 CREATED".count)
      #expect(looked.hasSuffix(keys), "\(looked)")
    }
    #expect(desk.book.stateHash() == before)
  }

  @Test func `a dry run tells what the write would, and writes nothing`() {
    let desk = Desk.open()
    for line in [
      "POST INVOICE T-1042 R-1 30.00", "POST PAYMENT T-1042 900.00", "POST APPLY 9",
      "POST REVERSE 8 reason=nsf",
    ] {
      let before = desk.book.stateHash()
      let dry = desk.run(line + " dry=yes")[0]
      #expect(desk.book.stateHash() == before)
      let real = desk.run(line)[0]
      // The text for people names the entry that was made.
      func keys(_ reply: String) -> Substring { reply.split(separator: " ; ")[0] }
      #expect(
        keys(dry)
          == keys(real).replacing("201 CREATED", with: "200 OK dry=yes").replacing(
            /\ entry=\d+/, with: ""))
    }
  }

  @Test func `tomorrow is taken and the day after is not`() {
    let desk = Desk.open()
    #expect(code(desk.run("POST INVOICE T-1042 a 1 date=+1d")) == "201")
    #expect(code(desk.run("POST INVOICE T-1042 b 1 date=+2d")) == "550")
    desk.allowFarDays()
    #expect(code(desk.run("POST INVOICE T-1042 b 1 date=0001-01-01 due=9999-12-31")) == "201")
    #expect(desk.book.violations().isEmpty)
    #expect(code(desk.run("REPORT AGING as-of=9999-12-31 by=account")) == "210")
    #expect(code(desk.run("REPORT STATEMENT T-1042 from=0001-01-01 as-of=9999-12-31")) == "210")
  }
}
