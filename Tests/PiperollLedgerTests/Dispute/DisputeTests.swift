import Testing

@testable import PiperollLedger

@Suite struct DisputeTests {
  /// Two invoices of 100 on one account, due on days 10 and 20.
  private func play() -> Play {
    let play = Play()
    play.open(
      Model.Account(
        id: "A", kind: "consumer", currency: "USD", collector: "", portfolio: "", client: ""))
    for number in 1...2 { play.bill(0, "\(number)", 100, on: 0, due: number * 10) }
    return play
  }

  @discardableResult
  private func dispute(
    _ play: Play, _ items: [(String, Int64)], for reason: DisputeReason = .goods, via: DisputeWay,
    received: Int = 5
  ) throws -> EntryNumber {
    var wish = DisputeWish(reason)
    (wish.via, wish.received) = (via, Play.day(received))
    wish.items = items.map { ApplicationWish(invoice: $0.0, amount: Money(minor: $0.1)) }
    return play.record(try play.book.decideDispute(wish, account: 0, on: Play.day(6)), on: 6)
  }

  private func extent(_ play: Play, on day: Int, validationEnd: Int? = 8) -> DisputeExtent {
    play.book.disputeExtent(
      of: 0, asOf: Play.day(day), by: validationEnd.map { Play.day($0) })
  }

  @Test func `what is disputed in writing in the validation period is a part, or all`() throws {
    let play = play()
    #expect(extent(play, on: 6) == .none)
    try dispute(play, [("1", 40)], via: .call)
    #expect(extent(play, on: 6) == .none, "by voice")
    try dispute(play, [("1", 60)], via: .letter)
    #expect(extent(play, on: 5) == .none && extent(play, on: 6) == .part)
    #expect(extent(play, on: 6, validationEnd: 4) == .none, "received later")
    #expect(extent(play, on: 6, validationEnd: 5) == .part)
    #expect(extent(play, on: 6, validationEnd: nil) == .none)
    try dispute(play, [("2", 100)], via: .web)
    #expect(extent(play, on: 6) == .part)
    play.take(0, .payment, 40, on: 7, wishes: [("1", 40)])
    #expect(extent(play, on: 7) == .all, "what is left is in writing")
  }

