import Testing

@testable import PiperollLedger

// Disputes of the book that is forged, and how its rows are read.

extension ForgedBookTests {
  /// Makes disputes of an account that owes something: one ends with a credit, one is upheld, one
  /// stays.
  static func disputes(on play: Play) {
    let open = (0..<UInt32(play.book.items.count)).filter {
      play.book.itemRemaining[$0] > Money(minor: 9)
    }
    let account = play.book.accounts[play.book.itemAccount[open[0]]].opened
    let parts = [Application(invoice: play.book.items[open[0]].entry, amount: Money(minor: 3))]
    func dispute() -> EntryNumber {
      play.record(
        Fact(
          DisputeMade(
            account: account, reason: .goods, via: .letter, received: Play.day(390), items: parts)),
        on: 400)
    }
    let credited = dispute()
    play.record(
      Fact(DisputeResolved(dispute: credited, outcome: .credit, credited: Money(minor: 1))),
      on: 401)
    play.record(
      .creditTaken(
        CreditTaken(
          account: account, kind: .memo, amount: Money(minor: 1), reason: .dispute,
          applications: [Application(invoice: parts[0].invoice, amount: Money(minor: 1))])),
      on: 401, isContinuation: true)
    play.record(Fact(DisputeResolved(dispute: dispute(), outcome: .upheld)), on: 402)
    _ = dispute()
    var promise = PromiseMade(account: account, amount: Money(minor: 2), due: Play.day(420))
    promise.items = parts
    play.record(promise.fact, on: 405)
    for due in [500, 600] {
      play.record(
        Fact(Reaged(account: account, due: Play.day(due), items: parts)), on: 410 + due)
    }
  }

  func readDisputes(
    of account: UInt32, _ book: borrowing Book, _ day: Day, _ steps: inout Steps
  ) {
    for standing in book.disputes(of: account, asOf: day) {
      let row = book.knownDispute(standing.dispute)
      _ = (standing.outcome, standing.disputed, row.reason, row.via, row.received.text)
      for part in standing.parts { _ = book.items[part.item].number }
      _ = book.contact(ofDispute: standing.dispute).map { book.contacts[$0].role }
      _ = try? book.decideResolve(
        dispute: row.entry, .credit, amount: nil, answer: row.answer, on: day)
      steps.take(Int(standing.dispute))
    }
    _ = try? book.decideDispute(DisputeWish(.other), account: account, on: day)
    for standing in book.promises(of: account, asOf: day) {
      for part in book.items(ofPromise: standing.promise) { _ = book.items[part.item].number }
    }
    for open in book.openItems(of: account, asOf: day) {
      _ = (book.agedDue(of: open.item, on: day).text, book.reage(of: open.item, on: day))
    }
    _ = try? book.decideReage(account: account, due: .last, items: [], on: day)
  }
}
