import PiperollLedger
import TestSupport
import Testing

@testable import PiperollCommands

@Suite struct DisputeTests {
  @Test func `a payment passes by what is disputed, and a credit ends it`() {
    let desk = PlayedDisputes.desk(items: ["250.00"])
    #expect(desk.run("POST DISPUTE C-1 goods items=I-0:80.00")[0].hasPrefix("201 "))
    let dispute = desk.book.sequence
    let payment = desk.run("POST PAYMENT C-1 200.00 method=check")[0]
    #expect(payment.contains(" applied=170.00 unapplied=30.00 held=30.00 "))
    let end = desk.run("POST RESOLVE \(dispute) credit amount=50.00")[0]
    #expect(end.contains(" credited=50.00 ") && end.hasSuffix(" balance=0.00"))
    #expect(Rows(desk.run("LOOKUP ACCOUNT C-1"), "items").sum("open") == 3_000)
  }

  @Test(arguments: 0..<PlayedBooks.count)
  func `what is disputed is what a naive count comes to, as of any day and known at any entry`(
    seed: UInt64
  ) {
    var random = SplitMix64(seed: seed)
    var played = PlayedDisputes()
    let desk = played.play(30, &random)
    #expect(played.disputes.count > 1)
    for _ in 0..<12 {
      let day = PlayedDisputes.start.advanced(days: Int(random.next() % 60))
      let known = EntryNumber(random.next() % UInt64(desk.book.sequence)) + 1
      let clocks = "as-of=\(day.text) known=\(known)"
      let told = Rows(desk.run("LOOKUP DISPUTES C-1 \(clocks)"), "disputes").rows
      #expect(
        told.map { "\($0["state"]!) \(Rows.minor($0["disputed"]!))" }
          == played.states(on: day, known: known), "\(clocks)")
      let all = played.disputed(on: day, known: known)
      #expect(Rows(desk.run("REPORT AGING \(clocks)"), "disputed").sum("total") == all, "\(clocks)")
      let from = day.advanced(days: -Int(random.next() % 40))
      let report = desk.run("REPORT DISPUTES from=\(from.text) \(clocks)")
      #expect(report[0].hasPrefix("210+ "), "\(report)")
      #expect(Rows(report, "proof").sum("aging") == all)
      #expect(Rows(report, "proof").rows.allSatisfy { $0["difference"] == "0.00" })
    }
    #expect(desk.book.violations().isEmpty)
  }

  @Test(arguments: UInt64(100)..<130)
  func `what is disputed bears no interest, day by day`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var played = PlayedDisputes()
    let desk = played.play(25, &random)
    #expect(desk.run("POST RATE C-1 10 date=2026-01-01")[0].hasPrefix("201 "))
    for days in [1, 10, 25, 40, 60] {
      let day = PlayedDisputes.start.advanced(days: days)
      let told = Rows(desk.run("LOOKUP PAYOFF C-1 as-of=\(day.text)"), "payoff")
      #expect(told.sum("accrued") == played.interest(by: day), "as-of=\(day.text)")
    }
  }
}
