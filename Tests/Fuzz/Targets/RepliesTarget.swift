@testable import PiperollClient

/// What a server sends to the client: it is cut the same however it arrives, and nothing of it
/// moves a terminal's cursor.
final class RepliesTarget: FuzzTarget {
  static let name = "replies"

  init() {}

  func seeds() throws -> [[UInt8]] {
    [
      "A200 OK entry=1 name=\"a\\u0041\\n\" ; text\r\n",
      "A@t 210+ DATA section=x\r\n# x\r\na\tb\r\n..dot\t\\N\r\n. 200 OK rows=1\r\n* push\r\n",
      "A504 BADVALUE key=where col=21 ; balance?\n421 CLOSING\n",
    ].map { Array($0.utf8) }
  }

  /// The first byte says into which pieces the others are cut.
  func run(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes.first else { return false }
    let rest = Array(bytes.dropFirst())
    let whole = events(in: rest, piece: max(1, rest.count))
    if whole != events(in: rest, piece: max(1, Int(first))) { fail("it is cut differently") }
    for event in whole {
      switch event {
      case .status(let status), .blockEnd(let status):
        for key in ["entry", "name", "after", "rows", "col"] { look(at: status[key] ?? "") }
        look(at: status.text)
      case .line(let text), .push(let text): look(at: text)
      }
    }
    return true
  }

  private func look(at text: String) {
    if SafeText.visible(text).unicodeScalars.contains(where: SafeText.isUnsafe) { fail(text) }
  }

  private func events(in bytes: [UInt8], piece: Int) -> [ReplyEvent] {
    var reader = ReplyReader()
    var events: [ReplyEvent] = []
    for start in stride(from: 0, to: bytes.count, by: piece) {
      let part = Array(bytes[start..<min(bytes.count, start + piece)])
      guard (try? reader.receive(part, into: &events)) != nil else { return events }
    }
    return events
  }
}
