import Foundation
import Testing

/// A conversation with a server, as a file of the specification holds it.
///
///     # A claim, in a sentence.
///     # user: operator
///     C: PING
///     S: 200 OK
///
/// `Protocol/Transcripts/README.md` says what each kind of line is.
struct Transcript: Sendable {
  enum Act: Equatable, Sendable {
    case send([UInt8])
    case endInput
    case expect(String)
    case stop
    /// The disk, which was full, has room again.
    case room
    /// A day passes.
    case day
    /// An hour passes.
    case hour
  }

  struct Step: Sendable {
    let act: Act
    let connection: Int
    /// The line's number in the file, from 0.
    let line: Int
    var count = 1
  }

  /// `family/claim.txt`
  let path: String
  let lines: [String]
  /// The comment lines `# key: value`.
  private(set) var settings: [String: String] = [:]
  private(set) var steps: [Step] = []
  /// What is wrong with the file itself.
  private(set) var faults: [String] = []

  init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for (number, line) in lines.enumerated() where !line.isEmpty {
      if line.hasPrefix("#") {
        if let match = line.wholeMatch(of: /# ([a-z0-9]+): (.+)/) {
          settings[String(match.1), default: ""] += " \(match.2)"
        }
      } else if let step = Self.step(line, number) {
        steps.append(step)
      } else {
        faults.append("\(path):\(number + 1): not a line of a transcript")
      }
    }
  }

  /// The first line: what the transcript shows.
  var claim: String { String(lines.first?.drop { $0 == "#" || $0 == " " } ?? "") }

  func setting(_ key: String) -> String? {
    settings[key].map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private static func step(_ line: String, _ number: Int) -> Step? {
    guard let match = line.wholeMatch(of: /([CSE!])([0-9]?)(?:\*([0-9]+))?([:>])(?: (.*))?/) else {
      return nil
    }
    let connection = Int(match.2) ?? 1
    let count = match.3.flatMap { Int($0) } ?? 1
    let text = String(match.5 ?? "")
    let act: Act
    switch (match.1, match.4) {
    case ("C", ":"):
      let line = repeated(text) + "\n"
      let lines = count == 1 ? [line] : (1...count).map { line.replacing("{i}", with: "\($0)") }
      act = .send(lines.flatMap { Array($0.utf8) })
    case ("C", ">"):
      guard let bytes = unescaped(repeated(text)) else { return nil }
      act = .send(bytes)
    case ("E", ":"): act = .endInput
    case ("S", ":"): act = .expect(text)
    case ("!", ":") where text == "stop": act = .stop
    case ("!", ":") where text == "room": act = .room
    case ("!", ":") where text == "day": act = .day
    case ("!", ":") where text == "hour": act = .hour
    default: return nil
    }
    return Step(act: act, connection: connection, line: number, count: count)
  }

  /// `{x*8192}` is 8192 times `x`.
  private static func repeated(_ text: String) -> String {
    guard text.contains("{") else { return text }
    return text.replacing(/\{([^{}*]+)\*([0-9]+)\}/) {
      String(repeating: String($0.1), count: Int($0.2) ?? 1)
    }
  }

  /// `\r \n \t \\ \u0000` and `\xNN` for any byte.
  private static func unescaped(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let backslash = rest.firstIndex(of: "\\") {
      bytes += rest[..<backslash].utf8
      rest = rest[backslash...]
      if let match = rest.prefixMatch(of: /\\x([0-9A-F]{2})/), let byte = UInt8(match.1, radix: 16)
      {
        bytes.append(byte)
        rest = rest[match.range.upperBound...]
      } else if let match = rest.prefixMatch(of: /\\u([0-9a-fA-F]{4})/),
        let scalar = UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init)
      {
        bytes += String(scalar).utf8
        rest = rest[match.range.upperBound...]
      } else if let match = rest.prefixMatch(of: /\\([rnt\\])/) {
        bytes += [["r": 13, "n": 10, "t": 9, "\\": 92][match.1]!]
        rest = rest[match.range.upperBound...]
      } else {
        return nil
      }
    }
    return bytes + rest.utf8
  }
}

extension Transcript: CustomTestStringConvertible {
  var testDescription: String { "\(path): \(claim)" }
}

extension Transcript {
  /// All of the specification's, by path.
  static let all: [Transcript] = {
    let folder = ProtocolFolder.url.appending(path: "Transcripts")
    let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return (files ?? []).filter { $0.hasSuffix(".txt") && $0.contains("/") }.sorted().map { path in
      let text = (try? ProtocolFolder.text("Transcripts/\(path)")) ?? ""
      return Transcript(path: path, text: text)
    }
  }()

  /// The requests of the book that it begins with: a file beside the families.
  var prelude: [String] {
    get throws {
      guard let name = setting("include") else { return [] }
      return try ProtocolFolder.text("Transcripts/\(name).txt").split(separator: "\n")
        .filter { $0.hasPrefix("C: ") }.map { String($0.dropFirst(3)) }
    }
  }
}
