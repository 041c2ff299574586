@testable import PiperollLedger

/// Disputes, their ends, and what is agreed on of items, in all their layouts.
let sampleDisputes: [Fact] = [
  Fact(
    DisputeMade(
      account: 1, reason: .originalCreditor, via: .web, received: .last, contact: .max,
      items: [Application(invoice: 2, amount: .largest)])),
  Fact(DisputeMade(account: .max, reason: .other, received: .first, items: [])),
  Fact(
    DisputeResolved(dispute: .max, outcome: .credit, credited: .largest, answer: .max)),
  Fact(DisputeResolved(dispute: 1, outcome: .duplicate)),
  Fact(
    Reaged(account: 1, due: .last, items: [Application(invoice: 2, amount: .largest)])),
  Fact(
    PromiseMadeForItems(
      plain: {
        var promise = PromiseMade(account: 1, amount: .largest, due: .last)
        promise.items = [Application(invoice: 2, amount: .largest)]
        return promise
      }())),
]
