import Glibc

/// Counts whole replies in a stream of bytes, and those among them that are refusals.
protocol ReplyCounter {
  var refusals: Int { get }
  /// Returns how many replies ended in these bytes.
  mutating func count(_ bytes: UnsafeRawBufferPointer) -> Int
}

/// Replies of PRP/1: a status line, or one with `+` and lines up to one that begins with `. `.
struct PiperollReplies: ReplyCounter {
  private(set) var refusals = 0
  private var inBlock = false
  /// The first bytes of the line that is being read, and how many they are.
  private var head: (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0)
  private var length = 0

  mutating func count(_ bytes: UnsafeRawBufferPointer) -> Int {
    var replies = 0
    var offset = 0
    while offset < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[offset...])
      let found = memchr(rest.baseAddress!, 0x0A, rest.count)
      let end = found.map { UnsafeRawPointer($0) - rest.baseAddress! } ?? rest.count
      keepHead(rest[..<min(end, 4)])
      length += end
      if found == nil { return replies }
      if endsReply() { replies += 1 }
      length = 0
      offset += end + 1
    }
    return replies
  }

  private mutating func keepHead(_ bytes: Slice<UnsafeRawBufferPointer>) {
    for (place, byte) in bytes.enumerated() {
      switch length + place {
      case 0: head.0 = byte
      case 1: head.1 = byte
      case 2: head.2 = byte
      case 3: head.3 = byte
      default: return
      }
    }
  }

  private mutating func endsReply() -> Bool {
    if inBlock {
      inBlock = !(length >= 2 && head.0 == UInt8(ascii: ".") && head.1 == 0x20)
      return !inBlock
    }
    if head.0 >= UInt8(ascii: "4") { refusals += 1 }
    inBlock = length >= 4 && head.3 == UInt8(ascii: "+")
    return !inBlock
  }
}

/// Replies of RESP 2 (Redis): simple lines, bulk strings, arrays of them.
struct RedisReplies: ReplyCounter {
  private(set) var refusals = 0
  /// The elements that the reply still lacks.
  private var lacking = 1
  /// The bytes of a bulk string, with its end, that are still to come.
  private var bulk = 0
  private var line: [UInt8] = []

  mutating func count(_ bytes: UnsafeRawBufferPointer) -> Int {
    var replies = 0
    var offset = 0
    while offset < bytes.count {
      if bulk > 0 {
        let taken = min(bulk, bytes.count - offset)
        bulk -= taken
        offset += taken
        if bulk == 0, endsReply() { replies += 1 }
        continue
      }
      let byte = bytes[offset]
      offset += 1
      if byte != 0x0A {
        line.append(byte)
      } else if takeLine() {
        replies += 1
      }
    }
    return replies
  }

  private mutating func takeLine() -> Bool {
    defer { line.removeAll(keepingCapacity: true) }
    let number = line.dropFirst().prefix { $0 != 0x0D }
      .reduce(0) { $1 == UInt8(ascii: "-") ? -1 : $0 < 0 ? $0 : $0 * 10 + Int($1) - 0x30 }
    switch line.first {
    case UInt8(ascii: "$") where number >= 0:
      bulk = number + 2
      return false
    case UInt8(ascii: "*") where number > 0:
      lacking += number - 1
      return false
    case UInt8(ascii: "-"): refusals += 1
    default: break
    }
    return endsReply()
  }

  private mutating func endsReply() -> Bool {
    lacking -= 1
    guard lacking == 0 else { return false }
    lacking = 1
    return true
  }
}
