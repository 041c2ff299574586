import Testing

@testable import PiperollLedger

@Suite struct GivenTodayTests {
  private let account = Model.Account(
    id: "A", kind: "trade", currency: "USD", collector: "", portfolio: "", client: "")
  /// `Play` records its entries on that day.
  private let firstDay = Day(milliseconds: 0)

  private func given(in book: borrowing Book, on today: Day) -> Int64 {
    book.givenToday(by: "maria", .writeoff, in: .usd, on: today).minor
  }

  private func writeOff(_ amount: Int64, in book: borrowing Book) throws -> Fact {
    try book.decideWriteOff(
      account: 0, reason: .other,
      of: .told([ApplicationWish(invoice: "1", amount: Money(minor: amount))]), on: Play.day(1))
  }

  @Test func `each day begins anew, and an approval does not count`() throws {
    let play = Play()
    play.open(account)
    play.bill(0, "1", 100, on: 0, due: 30)
    play.record(try writeOff(7, in: play.book), on: 1)
    #expect(given(in: play.book, on: firstDay) == 7)
    let fact = try writeOff(20, in: play.book)
    let asked = play.book.decideAsking(
      for: [fact], request: "x", needs: ApprovalNeeds(.writeoffLimit), effective: Play.day(1),
      today: firstDay, amountAbout: { _, _ in nil })
    let approval = play.record(asked, on: 1)
    play.record(fact, on: 1, approval: approval)
    #expect(given(in: play.book, on: firstDay) == 7)
    play.record(try writeOff(3, in: play.book), on: 1)
    #expect(given(in: play.book, on: firstDay) == 10)
    #expect(given(in: play.book, on: firstDay.advanced(days: 1)) == 0)
    #expect(given(in: play.book, on: firstDay) == 10)
  }

  /// What is tried bears the time of the last entry, which may be of another day.
  @Test func `a block that is tried as the first act of a day has the limit of that day`() throws {
    let play = Play()
    play.open(account)
    play.bill(0, "1", 100, on: 0, due: 30)
    play.record(try writeOff(7, in: play.book), on: 1)
    let tomorrow = firstDay.advanced(days: 1)
    var trial = play.book.trial()
    for sum in [Int64(5), 10] {
      let fact = try writeOff(5, in: trial)
      trial.apply([Entry(effective: Play.day(1), actor: "maria", fact: fact)])
      #expect(given(in: trial, on: tomorrow) == sum)
    }
    #expect(given(in: trial.trial(), on: tomorrow) == 10)
    #expect(given(in: play.book, on: tomorrow) == 0)
  }
}
