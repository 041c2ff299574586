import Foundation
import Testing

/// What a collector did by the transcript of a day, and what its reports say of it.
@Suite struct DayTests {
  private let lines: [Substring]
  /// What the collector typed, in small letters, of what was recorded.
  private let typed: [String]

  init() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
      .appending(path: "Protocol/Transcripts/next/a-day-at-the-desk.txt")
    let all = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
    lines = all
    typed = zip(all, all.dropFirst()).compactMap { line, reply in
      line.hasPrefix("C2: ") && reply.hasPrefix("S2: 201 ") ? line.dropFirst(4).lowercased() : nil
    }
  }

  private func count(_ words: String...) -> Int {
    typed.count { line in words.allSatisfy { " \(line) ".contains(" \($0) ") } }
  }

  /// The row of a report's section that has a word in one of its cells, by the columns' names.
  private func row(_ report: String, _ section: String, _ word: String) throws -> [String: String] {
    let start = try #require(lines.firstIndex { $0.hasPrefix("C: REPORT \(report)") })
    let head = try #require(lines[start...].firstIndex(of: "S: # \(section)"))
    func cells(_ line: Substring) -> [String] {
      line.dropFirst(3).split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
    let names = cells(lines[head + 1])
    let rows = lines[(head + 2)...].prefix { !$0.hasPrefix("S: #") && !$0.hasPrefix("S: . ") }
    let found = try #require(rows.first { cells($0).contains(word) }, "\(report) \(section)")
    return Dictionary(uniqueKeysWithValues: zip(names, cells(found)))
  }

  @Test func `the day's activity is what was typed`() throws {
    let own = try row("ACTIVITY", "activity", "operator")
    #expect(own["calls"] == "\(count("note call"))" && count("note call") == 2)
    #expect(own["rp"] == "\(count("note call", "rp") + count("note call", "ptp"))")
    #expect(own["promises"] == "\(count("note call", "ptp"))" && own["amount"] == "250.00")
    #expect(own["letters"] == "\(count("note letter", "direction=out"))")
    // 250.00 came back, and 561.00 count for what the supervisor approved.
    #expect(own["kept"] == "0" && own["collected"] == "250.00")
    let proof = try row("ACTIVITY", "proof", "0")
    #expect(proof["shown"] == proof["control"] && proof["difference"] == "0")
  }

  @Test func `the day's promise and its contacts are what was typed`() throws {
    let promise = try row("PROMISES", "promises", "C-20417")
    #expect(promise["amount"] == "250.00" && promise["due"] == "2026-11-27")
    #expect(promise["state"] == "broken" && promise["by"] == "operator")
    let proof = try row("COMPLIANCE", "proof", "0")
    #expect(
      proof["outbound"] == "\(count("note call") + count("note letter", "direction=out"))")
    #expect(proof["warned"] == "1" && proof["flagged"] == "0")
  }
}
