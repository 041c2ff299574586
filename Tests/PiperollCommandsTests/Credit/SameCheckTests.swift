import PiperollLedger
import Testing

@testable import PiperollCommands

/// A check that an account has given before.
@Suite struct SameCheckTests {
  private let desk = Desk()

  init() { desk.run("POST ACCOUNT C-1 kind=consumer name=Ann date=2026-01-01") }

  /// The payment that is told to have the same check's number.
  private func told(_ check: String) -> String? {
    let reply = desk.run("POST PAYMENT C-1 1.00 check=\(check)")[0]
    return reply.split(separator: " ").first { $0.hasPrefix("same-check=") }.map(String.init)
  }

  @Test func `it is told for 184 days from its recording on`() {
    #expect(told("8812") == nil)
    let first = desk.book.sequence
    desk.today = desk.today.advanced(days: 183)
    #expect(told("8812") == "same-check=\(first)")
    desk.today = desk.today.advanced(days: 183)
    #expect(told("8812") == "same-check=\(first + 1)")
    desk.today = desk.today.advanced(days: 185)
    #expect(told("8812") == nil)
  }

  @Test func `it is found among a thousand credits, whether they have details or not`() {
    #expect(told("8811") == nil && told("8812") == nil)
    let first = desk.book.sequence
    for number in 1..<1_000 {
      desk.run("POST PAYMENT C-1 1.00 \(number % 10 > 0 ? "method=cash" : "check=\(number)")")
    }
    #expect(told("8812") == "same-check=\(first)")
    #expect(told("8811") == nil, "it is further back")
    #expect(told("90") == "same-check=\(first + 90)", "and no part of another number")
  }
}
