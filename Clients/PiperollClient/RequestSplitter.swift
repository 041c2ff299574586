/// One request as it travels: a line, or a line and its block.
struct Request {
  /// A longer line would bury the message that names it.
  private static let shownBytesMax = 200

  let bytes: [UInt8]
  let head: RequestLine
  /// The line of the input at which it begins, from 1.
  var line = 1

  /// Whether it can be sent once more, when nobody knows whether it was carried out: it reads, or
  /// each write in it has a reference.
  var isRepeatable: Bool {
    if !head.writes { return true }
    let lines = bytes.split(separator: 0x0A).map {
      String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self)
    }
    guard head.opensBlock else { return OwnReference.find(in: lines[0])?.isEmpty == false }
    guard lines.count > 2 else { return false }
    let rows = lines[1..<(lines.count - 1)].map {
      $0.split(separator: "\t", omittingEmptySubsequences: false)
    }
    guard let column = rows.first?.firstIndex(of: "ref") else { return false }
    return rows.dropFirst().allSatisfy { column < $0.count && !$0[column].isEmpty }
  }

  /// The line for diagnostics, without what is secret.
  var shown: String {
    Self.shown(String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self))
  }

  /// A line for diagnostics.
  static func shown(_ line: String) -> String {
    if RequestLine.isSecret(line) { return "\(RequestLine(line).verb) ..." }
    return String(decoding: line.utf8.prefix(shownBytesMax), as: UTF8.self)
  }
}

/// Cuts input into requests. A request is given out only when it is whole, so that what travels is
/// never half of one.
struct RequestSplitter {
  /// Twice the server's own limit for a block: its refusal is better than ours, up to here.
  static let requestBytesMax = 2 << 20

  private var input: [UInt8] = []
  private var start = 0
  private var scanned = 0
  /// Lines that were scanned, and how many of them stand before the request at `start`.
  private var lines = 0
  private var linesBefore = 0
  /// The line that opened the block which is being collected.
  private var blockHead: RequestLine?

  /// Bytes that are no whole request yet.
  var pendingBytes: Int { input.count - start }

  mutating func add(_ bytes: some Collection<UInt8>) {
    if start == input.count {
      input.removeAll(keepingCapacity: true)
      scanned = 0
      start = 0
    }
    input += bytes
  }

  /// The next whole request, or nil when more input is needed. Empty lines are skipped: the server
  /// gives them no reply. Throws a usage error for one that is too long.
  mutating func next() throws -> Request? {
    while let end = input.lineEnd(from: scanned) {
      let raw = input[scanned..<end]
      scanned = end + 1
      lines += 1
      if let request = try take(raw.last == UInt8(ascii: "\r") ? raw.dropLast() : raw) {
        return request
      }
    }
    guard pendingBytes <= Self.requestBytesMax else {
      throw ClientError(.usage, "a request of more than 2 MiB; it was not sent")
    }
    return nil
  }

  private mutating func take(_ line: ArraySlice<UInt8>) throws -> Request? {
    if let open = blockHead {
      guard line.elementsEqual(".".utf8) else { return nil }
      blockHead = nil
      return cut(open)
    }
    let head = RequestLine(String(decoding: line, as: UTF8.self))
    if head.isEmpty {
      start = scanned
      linesBefore = lines
      return nil
    }
    guard head.opensBlock else { return cut(head) }
    blockHead = head
    return nil
  }

  private mutating func cut(_ head: RequestLine) -> Request {
    let bytes = Array(input[start..<scanned])
    start = scanned
    defer { linesBefore = lines }
    compact()
    return Request(bytes: bytes, head: head, line: linesBefore + 1)
  }

  /// Gives up what was taken once it is the larger part.
  private mutating func compact() {
    guard start > 64 * 1024, start > input.count / 2 else { return }
    input.removeFirst(start)
    scanned -= start
    start = 0
  }

  /// What is left at the end of input.
  enum Leftover {
    case none
    /// A last line without LF that only reads: as if it had one.
    case read(Request)
    /// A last line without LF, or a block without its end: cut off perhaps, so never sent.
    case cutOff(shown: String)
  }

  mutating func finish() -> Leftover {
    let rest = Array(input[start...])
    defer { start = input.count }
    let head = blockHead ?? RequestLine(String(decoding: rest, as: UTF8.self))
    if head.isEmpty { return .none }
    let request = Request(bytes: rest + [UInt8(ascii: "\n")], head: head, line: linesBefore + 1)
    return head.isRead && !head.opensBlock ? .read(request) : .cutOff(shown: request.shown)
  }
}
