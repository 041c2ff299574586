import Testing

@testable import PiperollLedger

// Plans of the book that is forged, and how its rows are read.

extension ForgedBookTests {
  /// Makes plans of an account that owes something: one for an item that an offer replaces, which
  /// is accepted and settled, and one that is ended.
  static func plan(on play: Play) {
    let item = (0..<UInt32(play.book.items.count)).first { play.book.itemRemaining[$0] > .zero }!
    let account = play.book.accounts[play.book.itemAccount[item]].opened
    let parts = [Application(invoice: play.book.items[item].entry, amount: Money(minor: 1))]
    let terms = PlanTerms(
      total: Money(minor: 30), down: PlanTerms.Part(amount: Money(minor: 10), due: Play.day(300)),
      instalments: 2, each: Money(minor: 10), first: Play.day(310))
    let plan = play.record(
      Fact(
        PlanMade(
          account: account, terms: terms, open: Money(minor: 30), stopsInterest: true,
          namesItems: true, authorization: "ach-7", items: parts)), on: 300)
    let offer = play.record(
      Fact(
        PlanMade(
          account: account, terms: terms, open: Money(minor: 50), isSettlement: true,
          acceptBy: Play.day(301), replaces: plan, items: parts)), on: 300)
    play.record(Fact(OfferAccepted(offer: offer)), on: 301)
    play.record(
      Fact(
        Settled(
          plan: offer,
          credit: CreditTaken(
            account: account, kind: .adjustment, amount: Money(minor: 1), reason: .settlement,
            applications: parts))), on: 302)
    let last = play.record(
      Fact(PlanMade(account: account, terms: terms, open: Money(minor: 30))), on: 300)
    play.record(Fact(Ended(entry: last)), on: 303)
  }

  func readPlans(of account: UInt32, _ book: borrowing Book, _ day: Day, _ steps: inout Steps) {
    for standing in book.plans(of: account, asOf: day) {
      _ = (standing.state, standing.rest, standing.due, standing.behind, standing.nextDue?.text)
      _ = try? book.decideEnd(of: book.plans[standing.plan].entry, on: day)
      _ = book.text(book.plans[standing.plan].authorization)
      for part in book.items(ofPlan: standing.plan) { _ = book.items[part.item].number }
      steps.take(Int(standing.plan))
    }
    let wish = PlanWish(total: nil, size: .count(2), first: day)
    _ = try? book.decidePlan(wish, account: account, on: day)
    readDisputes(of: account, book, day, &steps)
  }
}
