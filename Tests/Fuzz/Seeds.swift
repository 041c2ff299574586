import Foundation
import PiperollCommands

/// What the specification says of requests, to begin with.
enum Seeds {
  /// The project's directory: FUZZ_ROOT, or where this file was when it was built.
  private static let root =
    ProcessInfo.processInfo.environment["FUZZ_ROOT"].map { URL(fileURLWithPath: $0) }
    ?? URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static let transcripts = root.appending(path: "Protocol/Transcripts")

  /// The request lines of a transcript, or of the desk that many of them begin with.
  private static func lines(of path: String) throws -> [String] {
    try String(contentsOf: transcripts.appending(path: path), encoding: .utf8)
      .split(separator: "\n").filter { $0.hasPrefix("C: ") }.map { String($0.dropFirst(3)) }
  }

  /// The requests that make a small desk.
  static func desk() throws -> [String] { try lines(of: "desk.txt") }

  /// The request lines of each transcript of the specification.
  static func conversations() throws -> [[String]] {
    let files = FileManager.default.enumerator(atPath: transcripts.path)?
      .compactMap { $0 as? String }
    return try (files ?? []).filter { $0.hasSuffix(".txt") }.sorted().map { try lines(of: $0) }
  }

  /// The words of the registry, as a dictionary of libFuzzer's.
  static func dictionary() -> String {
    var words: Set<String> = ["<<", ".\n", "-- ", "@t ", "\"", "\\u0041", "\r\n", "\u{FEFF}"]
    for command in Registry.standard.commands {
      words.formUnion([command.verb, command.kind, command.words])
      for parameter in command.parameters {
        words.insert("\(parameter.name)=")
        if case .choice(let choices) = parameter.type { words.formUnion(choices) }
      }
      words.formUnion(command.example.split(separator: " ").map(String.init))
    }
    words.formUnion(FilterTarget.words)
    words.formUnion([
      "T-1042", "C-20417", "INV-1", "H-77", "today", "eom", "+1d", "-1m", "*", "and",
    ])
    return words.filter { !$0.isEmpty }.sorted().map { "\(quoted($0))\n" }.joined()
  }

  private static func quoted(_ word: String) -> String {
    let bytes = word.utf8.map { byte in
      (0x20..<0x7F).contains(byte) && byte != 0x22 && byte != 0x5C
        ? String(UnicodeScalar(byte)) : String(format: "\\x%02X", byte)
    }
    return "\"\(bytes.joined())\""
  }
}
