import PiperollClient
import PiperollLedger
import TestSupport

@testable import PiperollServer

/// Bytes of a client, as a user or a stranger: every command is bound and decided on a small book.
///
/// Whatever came, the session answers PING or has said goodbye; a refusal leaves the book alone;
/// what was recorded is there after a restart, and its `ref=` is found; the sums tie.
final class SessionTarget: FuzzTarget {
  static let name = "session"
  private static let roles: [Role?] = [.admin, .supervisor, .operator, .viewer, nil]

  private let desk: Desk

  init() throws { desk = try Desk() }

  /// Each conversation, and each line of one by itself.
  func seeds() throws -> [[UInt8]] {
    let conversations = try Seeds.conversations()
    let lines = Set(conversations.joined()).sorted()
    return conversations.map { seed($0.map { $0 + "\n" }.joined()) } + lines.map { seed($0 + "\n") }
  }

  private func seed(_ text: String) -> [UInt8] { [0, 0] + Array(text.utf8) }

  /// The first byte says who talks, the second where the bytes are cut in two.
  func run(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 2, Self.mayLogIn(bytes) else { return false }
    let input = bytes.dropFirst(2)
    let cut = input.startIndex + (Int(bytes[1]) * input.count) / 256
    do {
      let disk = desk.disk.fork(seed: 1)
      let server = try Desk.start(disk)
      let client = Client(server, as: Self.roles[Int(bytes[0]) % Self.roles.count])
      client.send(input[..<cut])
      client.send(input[cut...])
      check(server, client, input)
      if !client.session.isDone { checkLife(of: client) }
      let state = server.engine.book.stateHash()
      let hasWritten = server.engine.book.sequence != desk.sequence
      client.end()
      server.end()
      if hasWritten {
        let next = try Desk.start(disk.kill())
        if next.engine.book.stateHash() != state { fail("another book after a restart") }
        next.end()
      }
    } catch {
      fail("a server did not start: \(error)")
    }
    return true
  }

  /// The check of a name that is no user's takes half a second and 128 MiB, by design.
  private static func mayLogIn(_ bytes: [UInt8]) -> Bool {
    let words = String(decoding: bytes, as: UTF8.self).lowercased()
    var rest = words[...]
    while let place = rest.firstRange(of: "auth") {
      rest = rest[place.upperBound...]
      guard roles.contains(where: { $0.map { rest.hasPrefix(" \($0.word) ") } ?? false }) else {
        return false
      }
    }
    return true
  }

  private func check(_ server: Incarnation, _ client: Client, _ input: ArraySlice<UInt8>) {
    if server.isDead { fail("the server ended itself: \(server.cause)") }
    let replies = Replies(client.received)
    let book = server.engine.book.view()
    if book.sequence == desk.sequence {
      if book.stateHash() != desk.state { fail("the book changed without an entry") }
    } else {
      if !replies.codes.contains(where: { (200..<300).contains($0) }) {
        fail("written and refused: \(replies.text)")
      }
      if let violation = book.violations().first { fail("\(violation)") }
    }
    if replies.codes.contains(590) { fail("a fault of the server: \(replies.text)") }
    checkReference(server, replies, input)
  }

  /// A single line that was recorded with a reference is found by it.
  private func checkReference(
    _ server: Incarnation, _ replies: Replies, _ input: ArraySlice<UInt8>
  ) {
    let line = String(decoding: input, as: UTF8.self)
    guard line.hasSuffix("\n"), !line.dropLast().utf8.contains(0x0A), replies.codes == [201],
      let reference = line.firstMatch(of: /(?i: ref)=([A-Za-z0-9._:\-]+)[ \r\n]/)
    else { return }
    let text = line.firstRange(of: "--")?.lowerBound ?? line.endIndex
    guard reference.range.lowerBound < text, !line.contains("\"") else { return }
    let entry = StatusLine(replies.text)?["entry"]
    let other = Client(server, as: .admin)
    let found = other.ask("LOOKUP REF \(reference.1)")
    other.end()
    if StatusLine(found)?["entry"] != entry { fail("\(replies.text)LOOKUP REF: \(found)") }
  }

  private func checkLife(of client: Client) {
    let before = client.received.count
    client.send("\n.\n@zz9 PING\n")
    let text = Replies(Array(client.received[before...])).text
    // The line that it ends may be QUIT.
    let isGone =
      client.session.isDone && (text.contains("421 CLOSING") || text.contains("205 BYE"))
    let isAnswered = text.contains(
      client.session.user == nil ? "@zz9 530 AUTH" : "@zz9 200 OK\r\n")
    if !isAnswered, !isGone { fail("PING: \(text)") }
  }
}

/// What a session sent: text for a terminal, in lines that end with CR LF.
struct Replies {
  let text: String
  /// The codes of the status lines.
  let codes: [Int]

  init(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { fail("it is not text") }
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      let isOfLine =
        switch scalar.value {
        case 0x09: true
        case 0x0A: last == "\r"
        case 0x0D: last != "\r"
        case ..<0x20, 0x7F...0x9F, 0xFEFF: false
        default: last != "\r"
        }
      if !isOfLine { fail("U+\(String(scalar.value, radix: 16)) in \(text)") }
      last = scalar
    }
    self.text = text
    var reader = ReplyReader()
    var events: [ReplyEvent] = []
    do { try reader.receive(bytes, into: &events) } catch { fail("\(error): \(text)") }
    codes = events.compactMap { event -> Int? in
      switch event {
      case .status(let status), .blockEnd(let status): status.code
      case .line, .push: nil
      }
    }
  }
}
