import Testing

@testable import PiperollLedger

@Suite struct LoanTests {
  private func play() -> Play {
    let play = Play()
    play.open(
      Model.Account(
        id: "L", kind: "loan", currency: "USD", collector: "", portfolio: "", client: ""))
    return play
  }

  private func terms(
    _ principal: Int64, _ rate: String, _ count: Int, firstDue: Int,
    _ dayCount: DayCount = .thirty360, _ every: LoanPeriod = .month
  ) -> LoanTerms {
    LoanTerms(
      principal: Money(minor: principal), rate: InterestRate(parsing: rate.utf8)!,
      dayCount: dayCount, instalments: count, firstDue: Play.day(firstDue), every: every)
  }

  /// The annuity of 12,000.00 at 7.25 % in 36 months is 371.8983 by its formula.
  @Test func `instalments are equal, and the last takes the rest`() {
    let play = play()
    play.lend(0, terms(1_200_000, "7.25", 36, firstDue: 31), nil, on: 0)
    let parts = play.book.schedule(ofLoan: 0).instalments
    #expect(parts.count == 36 && parts.dropLast().allSatisfy { $0.amount.minor == 37190 })
    #expect(parts[0].interest.minor == 7250, "a month of 30 days at 7.25 % of 12,000.00")
    #expect(parts.reduce(0) { $0 + $1.principal.minor } == 1_200_000)
    #expect(parts.last!.amount.minor <= 37190 && parts.last!.amount.minor > 37190 - 36)
    #expect(play.book.itemDue[0] == parts.last!.due)
    #expect(play.book.control(.usd)[.loans].minor == -1_200_000)
  }

