import Testing

@testable import PiperollLedger

@Suite struct LateFeeTests {
  private func play(kind: String = "trade") -> Play {
    let play = Play()
    play.open(
      Model.Account(
        id: "A", kind: kind, currency: "USD", collector: "", portfolio: "", client: ""))
    play.setLateFees()
    return play
  }

  private func fees(_ play: Play) -> [Int64] {
    play.model.invoices.filter { $0.kind == .late }.map(\.amount)
  }

  private func isSound(_ play: Play) -> Bool {
    play.disagreements.isEmpty && play.book.violations().isEmpty
  }

  @Test func `what is late has its fee once, past the days of grace`() {
    let play = play()
    play.bill(0, "1", 1000, on: 0, due: 10)
    play.bill(0, "2", 20, on: 0, due: 12)
    play.lateFee(0, on: 13)
    #expect(fees(play) == [])
    for day in [14, 14, 15] { play.lateFee(0, on: day) }
    #expect(fees(play) == [100])
    for day in [16, 60] { play.lateFee(0, on: day) }
    #expect(fees(play) == [100, 7], "a share of one, the fixed fee of the other")
    #expect(isSound(play))
  }

  @Test func `a fee that was reversed was waived, and does not come back`() {
    let play = play()
    play.bill(0, "1", 1000, on: 0, due: 10)
    play.lateFee(0, on: 20)
    play.reverse(play.book.sequence, on: 21)
    for day in [20, 22, 90] { play.lateFee(0, on: day) }
    #expect(fees(play) == [100] && play.book.accounts[0].balance.minor == 1000)
    #expect(isSound(play))
  }

  @Test func `each instalment of a loan has its own fee, and fees have none`() {
    let play = play(kind: "loan")
    let terms = LoanTerms(
      principal: Money(minor: 12_000), rate: .zero, instalments: 12, firstDue: Play.day(31))
    play.lend(0, terms, "P", on: 0)
    for day in [40, 40, 70] { play.lateFee(0, on: day) }
    #expect(fees(play) == [100, 100])
    play.take(0, .payment, 2000, on: 70, wishes: [("P", nil)])
    for day in [71, 95] { play.lateFee(0, on: day) }
    #expect(fees(play) == [100, 100, 100])
    play.take(0, .payment, 500, on: 120, wishes: [("P", nil)])
    play.lateFee(0, on: 130)
    #expect(fees(play) == [100, 100, 100, 100], "the third had its fee, the fourth had none")
    #expect(isSound(play))
  }

  @Test func `what was paid by the day is not late, whenever that was recorded`() {
    let play = play()
    play.bill(0, "1", 1000, on: 0, due: 10)
    play.take(0, .payment, 1000, on: 30, wishes: nil)
    play.lateFee(0, on: 31)
    #expect(fees(play) == [])
    play.lateFee(0, on: 29)
    #expect(fees(play) == [100], "as of that day it was late")
    #expect(isSound(play))
  }

  @Test func `without a policy nothing is charged`() throws {
    let play = Play()
    play.open(
      Model.Account(
        id: "A", kind: "trade", currency: "USD", collector: "", portfolio: "", client: ""))
    play.bill(0, "1", 1000, on: 0, due: 10)
    let fact = try play.book.decideLateFee(
      account: 0, number: nil, due: Play.day(90), date: Play.day(90))
    #expect(fact == nil)
  }
}
