import Foundation
import Testing

/// How much a collector types, by the transcript of a day.
@Suite struct KeysTests {
  /// From one account to the next, with the keys that end the lines.
  private static let keysMax = 100

  @Test func `a call with its promise takes at most a hundred keys`() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
      .appending(path: "Protocol/Transcripts/next/a-day-at-the-desk.txt")
    let typed = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("C2: ") }.map { $0.dropFirst(4) }
    let next = try #require(typed.firstIndex(of: "lookup next"))
    let call = try #require(typed[next...].firstIndex { $0.hasPrefix("note call") })
    #expect(typed[next...call].contains { $0.hasPrefix("note identified . zip=") })
    #expect(typed[call].contains("ptp"), "it has a result and a promise")
    let keys = typed[next...call].reduce(0) { $0 + $1.count + 1 }
    #expect(keys <= Self.keysMax)
  }
}
