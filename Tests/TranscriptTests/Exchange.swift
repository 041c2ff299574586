import PiperollCommands
import PiperollWire

/// A request of a transcript and the reply to it, cut as the protocol says.
struct Exchange: Sendable {
  struct Section: Equatable, Sendable {
    let name: String
    var lines: [String] = []
  }

  let transcript: String
  /// Empty for a reply that nobody asked for.
  let request: String
  /// How its block is written, by `HELLO fmt=` and `fmt=`.
  let format: String
  let status: String
  /// The block's last line without its `. `; the status itself where there is no block.
  var end: String
  var sections: [Section] = []

  /// The command, of a registry's, that its words name.
  func command(in registry: Registry) -> CommandSpec? {
    let words = request.split(separator: " ").filter { !$0.hasPrefix("@") }.prefix(2)
      .map { $0.uppercased() }
    guard let verb = words.first else { return nil }
    let pair = words.joined(separator: " ")
    return registry.commands.first { $0.words == pair || $0.alias == pair }
      ?? registry.commands.first { $0.kind.isEmpty && ($0.verb == verb || $0.alias == verb) }
  }

  var code: Int { Self.code(status) }
  var codes: [Int] { [Self.code(status), Self.code(end)] }

  /// The keys of the status line and of the block's last line.
  var keys: Set<String> { Set([status, end].flatMap(Self.keys)) }

  private static func code(_ status: String) -> Int {
    let words = status.split(separator: " ").drop { $0.hasPrefix("@") }
    return Int(words.first?.prefix(3) ?? "") ?? 0
  }

  /// `NNN NAME key=value... ; human text`
  private static func keys(_ status: String) -> [String] {
    let fields = status.split(separator: " ; ", maxSplits: 1).first ?? ""
    let bare = fields.replacing(/"(?:[^"\\]|\\.)*"/, with: "\"\"")
    return bare.split(separator: " ").compactMap { word in
      word.firstIndex(of: "=").map { String(word[..<$0]) }
    }
  }
}

extension Transcript {
  /// Of many requests that differ in a number alone, and of their replies, so many tell all.
  private static var alikeMax: Int { 3 }

  /// The exchanges of all its connections.
  var exchanges: [Exchange] {
    Set(steps.map(\.connection)).sorted().flatMap { exchanges(of: $0) }
  }

  private func exchanges(of connection: Int) -> [Exchange] {
    var requests = requests(of: connection)[...]
    var format = "tsv"
    var exchanges: [Exchange] = []
    var isInBlock = false
    for line in replies(of: connection) where line != "{closed}" {
      if !isInBlock {
        // What WATCH has asked for answers no request.
        if line.hasPrefix("* ") { continue }
        let request = requests.popFirst() ?? ""
        let chosen =
          request.contains("fmt=")
          ? request.firstMatch(of: /\bfmt=(\w+)/).map { String($0.1) } : nil
        if let chosen, request.uppercased().hasPrefix("HELLO") { format = chosen }
        exchanges.append(
          Exchange(
            transcript: path, request: request, format: chosen ?? format, status: line, end: line))
        isInBlock = line.split(separator: " ").first { !$0.hasPrefix("@") }?.last == "+"
      } else if line.hasPrefix(". ") {
        exchanges[exchanges.count - 1].end = String(line.dropFirst(2))
        isInBlock = false
      } else {
        exchanges[exchanges.count - 1].add(line)
      }
    }
    return exchanges
  }

  private func replies(of connection: Int) -> [String] {
    steps.filter { $0.connection == connection }.flatMap { step -> [String] in
      guard case .expect(let text) = step.act else { return [] }
      return Array(repeating: text, count: min(step.count, Self.alikeMax))
    }
  }

  /// The lines that have an answer: empty ones have none, the lines of a block one in all.
  private func requests(of connection: Int) -> [String] {
    var bytes: [UInt8] = []
    for step in steps where step.connection == connection {
      guard case .send(let sent) = step.act else { continue }
      if step.count <= Self.alikeMax {
        bytes += sent
      } else {
        let lines = sent.split(separator: 10, maxSplits: Self.alikeMax)
        bytes += lines.prefix(Self.alikeMax).joined(separator: [10]) + [10]
      }
    }
    var requests: [String] = []
    var isInBlock = false
    let lines = bytes.split(separator: 10, omittingEmptySubsequences: false).dropLast()
    for line in lines.map(Self.shortened) {
      // "\r" is a Character of its own here, as its LF is gone.
      let words = line.split(whereSeparator: \.isWhitespace)
      if isInBlock {
        isInBlock = line != "." && line != ".\r"
      } else if !words.isEmpty {
        requests.append(line)
        isInBlock = words.last == "<<"
      }
    }
    return requests
  }

  /// Of a line beyond all limits only its first and last words tell anything.
  private static func shortened(_ line: ArraySlice<UInt8>) -> String {
    let isLong = line.count > Limits.lineBytes
    return String(decoding: isLong ? line.prefix(64) + line.suffix(8) : line, as: UTF8.self)
  }
}

extension Exchange {
  fileprivate mutating func add(_ line: String) {
    if line.hasPrefix("# ") {
      sections.append(Section(name: String(line.dropFirst(2))))
    } else if !sections.isEmpty, !line.hasPrefix("{\"section\"") {
      sections[sections.count - 1].lines.append(line)
    } else if let name = line.firstMatch(of: /^\{"section":"([^"]+)"/).map({ String($0.1) }) {
      if sections.last?.name != name { sections.append(Section(name: name)) }
      sections[sections.count - 1].lines.append(line)
    }
  }
}