  @Test(arguments: [DisputeWay.letter, .email, .web])
  func `what was disputed by telephone is disputed in writing, and counts once`(
    via: DisputeWay
  ) throws {
    let play = play()
    try dispute(play, [("1", 100), ("2", 100)], via: .call)
    #expect(throws: Refusal.nothingDisputable) { try dispute(play, [], via: .call) }
    try dispute(play, [("1", 30)], via: via)
    #expect(extent(play, on: 6) == .part && disputed(play) == 200)
    try dispute(play, [], via: via)
    #expect(extent(play, on: 6) == .all && disputed(play) == 200)
    let asOf = AsOf(Play.day(6), today: Play.day(6), in: play.book)
    #expect(play.book.disputedParts(asOf: asOf, of: nil).map(\.left.minor) == [100, 100])
    #expect(throws: Refusal.nothingDisputable) { try dispute(play, [], via: via) }
    #expect(throws: Refusal.nothingDisputable) { try dispute(play, [], via: .call) }
    // Who asks for the creditor does so of all, answered before or not, and once.
    try dispute(play, [], for: .originalCreditor, via: via)
    #expect(disputed(play) == 200)
    #expect(throws: Refusal.nothingDisputable) {
      try dispute(play, [], for: .originalCreditor, via: via)
    }
    #expect(play.book.violations().isEmpty)
  }

  @Test func `a part that was said and then written for the same reason is one part`() throws {
    let play = play()
    try dispute(play, [("1", 30)], via: .call)
    try dispute(play, [("1", 20)], via: .letter)
    #expect(disputed(play) == 30)
    try dispute(play, [("1", 40)], for: .price, via: .letter)
    #expect(disputed(play) == 70, "another reason is another part")
    let last = try dispute(play, [("1", 40)], via: .email)
    #expect(disputed(play) == 100)
    // Ten were said alone, and the letters have what is open first.
    let standings = play.book.disputes(of: 0, asOf: Play.day(6))
    #expect(standings.map(\.disputed.minor) == [0, 20, 40, 40])
    // The answer to the letter is one to the call.
    let end = try play.book.decideResolve(
      dispute: last, .upheld, amount: nil, answer: nil, on: Play.day(6))
    play.record(end.end, on: 6)
    #expect(disputed(play) == 60)
    #expect(play.book.violations().isEmpty)
  }

  private func disputed(_ play: Play) -> Int64 {
    play.book.disputes(of: 0, asOf: Play.day(6)).reduce(0) { $0 + $1.disputed.minor }
  }

  @Test func `what is billed later makes no part of a dispute of all`() throws {
    let play = play()
    let made = try dispute(play, [], via: .letter)
    #expect(extent(play, on: 6) == .all)
    play.bill(0, "3", 50, on: 7, due: 9)
    #expect(extent(play, on: 7) == .all)
    // Dated back it was unknown all the same.
    play.bill(0, "4", 50, on: 2, due: 9)
    #expect(extent(play, on: 6) == .all)
    play.take(0, .payment, 150, on: 8, wishes: [("1", 100), ("2", 50)])
    #expect(extent(play, on: 8) == .all)
    play.take(0, .payment, 50, on: 8, wishes: [("2", 50)])
    #expect(extent(play, on: 8) == .none, "nothing of it is open")
    #expect(extent(play, on: 7) == .all)
    let end = try play.book.decideResolve(
      dispute: made, .withdrawn, amount: nil, answer: nil, on: Play.day(7))
    play.record(end.end, on: 7)
    #expect(extent(play, on: 7) == .none)
  }

  @Test func `what was a part from the beginning is a part`() throws {
    let play = play()
    let first = try dispute(play, [("1", 100)], via: .letter)
    #expect(extent(play, on: 6) == .part)
    try dispute(play, [("2", 100)], via: .letter)
    play.bill(0, "3", 50, on: 7, due: 9)
    #expect(extent(play, on: 7) == .all, "two letters of all")
    let end = try play.book.decideResolve(
      dispute: first, .upheld, amount: nil, answer: nil, on: Play.day(7))
    play.record(end.end, on: 7)
    #expect(extent(play, on: 7) == .part, "one of them is answered")
  }

  @Test func `a dispute that is resolved is answered`() throws {
    let play = play()
    try dispute(play, [("1", 100)], via: .letter)
    let last = try dispute(play, [("2", 100)], via: .web)
    #expect(extent(play, on: 6) == .all)
    let end = try play.book.decideResolve(
      dispute: last, .upheld, amount: nil, answer: nil, on: Play.day(9))
    play.record(end.end, on: 9)
    #expect(extent(play, on: 8) == .all && extent(play, on: 9) == .part)
    #expect(play.book.violations().isEmpty)
  }

  @Test func `who asks in writing for the original creditor disputes all`() throws {
    let play = play()
    try dispute(play, [], for: .originalCreditor, via: .email)
    #expect(extent(play, on: 6) == .all)
    play.bill(0, "3", 5, on: 7, due: 9)
    #expect(extent(play, on: 7) == .all)
  }

  @Test func `what is disputed is neither adjusted nor written off unless it is named`() throws {
    let play = play()
    try dispute(play, [("1", 30)], via: .email)
    #expect(throws: Refusal.itemsHeld(.zero, currency: .usd)) {
      try play.book.decideCredit(
        account: 0, kind: .adjustment, amount: Money(minor: 180), reason: .error, to: .automatic,
        on: Play.day(7))
    }
    let all = try play.book.decideWriteOff(
      account: 0, reason: .other, of: .automatic, on: Play.day(7))
    #expect(play.book.document(ofCredit: all) == 170)
    let exact = try play.book.decideCredit(
      account: 0, kind: .payment, amount: Money(minor: 70), to: .exact, on: Play.day(7))
    #expect(play.book.document(ofCredit: exact, toItem: 0) == 70)
  }

  @Test func `a plan is about what is not disputed`() throws {
    let play = play()
    try dispute(play, [("1", 30)], via: .email)
    let wish = PlanWish(total: nil, size: .count(2), first: Play.day(30))
    let plan = try play.book.decidePlan(wish, account: 0, on: Play.day(7))
    #expect(plan.body(as: PlanMade.self)?.open.minor == 170)
  }
}

extension Book {
  /// How much a credit is set against items, or against one.
  fileprivate func document(ofCredit fact: Fact, toItem item: UInt32? = nil) -> Int64? {
    guard case .creditTaken(let credit) = fact else { return nil }
    return credit.applications.reduce(0) { sum, part in
      item == nil || part.invoice == items[item!].entry ? sum + part.amount.minor : sum
    }
  }
}
