/// What the server says, piece by piece.
public enum ReplyEvent: Equatable, Sendable {
  /// A whole reply, or, when `hasBlock`, its beginning.
  case status(StatusLine)
  /// One line of the block, with a doubled leading dot undone.
  case line(String)
  /// The final status of a block: the end of the reply.
  case blockEnd(StatusLine)
  /// An unsolicited line, with its `* `.
  case push(String)

  /// Whether it belongs to no reply.
  var isPush: Bool { if case .push = self { true } else { false } }

  /// The status that ends a reply; nil for everything before it and for pushes.
  public var final: StatusLine? {
    switch self {
    case .status(let status): status.hasBlock ? nil : status
    case .blockEnd(let status): status
    case .line, .push: nil
    }
  }
}

/// Cuts a byte stream into replies. It depends on neither the verb nor the code of a reply: `+`
/// opens a block, a line with a single leading dot closes it.
public struct ReplyReader: Sendable {
  /// A longer line is no reply of ours: far above the widest report row, far below harm.
  public static let lineBytesMax = 1 << 20

  private var partial: [UInt8] = []
  private var inBlock = false

  public init() {}

  /// True between replies: nothing half-read is held.
  public var isIdle: Bool { partial.isEmpty && !inBlock }

  /// Takes bytes as they come and appends the events that they complete.
  /// Throws a `ClientError` when the bytes are not the protocol; the connection is then useless.
  public mutating func receive(_ bytes: [UInt8], into events: inout [ReplyEvent]) throws {
    var start = 0
    while let end = bytes.lineEnd(from: start) {
      let piece = bytes[start..<end]
      start = end + 1
      try checkLength(adding: piece.count)
      if partial.isEmpty {
        events.append(try event(piece))
      } else {
        let line = partial + piece
        partial.removeAll(keepingCapacity: true)
        events.append(try event(line[...]))
      }
    }
    try checkLength(adding: bytes.count - start)
    partial += bytes[start...]
  }

  private func checkLength(adding count: Int) throws {
    guard partial.count + count <= Self.lineBytesMax else {
      throw ClientError(.unreachable, "the server sent a line of more than 1 MiB")
    }
  }

  /// Framing looks at bytes, never at characters: a dot with a combining mark behind it is one
  /// character that is no dot.
  private mutating func event(_ ended: ArraySlice<UInt8>) throws -> ReplyEvent {
    let line = ended.last == UInt8(ascii: "\r") ? ended.dropLast() : ended
    if inBlock { return try blockEvent(line) }
    if line.starts(with: "* ".utf8) { return .push(Self.text(line)) }
    let status = try Self.status(line)
    inBlock = status.hasBlock
    return .status(status)
  }

  private mutating func blockEvent(_ line: ArraySlice<UInt8>) throws -> ReplyEvent {
    guard line.first == UInt8(ascii: ".") else { return .line(Self.text(line)) }
    let undotted = line.dropFirst()
    if undotted.first == UInt8(ascii: ".") { return .line(Self.text(undotted)) }
    let status = try Self.status(undotted)
    inBlock = false
    return .blockEnd(status)
  }

  private static func text(_ line: ArraySlice<UInt8>) -> String {
    String(decoding: line, as: UTF8.self)
  }

  private static func status(_ line: ArraySlice<UInt8>) throws -> StatusLine {
    guard let status = StatusLine(text(line.drop { $0 == UInt8(ascii: " ") })) else {
      let shown = SafeText.visible(text(line.prefix(80)))
      throw ClientError(.unreachable, "the server does not speak PRP/1: \(shown)")
    }
    return status
  }
}
