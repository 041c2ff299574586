import Testing

@testable import PiperollLedger

// Promises of the book that is forged, and how its rows are read.

extension ForgedBookTests {
  /// Counts the steps of a walk, so that a walk in a circle stops the test instead of never ending.
  struct Steps {
    let max: Int
    private(set) var taken = 0

    init(max: Int) { self.max = max }

    mutating func take(_: Int) {
      taken += 1
      precondition(taken < max * 100, "a walk that does not end")
    }
  }

  /// Makes promises of account 0: one is replaced, the one in its place is ended, one stays.
  static func promise(on play: Play) {
    func promise(_ cents: Int64, replaces: EntryNumber? = nil) -> EntryNumber {
      play.record(
        Fact(
          PromiseMade(
            account: play.book.accounts[0].opened, amount: Money(minor: cents), due: Play.day(20),
            replaces: replaces)), on: 10)
    }
    let second = promise(70, replaces: promise(50))
    play.record(Fact(Ended(entry: second)), on: 12)
    _ = promise(90)
  }

  func readPromises(
    of account: UInt32, _ book: borrowing Book, _ day: Day, _ steps: inout Steps
  ) {
    for standing in book.promises(of: account, asOf: day) {
      _ = (standing.state, standing.counted, standing.late, standing.until.text)
      _ = book.lastDayOfGrace(ofPromise: standing.promise)
      _ = try? book.decideEnd(of: book.promises[standing.promise].entry, on: day)
      steps.take(Int(standing.promise))
    }
    _ = try? book.decidePromises(
      [(Money(minor: 5), day)], account: account, on: day, replaces: nil)
  }
}
