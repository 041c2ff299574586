import PiperollLedger
import Testing

@Suite struct LimitTests {
  private func play(limit: Int64? = nil) -> Play {
    let play = Play()
    play.open(
      Model.Account(
        id: "A", kind: "trade", currency: "USD", collector: "", portfolio: "", client: "",
        limit: limit))
    return play
  }

  private func limit(_ play: Play, _ day: Int) -> Int64? {
    play.book.creditLimit(of: 0, asOf: Play.day(day))?.minor
  }

  @Test func `a limit holds from its date on, whatever was recorded later for an earlier day`() {
    let play = play(limit: 100)
    play.limit(0, 300, on: 20)
    play.limit(0, 200, on: 10)
    #expect([0, 9, 10, 19, 20, 99].map { limit(play, $0) } == [100, 100, 200, 200, 300, 300])
    #expect(play.book.accounts[0].creditLimit?.minor == 300)
    play.limit(0, nil, on: 20)
    #expect(limit(play, 20) == nil && play.book.accounts[0].creditLimit == nil)
    #expect(limit(play, 19) == 200)
    #expect(play.disagreements.isEmpty && play.book.violations().isEmpty)
  }

  @Test func `a reply warns of what is owed beyond the limit, and says so again when asked again`()
  {
    let play = play(limit: 100)
    play.bill(0, "1", 100, on: 0, due: 30)
    play.bill(0, "2", 50, on: 0, due: 30)
    play.limit(0, 120, on: 1)
    play.limit(0, 500, on: 2)
    #expect((2...5).map { play.book.outcome(of: $0).overLimit.minor } == [0, 50, 30, 0])
    #expect(play.disagreements.isEmpty)
  }

  @Test func `whatever raises what is owed warns, and what lowers it does not`() {
    let play = play(limit: 100)
    play.open(
      Model.Account(
        id: "B", kind: "trade", currency: "USD", collector: "", portfolio: "", client: "",
        limit: 10))
    play.bill(0, "1", 150, on: 0, due: 30)
    play.take(0, .payment, 40, on: 1, wishes: nil)
    play.reverse(play.book.sequence, on: 2)
    play.charge(0, .adjustment, nil, 5, on: 3, due: 9)
    play.take(0, .payment, 30, on: 4, wishes: [])
    play.refund(0, 20, from: nil, on: 5)
    play.transfer(0, to: 1, 10, from: nil, on: 6)
    play.bill(1, "2", 15, on: 6, due: 30)
    play.reverse(play.book.sequence - 1, on: 7)
    let said = (3...play.book.sequence).map { play.book.outcome(of: $0) }
    #expect(said.map(\.overLimit.minor) == [50, 0, 50, 55, 0, 45, 55, 0, 0])
    #expect(said.map { $0.second?.overLimit.minor ?? -1 } == [-1, -1, -1, -1, -1, -1, 0, -1, 5])
  }

  @Test(arguments: [
    (nil, 50, false, CreditStatus.none), (100, -5, false, .ok), (100, 89, false, .ok),
    (100, 90, false, .near), (100, 100, false, .near), (100, 101, false, .over),
    (0, 0, false, .ok), (0, 1, false, .over), (100, 5, true, .hold), (nil, 5, true, .hold),
  ])
  func `an account's credit is ok, near its limit, over it or on hold`(
    limit: Int64?, owed: Int64, isHeld: Bool, status: CreditStatus
  ) {
    let standing = CreditStanding(
      limit: limit.map { Money(minor: $0) }, exposure: Money(minor: owed), isHeld: isHeld)
    #expect(standing.status == status)
    #expect(standing.available?.minor == limit.map { $0 - owed })
  }
}
