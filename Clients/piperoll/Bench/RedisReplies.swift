/// Replies of RESP 2 (Redis): simple lines, bulk strings, arrays of them.
struct RedisReplies: ReplyCounter {
  /// A line as far as it has been read: its first byte (0 at its beginning) and its number.
  private struct Line {
    var kind: UInt8 = 0
    var number = 0
    var isNegative = false

    mutating func take(_ byte: UInt8) {
      let digit = byte &- 0x30
      if kind == 0 {
        kind = byte
      } else if digit < 10 {
        // Only the numbers of $ and * count, and those are small; a text's digits may be many.
        number = number &* 10 &+ Int(digit)
      } else if byte == UInt8(ascii: "-") {
        isNegative = true
      }
    }
  }

  private var line = Line()
  /// The elements that the reply still lacks.
  private var lacking = 1
  /// The bytes of a bulk string, with its end, that are still to come.
  private var bulk = 0
  private var isRefused = false

  mutating func next(in bytes: inout UnsafeRawBufferPointer) -> ReplyOutcome? {
    var place = 0
    defer { bytes = UnsafeRawBufferPointer(rebasing: bytes[place...]) }
    while place < bytes.count {
      if bulk > 0 {
        let taken = min(bulk, bytes.count - place)
        bulk -= taken
        place += taken
        if bulk == 0, endsReply() { return outcome() }
      } else if readLine(bytes, &place), endsLine() {
        return outcome()
      }
    }
    return nil
  }

  /// Reads to the end of a line, or of the bytes: then it answers false. In a copy, because a reply
  /// has two dozen lines, and memory that others could see is not kept in registers.
  private mutating func readLine(_ bytes: UnsafeRawBufferPointer, _ place: inout Int) -> Bool {
    var (line, here) = (self.line, place)
    defer { (self.line, place) = (line, here) }
    while here < bytes.count {
      let byte = bytes[here]
      here += 1
      if byte == 0x0A { return true }
      line.take(byte)
    }
    return false
  }

  /// Whether the reply ends with the line that was read.
  private mutating func endsLine() -> Bool {
    let line = line
    self.line = Line()
    switch line.kind {
    case UInt8(ascii: "$") where !line.isNegative:
      bulk = line.number + 2
      return false
    case UInt8(ascii: "*") where !line.isNegative && line.number > 0:
      lacking += line.number - 1
      return false
    case UInt8(ascii: "-"): isRefused = true
    default: break
    }
    return endsReply()
  }

  private mutating func endsReply() -> Bool {
    lacking -= 1
    return lacking == 0
  }

  private mutating func outcome() -> ReplyOutcome {
    defer { (lacking, isRefused) = (1, false) }
    return isRefused ? .refused : .accepted
  }
}