  @Test(arguments: ["0", "0.000001", "7.25", "19.99", "999"], DayCount.allCases)
  func `the instalment is the smallest with which the last is no larger`(
    rate: String, dayCount: DayCount
  ) {
    for (principal, count, firstDue) in [(100_000, 12, 45), (7, 3, 31), (999_999_937, 37, 0)] {
      let terms = terms(Int64(principal), rate, count, firstDue: firstDue, dayCount)
      let found = terms.equalInstalment(from: Play.firstDay).minor
      func last(_ instalment: Int64) -> Int64 {
        let parts = LoanSchedule(
          terms, from: Play.firstDay, instalment: Money(minor: instalment)
        ).instalments
        #expect(parts.reduce(0) { $0 + $1.principal.minor } == Int64(principal))
        return parts.last!.amount.minor
      }
      #expect(last(found) <= found)
      if found > 1 { #expect(last(found - 1) > found - 1) }
    }
  }

  @Test func `a day counts as its basis says`() {
    func days(_ first: (Int, Int), _ last: (Int, Int), _ count: DayCount) -> Int {
      count.days(
        from: Day(year: 2027, month: first.0, day: first.1)!,
        to: Day(year: 2027, month: last.0, day: last.1)!)
    }
    #expect(days((1, 15), (2, 15), .actual365) == 31)
    #expect(days((1, 15), (2, 15), .thirty360) == 30)
    #expect(days((1, 30), (1, 31), .thirty360) == 0)
    #expect(days((2, 28), (3, 1), .thirty360) == 3)
    #expect(days((1, 31), (2, 28), .thirty360) == 28)
    #expect(days((1, 31), (12, 31), .thirty360) == 330)
  }

  @Test func `a loan that is late is as late as its oldest unpaid instalment`() {
    let play = play()
    play.lend(0, terms(120_000, "0", 12, firstDue: 10), nil, on: 0)
    func standing(_ day: Int) -> LoanStanding {
      LoanStanding(play.book, loan: 0, asOf: Play.day(day), today: Play.day(day))
    }
    #expect(standing(10).behind == 0 && standing(11).behind == 1)
    #expect(standing(75).behind == 3 && standing(75).pastDue.minor == 30_000)
    #expect(standing(75).oldestLate!.daysLate == 65)
    play.take(0, .payment, 15_000, on: 70, wishes: nil)
    #expect(standing(75).behind == 2 && standing(75).pastDue.minor == 15_000)
    #expect(standing(75).oldestLate!.left.minor == 5000)
    #expect(standing(69).behind == 2, "as of a day before the payment")
    play.take(0, .writeOff, 105_000, on: 80, wishes: nil)
    #expect(standing(90).behind == 0 && standing(79).behind == 2)
    #expect(play.disagreements.isEmpty && play.book.violations().isEmpty)
  }

  @Test func `what is written off pays no instalment`() {
    let play = play()
    play.lend(0, terms(120_000, "0", 12, firstDue: 10), nil, on: 0)
    play.take(0, .writeOff, 60_000, on: 5, wishes: nil)
    let standing = LoanStanding(play.book, loan: 0, asOf: Play.day(11), today: Play.day(11))
    #expect(standing.behind == 1 && standing.pastDue.minor == 10_000)
  }

  /// The second instalment is paid late, which brings interest that the schedule does not contain.
  @Test func `the last instalment takes what the others leave`() {
    let play = play()
    play.lend(0, terms(1_000_000, "36", 3, firstDue: 30), nil, on: 0)
    let parts = play.book.schedule(ofLoan: 0).instalments
    for (part, late) in zip(parts, [0, 25, 0]) {
      let day = part.due - Play.firstDay + late
      play.interest(0, through: day, on: day, due: day)
      play.take(0, .payment, part.amount.minor, on: day, wishes: nil)
    }
    let left = play.book.accounts[0].balance
    #expect(left.minor > 5_000)
    func standing(_ days: Int) -> LoanStanding {
      let day = parts[2].due.advanced(days: days)
      return LoanStanding(play.book, loan: 0, asOf: day, today: day)
    }
    #expect(standing(0).parts.map(\.left) == [.zero, .zero, left])
    #expect(standing(0).behind == 0 && standing(1).behind == 1)
    #expect(standing(1).pastDue.minor == left.minor + 9, "a tenth of a percent for a day")
    #expect(play.disagreements.isEmpty && play.book.violations().isEmpty)
  }

  @Test func `one loan an account, and another once it was reversed`() {
    let play = play()
    play.lend(0, terms(120_000, "5", 12, firstDue: 10), "N", on: 3)
    play.lend(0, terms(120_000, "5", 12, firstDue: 10), nil, on: 3)
    #expect(play.refusals == 1)
    play.reverse(2, on: 5)
    play.lend(0, terms(70_000, "6", 2, firstDue: 30), nil, on: 4)
    #expect(play.refusals == 2, "the first was there on that day")
    play.lend(0, terms(70_000, "6", 2, firstDue: 30), nil, on: 5)
    #expect(play.book.loan(of: 0, asOf: Play.day(4)) == 0)
    #expect(play.book.loan(of: 0, asOf: Play.day(5)) == 1)
    #expect(play.book.loan(of: 0, asOf: Play.day(2)) == nil)
    #expect(play.disagreements.isEmpty && play.book.violations().isEmpty)
  }

  @Test func `of two rates of one day the later entry's holds`() {
    let play = play()
    for (rate, day) in [("5", 10), ("6", 0), ("7", 10), ("8", 20)] {
      play.rate(0, InterestRate(parsing: rate.utf8)!, on: day)
    }
    let rates = [-1, 0, 9, 10, 19, 20].map { play.book.rate(of: 0, asOf: Play.day($0)).text }
    #expect(rates == ["0.00", "6.00", "6.00", "7.00", "7.00", "8.00"])
  }

  @Test func `a rate is percent with six decimals at most`() {
    for (text, written) in [
      ("7.25", "7.25"), ("0", "0.00"), ("5.8125", "5.8125"), ("1000", "1000.00"),
      ("0.015625", "0.015625"), ("3.1", "3.10"),
    ] {
      #expect(InterestRate(parsing: text.utf8)?.text == written)
    }
    for text in ["", "-1", "7,25", "7.2500001", "1000.000001", "7%", ".5", "5."] {
      #expect(InterestRate(parsing: text.utf8) == nil, "\(text)")
    }
  }
}
