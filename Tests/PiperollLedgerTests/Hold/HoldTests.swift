import PiperollLedger
import Testing

@Suite struct HoldTests {
  /// Two invoices of 100 on one account, due on days 10 and 20.
  private func play(kind: String = "trade") -> Play {
    let play = Play()
    play.open(
      Model.Account(
        id: "A", kind: kind, currency: "USD", collector: "", portfolio: "", client: ""))
    for number in 1...2 { play.bill(0, "\(number)", 100, on: 0, due: number * 10) }
    return play
  }

  private func left(_ play: Play) -> [Int64] {
    (0..<play.book.items.count).map { play.book.itemRemaining[$0].minor }
  }

  private func blocked(_ play: Play, _ act: HeldAct, item: UInt32? = nil, on day: Int) -> Bool {
    play.book.isBlocked(account: 0, item: item, act: act, on: Play.day(day))
  }

  @Test func `a disputed item is paid by name alone`() {
    let play = play()
    play.hold(0, .dispute, invoice: 0, from: 1)
    play.take(0, .payment, 150, on: 2, wishes: nil)
    #expect(left(play) == [100, 0] && play.book.accounts[0].unapplied.minor == 50)
    #expect(play.book.outcome(of: play.book.sequence).held.minor == 50)
    play.apply(0, on: 2, wishes: nil)
    #expect(play.refusals == 1)
    play.apply(0, on: 2, wishes: [("1", nil)])
    #expect(left(play) == [50, 0])
    #expect(play.disagreements.isEmpty && play.book.violations().isEmpty)
  }

  @Test func `a held account takes a payment as credit, and its release lets it be applied`() {
    let play = play()
    play.hold(0, .bankruptcy, from: 1)
    play.take(0, .payment, 150, on: 2, wishes: nil)
    #expect(left(play) == [100, 100] && play.book.outcome(of: 5).held.minor == 150)
    play.release(4, on: 3)
    play.apply(0, on: 3, wishes: nil)
    #expect(left(play) == [0, 50] && play.book.outcome(of: 7).held == .zero)
    #expect(play.book.outcome(of: 5).held.minor == 150, "as it was")
    #expect(play.disagreements.isEmpty)
  }

  @Test func `an exact match on hold is no match`() {
    let play = play()
    play.hold(0, .supervisor, invoice: 0, from: 0)
    play.take(0, .payment, 100, on: 2, wishes: nil, exact: true)
    #expect(left(play) == [100, 0])
  }

  @Test func `what is on hold is neither adjusted nor written off unless it is named`() {
    let play = play()
    play.hold(0, .dispute, invoice: 0, from: 0)
    play.take(0, .adjustment, 150, on: 1, wishes: nil)
    play.take(0, .writeOff, 150, on: 1, wishes: nil)
    #expect(play.refusals == 2 && left(play) == [100, 100])
    play.writeOff(0, on: 1, wishes: nil)
    #expect(left(play) == [100, 0])
    play.writeOff(0, on: 1, wishes: nil)
    #expect(play.refusals == 3)
    play.writeOff(0, on: 1, wishes: [("1", nil)])
    #expect(left(play) == [0, 0] && play.disagreements.isEmpty)
  }

  @Test func `a hold is in force from its first day to its last, or to its release`() {
    let play = play()
    play.hold(0, .dispute, invoice: 0, from: 5, until: 9)
    let days = [4, 5, 9, 10]
    #expect(days.map { blocked(play, .dunning, item: 0, on: $0) } == [false, true, true, false])
    #expect(days.allSatisfy { !blocked(play, .dunning, item: 1, on: $0) })
    #expect(days.allSatisfy { !blocked(play, .dunning, on: $0) }, "the account is free")
    #expect(days.allSatisfy { !blocked(play, .contact, item: 0, on: $0) }, "it may be talked of")
    play.release(4, on: 7)
    #expect([6, 7].map { blocked(play, .dunning, item: 0, on: $0) } == [true, false])
    play.take(0, .payment, 100, on: 6, wishes: nil)
    #expect(left(play) == [100, 0], "a payment of a day on which it was in force")
    #expect(play.disagreements.isEmpty)
  }

  @Test func `nothing is billed while credit is on hold`() {
    let play = play()
    play.hold(0, .credit, from: 5, until: 6)
    play.bill(0, "3", 10, on: 4, due: 30)
    play.bill(0, "4", 10, on: 5, due: 30)
    play.bill(0, "5", 10, on: 7, due: 30)
    play.charge(0, .late, nil, 5, on: 5, due: 5)
    #expect(play.refusals == 1 && play.book.items.count == 5 && play.disagreements.isEmpty)
  }

  @Test func `each kind of hold blocks something, and each act is blocked by some`() {
    for kind in HoldKind.allCases { #expect(!kind.blocked.isEmpty, "\(kind)") }
    for act in HeldAct.allCases {
      #expect(HoldKind.allCases.contains { $0.blocks(act) }, "\(act)")
    }
    #expect(HoldKind.allCases.filter { $0.blocks(.newOrders) } == [.credit])
  }
}
