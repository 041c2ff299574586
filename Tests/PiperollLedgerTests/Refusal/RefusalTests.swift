import Testing

@testable import PiperollLedger

@Suite struct RefusalTests {
  private func account(_ play: Play, _ currency: String = "USD") {
    play.open(
      Model.Account(
        id: "A-\(currency)", kind: "trade", currency: currency, collector: "", portfolio: "",
        client: ""))
  }

  /// Bills 4,000 documents of the largest amount and a little more. To reverse some of them makes
  /// no room, because past days still count them.
  @Test func `a total that could overflow is refused, whatever has been reversed`() throws {
    let play = Play()
    account(play)
    for number in 0..<4000 {
      let fact = try play.book.decideInvoice(
        account: 0, invoice: "\(number)", amount: .largest, date: Play.day(0), due: Play.day(0))
      let entry = play.record(fact, on: 0)
      let void = try play.book.decideReversal(of: entry, reason: .void, date: Play.day(1))
      play.record(void, on: 1)
    }
    let rest = Money(minor: 4_000_000_000_000_000_000 - 4000 * Money.largest.minor)
    #expect(throws: Refusal.totalTooLarge) {
      try play.book.decideInvoice(
        account: 0, invoice: "x", amount: .largest, date: Play.day(0), due: Play.day(0))
    }
    #expect(throws: Refusal.totalTooLarge) {
      try play.book.decideCredit(
        account: 0, kind: .payment, amount: .largest, to: .automatic,
        on: Play.day(0))
    }
    let last = try play.book.decideCredit(
      account: 0, kind: .memo, amount: rest, to: .automatic,
      on: Play.day(0))
    play.record(last, on: 0)
    #expect(throws: Refusal.totalTooLarge) {
      try play.book.decideCredit(
        account: 0, kind: .memo, amount: Money(minor: 1), to: .automatic, on: Play.day(0))
    }
    let statement = Statement(play.book, 0, from: .first, asOf: .last)
    #expect(statement.isProved && statement.flow.charges.minor == 4000 * Money.largest.minor)
    #expect(play.book.trials(asOf: Play.day(0)).allSatisfy { $0.isProved })
    #expect(play.book.violations().isEmpty)
    account(play, "EUR")
    #expect(throws: Never.self) {
      try play.book.decideInvoice(
        account: 1, invoice: "x", amount: .largest, date: Play.day(0), due: Play.day(0))
    }
  }

  @Test func `refusals are equal by their rule, whatever they name`() {
    #expect(Refusal.accountNotFound("A") == .accountNotFound("B"))
    #expect(Refusal.accountNotFound("A") != .accountExists("A"))
    let differ = Refusal.linesDiffer(Money(minor: 5), currency: .usd)
    #expect(differ.sentence == "the services and lines come to 0.05")
    let stale = Refusal.approvalStale(because: differ)
    #expect(stale.sentence.contains(" (\(differ.sentence))"))
  }

  @Test func `only money and invoices are reversed`() throws {
    let play = Play()
    account(play)
    play.record(.noted(Noted(account: 1)), on: 0)
    for entry in UInt64(1)...2 {
      #expect(throws: Refusal.self) {
        try play.book.decideReversal(of: entry, reason: .void, date: Play.day(5))
      }
    }
    for entry in [UInt64(0), 3, .max] {
      #expect(throws: Refusal.entryNotFound(entry)) {
        try play.book.decideReversal(of: entry, reason: .void, date: Play.day(5))
      }
      #expect(throws: Refusal.entryNotFound(entry)) {
        try play.book.decideApply(credit: entry, to: .automatic, on: Play.day(0))
      }
    }
    #expect(throws: Refusal.entryNotCredit(.note)) {
      try play.book.decideApply(credit: 2, to: .automatic, on: Play.day(0))
    }
    #expect(throws: Refusal.accountExists("A-USD")) {
      try play.book.decide(AccountOpened(account: "A-USD", kind: .loan, name: "n"))
    }
  }

  /// A payment of more invoices than one journal record may name.
  @Test func `one entry pays so many invoices at most, and the next one goes on`() throws {
    var book = Book()
    func record(_ fact: Fact) -> EntryNumber {
      let number = book.sequence + 1
      let entry = Entry(effective: Play.day(0), actor: "a", fact: fact)
      book.apply(entry, Stamp(number: number, recorded: 0))
      return number
    }
    let account = record(Fact(AccountOpened(account: "A", kind: .trade, name: "N")))
    let invoices = 100_001
    for number in 0..<invoices {
      let invoice = InvoiceBilled(
        account: account, invoice: "\(number)", amount: Money(minor: 1), due: Play.day(0))
      _ = record(.invoiceBilled(invoice))
    }
    let payment = record(
      try book.decideCredit(
        account: 0, kind: .payment, amount: Money(minor: Int64(invoices)), to: .automatic,
        on: Play.day(0)))
    #expect(book.accounts[0].unapplied.minor == 1 && book.accounts[0].balance == .zero)
    #expect(book.openItems(of: 0) == [UInt32(invoices - 1)])
    _ = record(try book.decideApply(credit: payment, to: .automatic, on: Play.day(0)))
    #expect(book.openItems(of: 0).isEmpty && book.accounts[0].unapplied == .zero)
  }
}
