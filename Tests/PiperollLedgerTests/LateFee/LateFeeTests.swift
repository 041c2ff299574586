import TestSupport
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

  @Test func `once all is reversed as an error, the debtor is owed what they paid`() throws {
    for seed in 0..<300 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let play = play(kind: random.oneIn(4) ? "loan" : "trade")
      let paid = try playLate(play, &random)
      var told: [(EntryNumber, Outcome)] = []
      let items = play.model.invoices.filter { $0.kind != .late }.map(\.entry)
      for entry in items.shuffled(using: &random) {
        if random.oneIn(3) { try charge(play, on: 120 + random.below(60)) }
        let first = Int(play.book.entry(entry)!.effective - Play.day(0))
        let request = try reverse(entry, on: first + random.below(200), play)
        told.append((request, play.book.outcome(of: request)))
      }
      #expect(play.book.accounts[0].balance.minor == -paid, "seed \(seed)")
      #expect(play.book.violations().isEmpty && play.disagreements.isEmpty, "seed \(seed)")
      for (request, outcome) in told {
        #expect(play.book.outcome(of: request) == outcome)
      }
    }
  }

  /// Plays items, fees, payments and courtesies on fees.
  /// - Returns: what was paid.
  private func playLate(_ play: Play, _ random: inout SplitMix64) throws -> Int64 {
    var paid: Int64 = 0
    if play.model.accounts[0].kind == "loan" {
      let terms = LoanTerms(
        principal: Money(minor: 12_000), rate: .zero, instalments: 12, firstDue: Play.day(20))
      play.lend(0, terms, "P", on: 0)
    }
    for number in 1...6 {
      let day = random.below(60)
      play.bill(0, "\(number)", Int64(10 + random.below(900)), on: day, due: day + random.below(30))
      if random.oneIn(2) { play.lateFee(0, on: 60 + random.below(60)) }
      if random.oneIn(2) {
        let amount = Int64(1 + random.below(400))
        play.take(0, .payment, amount, on: random.below(150), wishes: nil)
        paid += amount
      }
    }
    for fee in play.model.invoices where fee.kind == .late && random.oneIn(2) {
      let item = play.book.documents(of: fee.entry).item!
      let open = play.book.itemRemaining[item].minor
      if open == 0 { continue }
      let fact = try play.book.decideCredit(
        account: 0, kind: .adjustment, amount: Money(minor: 1 + Int64(random.below(Int(open)))),
        reason: .courtesy, to: play.allocation([(fee.number, nil)]), on: Play.day(160))
      play.record(fact, on: 160)
    }
    return paid
  }

  private func charge(_ play: Play, on day: Int) throws {
    let fact = try play.book.decideLateFee(
      account: 0, number: nil, due: Play.day(day), date: Play.day(day))
    if let fact { play.record(fact, on: day) }
  }

  /// Reverses an item and what that gives back.
  /// - Returns: the first entry of the request.
  private func reverse(_ entry: EntryNumber, on day: Int, _ play: Play) throws -> EntryNumber {
    let reversal = Reversed(original: entry, reason: .error)
    let fact = try play.book.decideReversal(of: entry, reason: .error, date: Play.day(day))
    let back = try play.book.decideLateFeeBack(for: reversal, date: Play.day(day))
    let first = play.record(fact, on: day)
    for fact in back.facts {
      play.record(fact, on: Int(back.date - Play.day(0)), isContinuation: true)
    }
    return first
  }
}
