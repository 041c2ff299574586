import Testing

@testable import PiperollLedger

@Suite struct InterestTests {
  private func play(kind: String = "loan") -> Play {
    let play = Play()
    play.open(
      Model.Account(
        id: "A", kind: kind, currency: "USD", collector: "", portfolio: "", client: ""))
    return play
  }

  private func terms(
    _ principal: Int64, _ rate: String, _ count: Int = 12, firstDue: Int = 31,
    _ dayCount: DayCount = .actual365
  ) -> LoanTerms {
    LoanTerms(
      principal: Money(minor: principal), rate: InterestRate(parsing: rate.utf8)!,
      dayCount: dayCount, instalments: count, firstDue: Play.day(firstDue))
  }

  private func charges(_ play: Play) -> [Int64] { play.model.interestCharges.map(\.amount) }

  private func isSound(_ play: Play) -> Bool {
    play.disagreements.isEmpty && play.book.violations().isEmpty
  }

  /// 365.00 at 10 % bears 0.10 a day.
  @Test func `a day is charged once, however often it is asked for`() {
    let play = play()
    play.lend(0, terms(36_500, "10"), nil, on: 0)
    for (through, day) in [(10, 10), (10, 10), (5, 12), (10, 20), (30, 30), (30, 31)] {
      play.interest(0, through: through, on: day, due: day)
    }
    #expect(charges(play) == [100, 200])
    #expect(isSound(play))
  }

  @Test func `a payment that is dated back is made up for, one way or the other`() {
    let play = play()
    play.lend(0, terms(36_500, "10"), nil, on: 0)
    play.interest(0, through: 30, on: 30, due: 30)
    play.take(0, .payment, 18_250, on: 10, wishes: [("L-2", nil)])
    play.interest(0, through: 30, on: 31, due: 31)
    #expect(charges(play) == [300, -100])
    #expect(play.book.itemRemaining[1].minor == 200, "interest first, whatever the order")
    play.reverse(4, on: 12)
    play.interest(0, through: 40, on: 40, due: 40)
    #expect(charges(play) == [300, -100, 200], "what bounced never was money")
    #expect(isSound(play))
  }

  @Test func `a charge that is reversed can be made again`() {
    let play = play()
    play.lend(0, terms(36_500, "10"), nil, on: 0)
    play.interest(0, through: 10, on: 10, due: 10)
    play.interest(0, through: 20, on: 20, due: 20)
    play.reverse(3, on: 21)
    play.interest(0, through: 10, on: 22, due: 22)
    #expect(charges(play) == [100, 100], "a later day has been charged")
    play.interest(0, through: 20, on: 22, due: 22)
    #expect(charges(play) == [100, 100, 100])
    play.reverse(4, on: 23)
    play.reverse(6, on: 23)
    play.interest(0, through: 5, on: 23, due: 23)
    #expect(charges(play) == [100, 100, 100, 50])
    #expect(isSound(play))
  }

  @Test(arguments: DayCount.allCases)
  func `a loan that is paid on its payoff figure ends at nothing`(dayCount: DayCount) throws {
    let play = play()
    play.lend(0, terms(1_234_567, "7.25", 36, dayCount), nil, on: 0)
    play.charge(0, .late, nil, 3_500, on: 40, due: 40)
    play.interest(0, through: 30, on: 30, due: 30)
    play.take(0, .payment, 50_000, on: 33, wishes: nil)
    let figure = try Payoff(play.book, account: 0, on: Play.day(77))
    #expect(figure.fees == .zero && figure.interest == .zero && figure.accrued > .zero)
    let next = try Payoff(play.book, account: 0, on: Play.day(78))
    #expect(abs((next.total - figure.total - figure.perDiem).minor) <= 1)
    play.interest(0, through: 77, on: 77, due: 77)
    #expect(play.book.accounts[0].balance == figure.total)
    play.take(0, .payment, figure.total.minor, on: 77, wishes: nil)
    #expect(play.book.accounts[0].balance == .zero && play.book.accounts[0].unapplied == .zero)
    play.interest(0, through: 150, on: 150, due: 150)
    #expect(play.book.accounts[0].balance == .zero, "nothing bears interest any more")
    #expect(isSound(play))
  }

  @Test func `interest is owed up to the day on which the principal was paid`() throws {
    let play = play()
    play.lend(0, terms(36_500, "10"), nil, on: 0)
    play.take(0, .payment, 36_500, on: 50, wishes: [("L-2", nil)])
    #expect(charges(play) == [500] && play.book.accounts[0].balance.minor == 500)
    #expect(try Payoff(play.book, account: 0, on: Play.day(90)).total.minor == 500)
    play.interest(0, through: 90, on: 90, due: 90)
    play.interest(0, through: 120, on: 120, due: 120)
    #expect(charges(play) == [500])
    #expect(isSound(play))
  }

