#if canImport(Glibc)
  import Glibc
#endif

/// Cuts the bytes of a connection into requests: a line, or a line that ends with ` <<` and the
/// block of lines after it up to a line `.`.
///
/// It looks at nothing but line ends, ` <<` and `.`. So it finds the next request even behind an
/// unknown verb, a refused one, a line that is not text or a line that is too long. Bytes without
/// an LF at the end are never a request.
public struct LineReader: Sendable {
  /// What `next` found in the received bytes.
  public enum Event: Equatable, Sendable {
    /// No whole request has been received yet.
    case incomplete
    /// A whole request. The ranges are places in `bytes`: its line (without CR LF), and the lines
    /// of its block, if it has one.
    case request(line: Range<Int>, block: Range<Int>?)
    /// A request that was skipped to its end, and the code to answer it with.
    case refused(Code)
  }

  /// What has been received. The ranges of an event are valid until the next `append`.
  public private(set) var bytes: [UInt8] = []
  /// Where the request that is being read begins in `bytes`.
  private var start = 0
  /// Where the line that is being read begins; the lines before it have been taken.
  private var scanned = 0
  /// Up to where no LF was found, so that a line that comes in small pieces is searched only once.
  private var searched = 0
  private var mode = Mode.line
  /// The most bytes of a block. A longer block is skipped and refused with 514.
  public var blockBytesMax = Limits.blockBytes

  private enum Mode {
    case line
    /// In a line that is too long; the rest of it is skipped.
    case longLine
    /// In a block that begins at `from`; its request line has `lineBytes` bytes.
    case block(lineBytes: Int, from: Int)
    /// In a block that is refused with this code; the rest of it is skipped.
    case refusedBlock(Code)
  }

  public init() {}

  /// How many bytes are held that are not yet a whole request.
  public var pendingBytes: Int { bytes.count - start }
  /// Where they stand in `bytes`.
  public var pending: Range<Int> { start..<bytes.count }

  /// Whether a block is being received.
  public var isInBlock: Bool { if case .block = mode { true } else { false } }

  /// Gives up the block that is being received. The rest of it is skipped, and it is refused with
  /// this code.
  public mutating func refuseBlock(_ code: Code) {
    guard isInBlock else { return }
    mode = .refusedBlock(code)
    _ = outOfLines()
  }

  /// Memory that is kept between requests; what a block needed beyond it is given back.
  private static var keptBytes: Int { 128 * 1_024 }

  /// Adds received bytes.
  public mutating func append(_ received: UnsafeRawBufferPointer) {
    if start > 0 {
      if start == bytes.count, bytes.capacity > Self.keptBytes {
        bytes = []
      } else {
        dropRead()
      }
      scanned -= start
      searched -= start
      if case .block(let lineBytes, let from) = mode {
        mode = .block(lineBytes: lineBytes, from: from - start)
      }
      start = 0
    }
    if bytes.count + received.count > bytes.capacity { grow(by: received.count) }
    bytes.append(contentsOf: received)
  }

  /// Moves what is not read yet to the front. Nothing of it is left where it stood: it may be the
  /// beginning of a line with a password. What was read before it is `wipeRead`'s.
  private mutating func dropRead() {
    let rest = bytes.count - start
    if rest == 0 { return bytes.removeSubrange(0..<start) }
    bytes.withUnsafeMutableBytes { all in
      guard let base = all.baseAddress else { return }
      memmove(base, base + start, rest)
      let stale = max(rest, start)
      explicit_bzero(base + stale, all.count - stale)
    }
    bytes.removeSubrange(rest...)
  }

  /// Gets more memory, and leaves nothing in what it had.
  private mutating func grow(by count: Int) {
    var larger: [UInt8] = []
    larger.reserveCapacity(max(2 * bytes.capacity, bytes.count + count))
    larger.append(contentsOf: bytes)
    wipe()
    bytes = larger
  }

  /// Overwrites all that it holds, before it is given up.
  public mutating func wipe() {
    bytes.withUnsafeMutableBytes { all in
      if let base = all.baseAddress { explicit_bzero(base, all.count) }
    }
  }

  /// The next request, if a whole one has been received.
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

  /// Refuses a line. If it ends with `<<`, its block is skipped first, and refused with it.
  private mutating func refuse(_ code: Code, line: Range<Int>, _ next: Int) -> Event? {
    let opens = opensBlock(line)
    start = next
    mode = opens ? .refusedBlock(code) : .line
    return opens ? nil : .refused(code)
  }

  /// Called where no further LF has been received. Bytes of a line or block that is too long
  /// already are dropped, so that memory stays bounded.
  private mutating func outOfLines() -> Event {
    switch mode {
    // One byte more than a line may have can be its CR; with two more it is too long.
    case .line where bytes.count - start > Limits.lineBytes + 1: mode = .longLine
    // Two bytes more than a block may have can be the dot that ends it and a CR.
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

  /// How many of the last bytes of a refused block are kept. More than a dot and a CR, so that the
  /// kept end of a longer line never looks like the dot that ends the block.
  private static var tailBytes: Int { 8 }

  /// Drops all of a line that is too long, but for what decides whether it ends with `<<`: the last
  /// two bytes of its last word, the byte before them, one blank behind them, and a CR that may
  /// belong to the line's end.
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
  /// Overwrites the bytes of past requests with zeros, so that no password stays in memory after
  /// its request.
  public mutating func wipeRead() {
    bytes.withUnsafeMutableBytes { all in
      if let base = all.baseAddress { explicit_bzero(base, start) }
    }
  }
}
