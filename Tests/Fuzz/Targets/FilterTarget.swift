import PiperollLedger

@testable import PiperollCommands
@testable import PiperollServer

/// The condition of `where=`: there is one reply to it, and nothing is written.
final class FilterTarget: FuzzTarget {
  static let name = "filter"
  static let words =
    FilterField.words + ["not ", " and ", " or ", " in (", "~", "!=", "<="]

  private let server: Incarnation
  private let client: Client
  private let sequence: EntryNumber

  init() throws {
    let desk = try Desk()
    sequence = desk.sequence
    server = try desk.start()
    client = Client(server, as: .viewer)
  }

  func seeds() throws -> [[UInt8]] {
    let conditions = try Seeds.conversations().joined().compactMap { line in
      line.firstMatch(of: /where="((?:[^"\\]|\\.)*)"/).map { Array($0.1.utf8) }
    }
    return Set(conditions).map { [0x41] + $0 }
  }

  /// The first byte says which report asks.
  func run(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first, !bytes.contains(0x0A) else { return false }
    let report = ["REPORT AGING", "REPORT CREDIT", "REPORT DELINQUENCY"][Int(first) % 3]
    var condition: [UInt8] = []
    for byte in bytes.dropFirst() {
      if byte == 0x22 || byte == 0x5C { condition.append(0x5C) }
      condition.append(byte)
    }
    client.forget()
    client.send(Array("@f \(report) where=\"".utf8) + condition + Array("\"\n".utf8))
    let replies = Replies(client.received)
    if !replies.text.hasPrefix("@f "), !replies.text.hasPrefix("513") { fail(replies.text) }
    if ![1, 2].contains(replies.codes.count) { fail("replies: \(replies.text)") }
    if server.engine.book.sequence != sequence { fail("a report has written") }
    return true
  }
}
