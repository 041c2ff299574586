import Testing

@testable import PiperollLedger

@Suite struct MovementTests {
  private func play(accounts: Int = 1, kind: String = "trade") -> Play {
    let play = Play()
    for number in 0..<accounts {
      play.open(
        Model.Account(
          id: "A-\(number)", kind: kind, currency: "USD", collector: "", portfolio: "", client: ""))
    }
    return play
  }

  private func left(_ play: Play) -> [Int64] {
    (0..<play.book.items.count).map { play.book.itemRemaining[$0].minor }
  }

  private func status(_ play: Play, _ item: UInt32) -> ItemStatus {
    play.book.cover(ofItem: item, asOf: AsOf(nil, today: .last, in: play.book)).status
  }

  @Test func `what was written off is never shown as paid, whatever was paid on it`() {
    let play = play()
    play.bill(0, "1", 100, on: 0, due: 30)
    play.take(0, .payment, 99, on: 1, wishes: nil)
    #expect(status(play, 0) == .open)
    play.writeOff(0, on: 2, wishes: nil)
    #expect(status(play, 0) == .writtenOff)
    play.recover(0, 1, on: 3)
    #expect(status(play, 0) == .writtenOff)
    #expect(play.book.accounts[0].balance == .zero)
    #expect(play.book.control(.usd)[.badDebt].minor == 1)
    #expect(play.book.control(.usd)[.recoveries].minor == -1)
    #expect(play.book.control(.usd)[.cash].minor == 100)
    #expect(play.disagreements.isEmpty && play.book.violations().isEmpty)
  }

  @Test func `an item is paid, credited or void by what covers it`() {
    let play = play()
    for number in 0..<4 { play.bill(0, "\(number)", 10, on: 0, due: number) }
    play.take(0, .payment, 10, on: 1, wishes: [("0", nil)])
    play.take(0, .memo, 10, on: 1, wishes: [("1", nil)])
    play.take(0, .adjustment, 5, on: 1, wishes: [("2", nil)])
    play.reverse(5, on: 2)
    #expect((0..<4).map { status(play, $0) } == [.paid, .credited, .open, .void])
    play.take(0, .payment, 5, on: 2, wishes: [("2", nil)])
    #expect(status(play, 2) == .paid)
  }

  @Test func `a payment that comes back after its refund leaves the refund owed`() {
    let play = play()
    play.take(0, .payment, 100, on: 0, wishes: nil)
    play.refund(0, 60, from: nil, on: 1)
    #expect(left(play) == [0] && play.book.accounts[0].balance.minor == -40)
    play.reverse(2, on: 2)
    #expect(left(play) == [60] && play.book.accounts[0].balance.minor == 60)
    play.reverse(3, on: 3)
    #expect(left(play) == [0] && play.book.accounts[0].balance == .zero)
    #expect(play.disagreements.isEmpty && play.book.violations().isEmpty)
  }

  @Test func `a transfer stands in both histories, and its reversal restores both`() {
    let play = play(accounts: 2)
    play.bill(1, "1", 100, on: 0, due: 30)
    play.take(0, .payment, 100, on: 1, wishes: nil)
    play.transfer(0, to: 1, 100, from: 0, on: 2)
    let entry = play.book.sequence
    play.apply(1, on: 2, wishes: nil)
    #expect(left(play) == [0, 0])
    for account in UInt32(0)...1 {
      #expect(play.book.entryNumbers(of: account).contains(entry))
      #expect(play.book.accounts[account].balance == .zero)
    }
    #expect(play.book.effect(of: entry, on: 0).minor == 100)
    #expect(play.book.effect(of: entry, on: 1).minor == -100)
    play.reverse(4, on: 3)
    #expect(play.refusals == 1, "the payment went on")
    play.reverse(entry, on: 3)
    play.reverse(4, on: 3)
    #expect(left(play) == [100, 0])
    #expect(play.book.accounts[0].balance == .zero && play.book.accounts[1].balance.minor == 100)
    #expect(play.disagreements.isEmpty && play.book.violations().isEmpty)
  }

  /// A part of an application is taken off and applied again by reversing that; the whole then ends
  /// when the application is reversed.
  @Test func `a part that was taken off comes back, and ends with its application`() {
    let play = play()
    play.bill(0, "1", 100, on: 0, due: 30)
    play.take(0, .payment, 100, on: 0, wishes: [])
    play.apply(0, on: 10, wishes: nil)
    let application = play.book.sequence
    play.unapply(0, credit: 0, on: 20, wishes: [("1", 60)])
    #expect(left(play) == [60])
    play.reverse(play.book.sequence, on: 30)
    #expect(left(play) == [0])
    play.reverse(application, on: 15)
    #expect(left(play) == [100])
    for (day, open) in [(9, 100), (10, 0), (20, 60), (29, 60), (30, 100)] {
      #expect(play.book.remaining(ofItem: 0, asOf: Play.day(day)).minor == open, "day \(day)")
    }
    #expect(play.disagreements.isEmpty && play.book.violations().isEmpty)
  }

