import PiperollLedger
import Testing

/// Cases about which people complain, each worked out by hand.
@Suite struct ReversalTests {
  private func play(_ invoices: [(String, Int64, on: Int, due: Int)]) -> Play {
    let play = Play()
    play.open(
      Model.Account(
        id: "A", kind: "trade", currency: "USD", collector: "", portfolio: "", client: ""))
    for (number, amount, day, due) in invoices { play.bill(0, number, amount, on: day, due: due) }
    return play
  }

  private func left(_ play: Play, asOf day: Int? = nil) -> [Int64] {
    guard let day else {
      return (0..<play.book.items.count).map { play.book.itemRemaining[$0].minor }
    }
    return play.book.remainingOfItems(asOf: Play.day(day)).map(\.minor)
  }

  @Test func `reversing a payment restores exactly what it had paid`() {
    let play = play([
      ("1", 100, on: 0, due: 30), ("2", 200, on: 0, due: 20), ("3", 50, on: 0, due: 40),
    ])
    play.credit(0, isPayment: false, 30, on: 1, wishes: [("1", nil)])
    let before = left(play)
    #expect(before == [70, 200, 50])
    play.credit(0, isPayment: true, 260, on: 5, wishes: nil)
    #expect(left(play) == [10, 0, 50])
    play.reverse(play.book.sequence, on: 9)
    #expect(left(play) == before)
    #expect(play.book.accounts[0].balance.minor == 320)
    #expect(play.book.accounts[0].unapplied == .zero)
    #expect(left(play, asOf: 6) == [10, 0, 50], "the past keeps the payment")
  }

  @Test func `reversing a payment that was applied in parts restores all parts`() {
    let play = play([("1", 100, on: 0, due: 30)])
    play.credit(0, isPayment: true, 300, on: 1, wishes: [("1", 40)])
    let payment = play.book.sequence
    play.apply(0, on: 2, wishes: [("1", 20)])
    let application = play.book.sequence
    play.bill(0, "2", 150, on: 3, due: 33)
    play.apply(0, on: 4, wishes: [("2", nil)])
    #expect(left(play) == [40, 0])
    play.reverse(application, on: 5)
    #expect(left(play) == [60, 0])
    play.reverse(payment, on: 6)
    #expect(left(play) == [100, 150])
    play.reverse(application, on: 7)
    play.apply(0, on: 7, wishes: nil)
    #expect(play.refusals == 2 && play.disagreements.isEmpty)
  }

  @Test func `reversing an invoice leaves what was paid on it as credit`() {
    let play = play([("1", 100, on: 0, due: 30)])
    play.credit(0, isPayment: true, 100, on: 1, wishes: nil)
    play.reverse(2, on: 10)
    #expect(play.book.accounts[0].balance.minor == -100)
    #expect(play.book.accounts[0].unapplied.minor == 100)
    #expect(play.book.control(.usd)[.revenue] == .zero)
    play.bill(0, "2", 60, on: 11, due: 41)
    play.apply(0, on: 11, wishes: nil)
    #expect(left(play) == [0, 0])
    #expect(play.book.accounts[0].unapplied.minor == 40)
  }

  /// The application is taken back on day 30. The payment then turns out to have bounced on day 27.
  @Test(arguments: [true, false])
  func `a reversal dated before an earlier undoing leaves every day in between tied`(
    ofPayment: Bool
  ) {
    let play = play([("1", 100, on: 0, due: 30)])
    play.credit(0, isPayment: true, 100, on: 20, wishes: [])
    play.apply(0, on: 25, wishes: nil)
    play.reverse(play.book.sequence, on: 30)
    play.reverse(ofPayment ? 3 : 2, on: 27)
    for day in 0..<40 {
      let report = play.book.aging(
        asOf: AsOf(Play.day(day), today: Play.day(day), in: play.book), by: .total, basis: .due)
      #expect(report.proofs.allSatisfy { $0.difference == .zero }, "day \(day)")
      #expect(play.book.trials(asOf: Play.day(day)).allSatisfy { $0.isProved }, "day \(day)")
    }
    #expect(left(play, asOf: 28) == (ofPayment ? [100] : [0]))
  }

  /// Paid on day 10, bounced on day 20; the second payment is dated day 12, when the invoice was
  /// paid.
  @Test func `a back-dated payment does not overpay the past`() {
    let play = play([("1", 100, on: 0, due: 30)])
    play.credit(0, isPayment: true, 100, on: 10, wishes: nil)
    play.reverse(3, on: 20)
    play.credit(0, isPayment: true, 100, on: 12, wishes: nil)
    for day in 0..<30 {
      #expect(left(play, asOf: day) == [day < 10 ? 100 : 0], "day \(day)")
    }
    #expect(play.book.unapplied(ofCredit: 1, asOf: Play.day(15)).minor == 100)
    #expect(play.book.unapplied(ofCredit: 1, asOf: Play.day(20)).minor == 0)
  }

  @Test func `two equal payments of one day are two`() {
    let play = play([("1", 100, on: 0, due: 30)])
    play.credit(0, isPayment: true, 40, on: 5, wishes: nil)
    play.credit(0, isPayment: true, 40, on: 5, wishes: nil)
    #expect(left(play) == [20])
    let statement = Statement(play.book, 0, from: Play.day(0), asOf: Play.day(9))
    #expect(statement.lines.map(\.entry) == [2, 3, 4])
    #expect(statement.flow.payments.minor == 80 && statement.isProved)
  }

  @Test func `an aging of last month keeps what was paid since`() {
    let play = play([("1", 100, on: 0, due: 10)])
    play.credit(0, isPayment: true, 100, on: 50, wishes: nil)
    let then = play.book.aging(
      asOf: AsOf(Play.day(49), today: Play.day(60), in: play.book), by: .total, basis: .due)
    #expect(then.rows.map(\.amounts) == [[0, 0, 100, 0, 0, 0]])
    let now = play.book.aging(
      asOf: AsOf(nil, today: Play.day(60), in: play.book), by: .total, basis: .due)
    #expect(now.rows.isEmpty && now.proofs.allSatisfy { $0.difference == .zero })
  }

  @Test(arguments: [
    (-1, 0), (0, 0), (1, 1), (30, 1), (31, 2), (60, 2), (61, 3), (90, 3), (91, 4), (120, 4),
    (121, 5),
    (100_000, 5),
  ])
  func `a bucket begins and ends on its day`(days: Int, bucket: Int) {
    #expect(AgingBuckets.standard.bucket(daysPastDue: days) == bucket)
  }
}
