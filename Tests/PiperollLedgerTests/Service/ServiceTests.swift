import PiperollLedger
import Testing

@Suite struct ServiceTests {
  private func play() -> Play {
    let play = Play()
    for number in 0..<2 {
      play.open(
        Model.Account(
          id: "A-\(number)", kind: "patient", currency: "USD", collector: "", portfolio: "",
          client: ""))
    }
    // Entries 3 and 4.
    for amount in [60, 40] { play.service(0, Int64(amount), on: 0) }
    return play
  }

  private func refusal(_ play: Play, _ user: String, _ fact: Fact) -> Refusal? {
    do {
      try play.book.demandOther(than: user, for: fact)
      return nil
    } catch { return error }
  }

  @Test func `nobody verifies what they recorded or rendered themselves`() throws {
    let play = play()
    let fact = try play.book.decideVerify(service: 3, on: Play.day(1))
    #expect(refusal(play, "maria", fact) == .sameUser)
    #expect(refusal(play, "osei", fact) == .sameUser)
    #expect(refusal(play, "olga", fact) == nil)
    #expect(refusal(play, "maria", .noted(Noted(account: 1))) == nil)
  }

  @Test func `a draft is owed by nobody until it is released`() {
    let play = play()
    play.draft(0, "D", 100, on: 1, due: nil, services: [3, 4])
    #expect(play.book.items.count == 0 && play.book.accounts[0].balance == .zero)
    #expect(play.book.controls.count == 0 && play.book.entry(5)!.effect == .zero)
    play.release(0, "D", on: 2, due: nil)
    #expect(play.refusals == 1, "its services are not verified")
    for entry in UInt64(3)...4 { play.verify(entry, on: 2) }
    play.release(0, "D", on: 3, due: nil)
    #expect(play.book.accounts[0].balance.minor == 100 && play.book.items[0].amount.minor == 100)
    #expect(play.book.itemDue[0] == Play.day(33))
    #expect(play.book.lineRows(of: 8).count == 2)
    play.release(0, "D", on: 3, due: nil)
    #expect(play.refusals == 2 && play.disagreements.isEmpty && play.book.violations().isEmpty)
  }

  @Test func `a service is billed once, until what billed it is gone`() {
    let play = play()
    play.verify(3, on: 1)
    play.bill(0, "1", 60, on: 1, due: 9, services: [3])
    play.bill(0, "2", 60, on: 1, due: 9, services: [3])
    play.draft(0, "3", 60, on: 1, due: 9, services: [3])
    play.reverse(3, on: 2)
    #expect(play.refusals == 3)
    play.reverse(6, on: 2)
    play.draft(0, "3", 60, on: 3, due: 9, services: [3])
    play.reverse(8, on: 3)
    #expect(play.book.accounts[0].balance == .zero && play.book.services[0].billedBy == 0)
    play.reverse(3, on: 4)
    play.bill(0, "4", 60, on: 4, due: 9, services: [3])
    #expect(play.refusals == 4 && play.disagreements.isEmpty && play.book.violations().isEmpty)
  }

  @Test func `services are of the invoice's account and come to its amount`() {
    let play = play()
    for entry in UInt64(3)...4 { play.verify(entry, on: 1) }
    play.bill(1, "1", 60, on: 1, due: 9, services: [3])
    play.bill(0, "1", 61, on: 1, due: 9, services: [3])
    play.bill(0, "1", 120, on: 1, due: 9, services: [3, 3])
    #expect(play.refusals == 3)
    play.bill(0, "1", 100, on: 1, due: 9, services: [3, 4])
    #expect(play.refusals == 3 && play.book.items.count == 1 && play.disagreements.isEmpty)
  }

  @Test func `lines and services together come to the amount`() throws {
    let play = play()
    play.verify(3, on: 1)
    let contents = InvoiceContents(
      services: [3], lines: [InvoiceLine(code: "FREIGHT", amount: Money(minor: 5))])
    #expect(throws: Refusal.linesDiffer(Money(minor: 65), currency: .usd)) {
      try play.book.decideInvoice(
        account: 0, invoice: "1", amount: Money(minor: 60), date: Play.day(1), due: Play.day(9),
        contents: contents)
    }
    let fact = try play.book.decideInvoice(
      account: 0, invoice: "1", amount: Money(minor: 65), date: Play.day(1), due: Play.day(9),
      contents: contents)
    let entry = play.record(fact, on: 1)
    #expect(play.book.lineRows(of: entry).map { play.book.lines[$0].amount.minor } == [60, 5])
    #expect(play.book.violations().isEmpty)
  }

  @Test func `a draft keeps its number to itself, and a dropped one gives it back`() {
    let play = play()
    play.draft(0, "D", 10, on: 1, due: nil, services: [])
    play.bill(0, "D", 10, on: 1, due: 9)
    play.draft(0, "D", 10, on: 1, due: nil, services: [])
    play.charge(0, .fee, "D", 10, on: 1, due: 9)
    #expect(play.refusals == 3)
    play.bill(1, "D", 10, on: 1, due: 9)
    play.reverse(5, on: 2)
    play.bill(0, "D", 10, on: 2, due: 9)
    #expect(play.refusals == 3 && play.book.items.count == 2 && play.disagreements.isEmpty)
  }

  @Test func `what is verified later was unverified before, billed or not`() {
    let play = play()
    play.verify(3, on: 5)
    func shown(_ day: Int) -> Int {
      Unverified(play.book, asOf: Play.day(day), by: .account, of: nil).services.count
    }
    #expect([-1, 0, 4, 5].map(shown) == [0, 2, 2, 1])
    play.reverse(4, on: 7)
    #expect([6, 7].map(shown) == [1, 0])
    let report = Unverified(play.book, asOf: Play.day(4), by: .account, of: nil)
    #expect(report.rows.map(\.unbilled.services) == [2] && report.proofs[0].isProved)
    play.bill(0, "1", 60, on: 2, due: 9, services: [3])
    let later = Unverified(play.book, asOf: Play.day(4), by: .account, of: nil)
    #expect(later.rows.map(\.billed.services) == [1] && later.proofs[0].isProved)
  }

  @Test func `a quantity is written as it is said`() {
    let texts = [1000: "1", 1500: "1.5", 2: "0.002", 120_000: "120", 1: "0.001"]
    for (thousandths, text) in texts {
      #expect(Quantity(thousandths: UInt32(thousandths)).text == text)
    }
  }
}
