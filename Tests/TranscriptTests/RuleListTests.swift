import Foundation
import PiperollCommands
import PiperollLedger
import PiperollWire
import Testing

/// The list of rules is whole, and says what the server does.
@Suite struct RuleListTests {
  private static let names = Rule.all.map(\.name)
  /// The status lines and last lines of the transcripts that name a rule.
  private static let shown: [(rule: String, code: Int, line: String)] =
    Transcript.all.flatMap(\.exchanges).flatMap { exchange in
      zip([exchange.status, exchange.end], exchange.codes).compactMap { line, code in
        line.firstMatch(of: /\brule=(\w+)/).map { (String($0.1), code, line) }
      }
    }

  @Test func `each rule has a name of its own and a line of help`() {
    #expect(Set(Self.names).count == Self.names.count)
    for rule in Rule.all {
      #expect(rule.name.allSatisfy { $0.isLowercase || $0 == "_" }, "\(rule.name)")
      #expect(!rule.help.isEmpty && rule.help.allSatisfy { $0.isASCII && $0 != "|" })
    }
  }

  /// A rule is a value, so the compiler does not miss one that is made and not listed.
  @Test func `every rule that the sources make is on the list`() throws {
    let sources = ProtocolFolder.url.deletingLastPathComponent().appending(path: "Sources")
    let walk = try #require(
      FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var made: [String] = []
    while let file = walk.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /\bRule\(\s*(?:"(\w+)")?/) {
        let name = try #require(match.1, "\(file.lastPathComponent): its name is written out")
        made.append(String(name))
      }
    }
    #expect(made.sorted() == Self.names.sorted())
  }

  @Test func `every rule refuses something, with its code and a sentence`() {
    for rule in Rule.all {
      let lines = Self.shown.filter { $0.rule == rule.name }
      #expect(!lines.isEmpty, "no transcript shows \(rule.name)")
      for (_, code, line) in lines {
        // Of a list it is the line at fault, and `code=` is its own.
        let isOfList = line.contains("code=\(rule.code.rawValue)")
        #expect(isOfList || code == Int(rule.code.rawValue), "\(line)")
        let sentence = line.split(separator: " ; ", maxSplits: 1).last ?? ""
        #expect(!sentence.contains("rule=") && sentence.allSatisfy { $0.isASCII }, "\(line)")
      }
    }
  }

  @Test func `every rule that is shown is on the list`() {
    // What is no refusal names a rule of contact (LOOKUP MAYCALL).
    let ofContact = ContactRule.allCases.map { "\($0)".uppercased() }
    for (rule, code, line) in Self.shown {
      #expect((code < 400 ? ofContact : Self.names).contains(rule), "\(line)")
    }
  }
}
