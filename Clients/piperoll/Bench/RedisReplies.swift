/// Replies of RESP 2 (Redis): simple lines, bulk strings, arrays of them.
struct RedisReplies: ReplyCounter {
  /// The elements that the reply still lacks.
  private var lacking = 1
  /// The bytes of a bulk string, with its end, that are still to come.
  private var bulk = 0
  /// The first byte of the line that is being read; nil at its beginning.
  private var kind: UInt8?
  /// The line's number so far.
  private var number = 0
  private var isNegative = false
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
        continue
      }
      let byte = bytes[place]
      place += 1
      if byte == 0x0A {
        if takeLine() { return outcome() }
      } else {
        take(byte)
      }
    }
    return nil
  }

  private mutating func take(_ byte: UInt8) {
    if kind == nil {
      kind = byte
      return
    }
    switch byte {
    // Only the numbers of $ and * count, and those are small; a text's digits may be many.
    case 0x30...0x39: number = number &* 10 &+ Int(byte &- 0x30)
    case UInt8(ascii: "-"): isNegative = true
    default: break
    }
  }

  private mutating func takeLine() -> Bool {
    defer { (kind, number, isNegative) = (nil, 0, false) }
    switch kind {
    case UInt8(ascii: "$") where !isNegative:
      bulk = number + 2
      return false
    case UInt8(ascii: "*") where !isNegative && number > 0:
      lacking += number - 1
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
