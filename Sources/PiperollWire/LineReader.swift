#if canImport(Glibc)
  import Glibc
#endif

/// Cuts the bytes of a connection into requests: a line, or a line that ends with ` <<` and the
/// block of lines after it up to a line `.`.
///
/// Framing looks at nothing else, so an unknown verb, a refused one, a line that is no text or one
/// that is too long leaves the reader in step. A last line without LF is never a request.
public struct LineReader: Sendable {
  /// What stands next in the bytes.
  public enum Event: Equatable, Sendable {
    /// No whole request is there yet.
    case incomplete
    /// A request: the places in `bytes` of its line (without its end) and of its block's lines.
    case request(line: Range<Int>, block: Range<Int>?)
    /// A request that was skipped to its end, and why.
    case refused(Code)
  }

  /// What has been received and not yet been read; the places of an event hold until `append`.
  public private(set) var bytes: [UInt8] = []
  /// Where the request that is being read begins.
  private var start = 0
  /// Up to where `bytes` has been looked through.
  private var scanned = 0
  /// Up to where no line's end was found: a line that drips in is searched once.
  private var searched = 0
  private var mode = Mode.line
  /// The most bytes of a block; what is longer is skipped and refused.
  public var blockBytesMax = Limits.blockBytes

  private enum Mode {
    case line
    /// The rest of a line that was too long.
    case longLine
    /// The lines of a block whose request line has this many bytes.
    case block(lineBytes: Int, from: Int)
    /// The rest of a block that is refused.
    case refusedBlock(Code)
  }

  public init() {}

  /// Bytes held that are not yet a request.
  public var pendingBytes: Int { bytes.count - start }
  /// Where they stand in `bytes`.
  public var pending: Range<Int> { start..<bytes.count }

  /// Adds received bytes.
  public mutating func append(_ received: UnsafeRawBufferPointer) {
    if start > 0 {
      bytes.removeSubrange(0..<start)
      scanned -= start
      searched -= start
      if case .block(let lineBytes, let from) = mode {
        mode = .block(lineBytes: lineBytes, from: from - start)
      }
      start = 0
    }
    bytes.append(contentsOf: received)
  }

  /// The next request, if a whole one is there.
  public mutating func next() -> Event {
    while true {
      guard let end = lineEnd() else { return outOfLines() }
      let first = scanned
      scanned = end + 1
      if let event = take(line: first..<withoutCR(first, end), next: end + 1) { return event }
    }
  }

  private mutating func take(line: Range<Int>, next: Int) -> Event? {
    switch mode {
    case .line:
      let whole = start..<line.upperBound
      if whole.count > Limits.lineBytes { return refuse(.tooLong, line: line, next) }
      if opensBlock(whole) {
        mode = .block(lineBytes: whole.count, from: next)
        return nil
      }
      start = next
      return .request(line: whole, block: nil)
    case .longLine: return refuse(.tooLong, line: line, next)
    case .block(let lineBytes, let from):
      guard isDot(line) else {
        if next - from > blockBytesMax { mode = .refusedBlock(.tooBig) }
        return nil
      }
      let request = start..<start + lineBytes
      start = next
      mode = .line
      return .request(line: request, block: from..<line.lowerBound)
    case .refusedBlock(let code):
      start = next
      guard isDot(line) else { return nil }
      mode = .line
      return .refused(code)
    }
  }

  /// A line that is too long opens a block as any other would, and is refused after that block.
  private mutating func refuse(_ code: Code, line: Range<Int>, _ next: Int) -> Event? {
    let opens = opensBlock(line)
    start = next
    mode = opens ? .refusedBlock(code) : .line
    return opens ? nil : .refused(code)
  }

  /// No line's end is there: what is too long already is let go, so that memory stays bounded.
  private mutating func outOfLines() -> Event {
    switch mode {
    // One byte more than a line is its CR, two show that it is too long.
    case .line where bytes.count - start > Limits.lineBytes + 1: mode = .longLine
    // The block's end is no part of it: two bytes more may be the dot and its CR.
    case .block(_, let from) where bytes.count - from > blockBytesMax + 2:
      mode = .refusedBlock(.tooBig)
    case .line, .longLine, .block, .refusedBlock: break
    }
    switch mode {
    case .longLine: keepLastWord()
    case .refusedBlock:
      scanned = max(scanned, bytes.count - Self.tailBytes)
      start = scanned
    case .line, .block: break
    }
    searched = bytes.count
    return .incomplete
  }

  /// Of a line in a refused block: more than a dot and a CR, so that what is left of a longer line
  /// is never taken for the block's end.
  private static var tailBytes: Int { 8 }

  /// The last word of a line decides whether it opens a block, however many blanks follow it. Kept
  /// are its last two bytes with the one before them, one blank, and a CR that may belong to the
  /// line's end; the rest can go.
  private mutating func keepLastWord() {
    let end = bytes.last == 0x0D ? bytes.count - 1 : bytes.count
    var wordEnd = end
    while wordEnd > scanned, isBlank(bytes[wordEnd - 1]) { wordEnd -= 1 }
    if end - wordEnd > 1 { bytes.removeSubrange(wordEnd + 1..<end) }
    scanned = max(scanned, wordEnd - 3)
    start = scanned
  }

  private func lineEnd() -> Int? {
    bytes.withUnsafeBytes { all -> Int? in
      let from = max(scanned, searched)
      guard from < all.count, let base = all.baseAddress,
        let found = memchr(base + from, 0x0A, all.count - from)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  private func withoutCR(_ first: Int, _ end: Int) -> Int {
    end > first && bytes[end - 1] == 0x0D ? end - 1 : end
  }

  private func isDot(_ line: Range<Int>) -> Bool {
    line.count == 1 && bytes[line.lowerBound] == UInt8(ascii: ".")
  }

  /// Whether the line's last word is `<<`.
  private func opensBlock(_ line: Range<Int>) -> Bool {
    var end = line.upperBound
    while end > line.lowerBound, isBlank(bytes[end - 1]) { end -= 1 }
    guard end - line.lowerBound >= 2, bytes[end - 1] == UInt8(ascii: "<"),
      bytes[end - 2] == UInt8(ascii: "<")
    else { return false }
    return end - 2 == line.lowerBound || isBlank(bytes[end - 3])
  }
}

func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

extension LineReader {
  /// Overwrites what has been read: a password must not lie in memory after its request.
  public mutating func wipeRead() {
    for place in 0..<start { bytes[place] = 0 }
  }
}
