import Foundation
import PiperollLedger
import TestSupport
import Testing

/// The order of recording: the same lines of the same dates come to the same book. `BOOKS` chooses
/// how many random books are recorded.
@Suite struct RecordingOrderTests {
  private static let books =
    ProcessInfo.processInfo.environment["BOOKS"].flatMap { UInt64($0) } ?? 100

  /// Kinds of which no line is recorded in two orders, and why.
  private static let orderly: [EntryKind: String] = [
    .user: "users are no part of the desk's book",
    .reject: "it leaves everything as it was",
    .call: "it is a note with a telephone number",
    .close: "what is closed decides what waits",
    .amend: "it moves no money, and of two of one day the one recorded last holds",
    .promise: "how much may be promised is asked of the book as it stands",
    .plan: "it is about what is owed when it is recorded",
    .dispute: "how much may be disputed is asked of the book as it stands",
    .resolve: "what it credits is asked of the book as it stands",
    .reage: "it always waits for an approval",
    .identify: "it moves no money, and is of the present call",
    .notice: "what is due is asked of the book as it stands",
    .template: "it moves no money, and of two of one day the one recorded last holds",
    .task: "it moves no money, and is due when it was said to be",
    .end: "it moves no money, and ends what was promised before",
    .link: "it moves no money, and of two of one day the one recorded last holds",
    .prefer: "it moves no money, and of two of one day the one recorded last holds",
    .assign: "it moves no money, and of two of one day the one recorded last holds",
  ]

  @Test func `the same lines come to the same book in any order of recording`() {
    var kinds: Set<EntryKind> = []
    var (taken, written) = (0, 0)
    for seed in 0..<Self.books {
      let bears = seed % 2 == 1
      var lines = DatedLines(seed: seed, bears: bears)
      let (first, second) = recorded(&lines)
      (taken, written) = (taken + first.taken.count, written + lines.lines.count)
      compare(first, second, seed: seed, bears: bears)
      for number in 0..<first.desk.book.entries.count {
        kinds.insert(first.desk.book.entries[number].kind)
      }
    }
    // If most lines were refused, the test would say little.
    #expect(taken * 2 > written, "\(taken) of \(written) lines")
    let missing = Set(EntryKind.allCases).subtracting(kinds).subtracting(Self.orderly.keys)
    #expect(missing.isEmpty, "not recorded")
    #expect(kinds.isDisjoint(with: Self.orderly.keys))
  }

  /// Two books of the lines that are taken in both orders: as they were written, and by chance.
  private func recorded(_ lines: inout DatedLines) -> (RecordedBook, RecordedBook) {
    var chosen = Array(lines.lines.indices)
    while true {
      let order = lines.shuffled(chosen)
      let first = RecordedBook(lines.lines, in: chosen)
      let second = RecordedBook(lines.lines, in: order)
      let both = chosen.filter { first.taken.contains($0) && second.taken.contains($0) }
      if both.count == first.taken.count, both.count == second.taken.count {
        return (first, second)
      }
      chosen = both
    }
  }

  private func compare(
    _ first: RecordedBook, _ second: RecordedBook, seed: UInt64, bears: Bool
  ) {
    let settled = zip(first.lastUndoings(), second.lastUndoings()).map { max($0, $1) }
    for number in -1...DatedLines.days {
      let day = DatedLines.firstDay.advanced(days: number)
      for book in [first, second] {
        let found = book.desk.impossibilities(on: day)
        #expect(found.isEmpty, "seed \(seed) on \(day.text)")
      }
      let said = (
        first.says(on: day, settled: settled, bears: bears),
        second.says(on: day, settled: settled, bears: bears)
      )
      if said.0 == said.1 { continue }
      let keys = Set(said.0.keys).union(said.1.keys).sorted()
      let differences = keys.filter { said.0[$0] != said.1[$0] }.map {
        "\($0): \(said.0[$0] ?? "nothing"), \(said.1[$0] ?? "nothing")"
      }
      Issue.record("seed \(seed) on \(day.text): \(differences)")
      return
    }
    #expect(first.desk.book.violations().isEmpty && second.desk.book.violations().isEmpty)
  }
}