  @Test func `what an application set is not set again once it was reversed`() {
    let play = play()
    play.bill(0, "1", 100, on: 0, due: 30)
    play.take(0, .payment, 100, on: 0, wishes: [])
    play.apply(0, on: 1, wishes: nil)
    play.unapply(0, credit: 0, on: 2, wishes: [("1", 60)])
    play.reverse(4, on: 3)
    play.reverse(5, on: 4)
    #expect(play.refusals == 1 && play.disagreements.isEmpty)
    #expect(left(play) == [100])
  }

  @Test func `a loan's money goes to interest first, and to principal first once written off`() {
    let play = play(kind: "loan")
    play.bill(0, "P", 100, on: 0, due: 0)
    play.charge(0, .late, "F", 20, on: 0, due: 1)
    play.charge(0, .interest, "I", 10, on: 0, due: 2)
    play.take(0, .payment, 15, on: 3, wishes: nil)
    #expect(left(play) == [100, 15, 0])
    play.take(0, .writeOff, 1, on: 3, wishes: [("P", 1)])
    play.take(0, .payment, 50, on: 4, wishes: nil)
    #expect(left(play) == [49, 15, 0])
    play.reverse(6, on: 5)
    play.take(0, .payment, 15, on: 6, wishes: nil)
    #expect(left(play) == [50, 0, 0])
    #expect(play.disagreements.isEmpty && play.book.violations().isEmpty)
  }

  @Test func `a number made from an entry gives way to a user's own`() {
    let play = play()
    play.bill(0, "C-4", 10, on: 0, due: 0)
    play.bill(0, "C-4.2", 10, on: 0, due: 0)
    play.charge(0, .fee, nil, 10, on: 0, due: 0)
    #expect(play.book.text(play.book.items[2].number) == "C-4.3")
    #expect(play.book.findInvoice("C-4.3", of: 0) == 2)
  }

  /// The most applications that one entry has are taken off and applied again. The time must grow
  /// with their number, not with its square.
  @Test func `a payment of many invoices is taken off and set again at once`() throws {
    let play = play()
    for number in 0..<5000 { play.recordInvoice("\(number)") }
    let payment = play.record(
      try play.book.decideCredit(
        account: 0, kind: .payment, amount: Money(minor: 5000), to: .automatic,
        on: Play.day(0)), on: 0)
    let off = play.record(
      try play.book.decideUnapply(account: 0, credit: payment, wishes: nil), on: 1)
    #expect(play.book.accounts[0].unapplied.minor == 5000)
    play.record(try play.book.decideReversal(of: off, reason: .error, date: Play.day(2)), on: 2)
    #expect(play.book.accounts[0].unapplied == .zero && play.book.violations().isEmpty)
    let end = try play.book.decideReversal(of: payment, reason: .nsf, date: Play.day(3))
    play.record(end, on: 3)
    #expect(play.book.accounts[0].balance.minor == 5000 && play.book.violations().isEmpty)
  }
}

@Suite struct TurnoverTests {
  @Test(arguments: [
    (0, 2, "0.00"), (5, 2, "0.05"), (123_456, 2, "1234.56"), (7, 0, "7"), (1, 3, "0.001"),
    (-5, 2, "-0.05"), (-123_456, 2, "-1234.56"),
  ])
  func `a turnover is written as an amount is`(minor: Int64, decimals: Int, text: String) {
    #expect(turnover(minor, times: 1).text(decimals: decimals) == text)
    #expect(Money(minor: minor).text(decimals: decimals) == text)
  }

  @Test func `a turnover holds more than an amount`() {
    #expect(turnover(.max, times: 3).text(decimals: 2) == "276701161105643274.21")
  }

  private func turnover(_ minor: Int64, times: Int) -> Turnover {
    var sum = Turnover.zero
    for _ in 0..<times { sum.add(Money(minor: minor)) }
    return sum
  }
}

extension Play {
  /// Leaves the model out, because it adds up all shares for every question.
  fileprivate func recordInvoice(_ number: String) {
    record(
      .invoiceBilled(
        InvoiceBilled(
          account: 1, invoice: number, amount: Money(minor: 1), due: Play.firstDay)), on: 0)
  }
}