  @Test(arguments: DayCount.allCases, [0, 20, 45])
  func `a loan that is paid by its schedule bears its interest and ends at nothing`(
    dayCount: DayCount, firstDue: Int
  ) {
    let play = play()
    play.lend(0, terms(1_000_001, "8.375", 7, firstDue: firstDue, dayCount), nil, on: 0)
    for part in play.book.schedule(ofLoan: 0).instalments {
      let day = part.due - Play.firstDay
      let before = charges(play).count
      play.interest(0, through: day, on: day, due: day)
      #expect(charges(play).dropFirst(before).reduce(0, +) == part.interest.minor)
      let standing = LoanStanding(play.book, loan: 0, asOf: part.due, today: part.due)
      #expect(standing.behind == 0)
      play.take(0, .payment, part.amount.minor, on: day, wishes: nil)
    }
    #expect(play.book.accounts[0].balance == .zero)
    let standing = LoanStanding(play.book, loan: 0, asOf: .last, today: .last)
    #expect(standing.parts.allSatisfy { $0.left == .zero && $0.paid == $0.instalment.amount })
    #expect(isSound(play))
  }

  /// 12 % of 1,000.00 is 0.3288 a day.
  @Test func `on other accounts what is past due bears interest, and only that`() {
    let play = play(kind: "trade")
    play.rate(0, InterestRate(parsing: "12".utf8)!, on: 0)
    play.bill(0, "1", 100_000, on: 0, due: 30)
    play.charge(0, .fee, "F", 100_000, on: 0, due: 0)
    play.interest(0, through: 30, on: 30, due: 60)
    #expect(charges(play) == [])
    play.interest(0, through: 31, on: 31, due: 61)
    play.interest(0, through: 40, on: 40, due: 70)
    play.rate(0, .zero, on: 45)
    play.interest(0, through: 100, on: 100, due: 130)
    #expect(charges(play) == [33, 296, 164], "ten days are 3.29, fifteen 4.93")
    #expect(isSound(play))
  }

  @Test func `what was paid before the due date bears nothing, and lowers nothing`() {
    let play = play(kind: "trade")
    play.rate(0, InterestRate(parsing: "36.5".utf8)!, on: 0)
    play.bill(0, "1", 10_000, on: 0, due: 30)
    play.take(0, .payment, 4_000, on: 10, wishes: nil)
    play.interest(0, through: 30, on: 30, due: 60)
    play.interest(0, through: 40, on: 40, due: 70)
    #expect(charges(play) == [60])
    #expect(isSound(play))
  }

  @Test func `what is given back lowers interest, not an older invoice`() {
    let play = play(kind: "trade")
    play.rate(0, InterestRate(parsing: "36.5".utf8)!, on: 0)
    play.bill(0, "1", 10_000, on: 0, due: 0)
    play.interest(0, through: 10, on: 10, due: 40)
    play.take(0, .payment, 5_000, on: 5, wishes: [("1", nil)])
    play.interest(0, through: 10, on: 11, due: 41)
    #expect(charges(play) == [100, -25])
    #expect(play.book.itemRemaining[0].minor == 5_000 && play.book.itemRemaining[1].minor == 75)
    #expect(isSound(play))
  }

  @Test func `interest is rounded once, half of a unit to the even`() {
    for (halves, rounded) in [(1, 0), (3, 2), (5, 2), (-1, 0), (-3, -2), (7, 4)] {
      // Half a unit: the interest at 50 % on one unit for a year.
      var sum = InterestSum()
      sum.add(Int64(halves), InterestRate(parsing: "50".utf8)!, days: 365, .actual365)
      #expect(sum.rounded.minor == rounded)
    }
    var sum = InterestSum()
    for _ in 0..<3 { sum.add(100, InterestRate(parsing: "1".utf8)!, days: 120, .thirty360) }
    #expect(sum.rounded.minor == 1, "three times a third")
  }

  @Test func `the largest amounts for all days there are do not overflow`() throws {
    var sum = InterestSum()
    for _ in 0..<4000 {
      sum.add(Money.largest.minor, .largest, days: Day.last - Day.first, .actual365)
    }
    #expect(sum.rounded.minor == Book.totalMax)
    let play = play()
    play.lend(0, terms(Money.largest.minor / 100, "1000", 2), nil, on: 0)
    #expect(throws: Refusal.totalTooLarge) { try Payoff(play.book, account: 0, on: .last) }
    #expect(throws: Refusal.totalTooLarge) {
      try play.book.decideInterest(account: 0, through: .last, due: .last, date: .last)
    }
    play.open(
      Model.Account(
        id: "B", kind: "loan", currency: "USD", collector: "", portfolio: "", client: ""))
    #expect(throws: Refusal.totalTooLarge) {
      try play.book.decideLoan(
        account: 1, number: nil,
        LoanTerms(
          principal: .largest, rate: .largest, instalments: 600, firstDue: Play.day(0)),
        date: Play.day(0))
    }
  }
}
