import Foundation
import Testing

@testable import PiperollCommands
@testable import PiperollLedger

/// Nobody lowers what is owed, takes money out or lends more than their limits of a day without a
/// second person, whatever they try.
@Suite struct LimitedUserTests {
  /// How many sequences: `SEQUENCES=10000 swift test --filter LimitedUserTests` for a long run.
  private static let count =
    ProcessInfo.processInfo.environment["SEQUENCES"].flatMap { UInt64($0) } ?? 100

  @Test func `no sequence of commands gives away more than the limits of a day`() {
    var losses: [String: Double] = [:]
    for seed in 0..<Self.count {
      var user = LimitedUser(seed: seed)
      for _ in 0..<40 {
        user.act()
        guard user.isWithinLimits else {
          let lines = user.lines.joined(separator: "\n")
          Issue.record("seed \(seed): \(user.dayLimits)\n\(lines)")
          return
        }
      }
      losses.merge(user.losses, uniquingKeysWith: +)
    }
    for command in ["WRITEOFF", "CREDIT", "ADJUST", "REFUND", "REVERSE", "LIMIT", "LOAN", "RATE"] {
      #expect(losses[command, default: 0] > 0, "\(command) gave nothing away")
    }
  }

  /// What is counted in the first place from facts as they are decided, and later from the rows.
  @Test func `a restart counts the day as the server that was stopped did`() throws {
    for seed in UInt64(0)..<6 {
      var user = LimitedUser(seed: seed)
      for _ in 0..<40 { user.act() }
      let today = user.desk.today
      for concession in Concession.allCases {
        func given(in book: borrowing Book) -> Money {
          book.givenToday(by: "olga", concession, in: .usd, on: today)
        }
        let replayed = user.desk.book.trial()
        #expect(given(in: replayed) == given(in: user.desk.book))
        #expect(given(in: replayed).minor <= Int64(user.dayLimits[concession]!))
      }
    }
  }
}
