import Glibc

/// Replies of PRP/1: a status line, or one with `+` and lines up to one that begins with `. `.
struct PiperollReplies: ReplyCounter {
  /// What is looked at of a line: `210+`, or `. `.
  private static let headBytes = 4

  private var inBlock = false
  private var isRefused = false
  /// The beginning of a line whose end has not come yet.
  private var head: [UInt8] = []

  mutating func next(in bytes: inout UnsafeRawBufferPointer) -> ReplyOutcome? {
    while let start = bytes.baseAddress, bytes.count > 0 {
      guard let end = memchr(start, 0x0A, bytes.count) else {
        head += bytes.prefix(Self.headBytes - head.count)
        bytes = UnsafeRawBufferPointer(rebasing: bytes[bytes.count...])
        return nil
      }
      let length = UnsafeRawPointer(end) - start
      let isLast = endsReply(UnsafeRawBufferPointer(rebasing: bytes[..<length]))
      bytes = UnsafeRawBufferPointer(rebasing: bytes[(length + 1)...])
      if isLast { return isRefused ? .refused : .accepted }
    }
    return nil
  }

  private mutating func endsReply(_ line: UnsafeRawBufferPointer) -> Bool {
    if head.isEmpty { return endsReply(whole: line) }
    head += line.prefix(Self.headBytes - head.count)
    defer { head.removeAll(keepingCapacity: true) }
    return head.withUnsafeBytes { endsReply(whole: $0) }
  }

  private mutating func endsReply(whole line: UnsafeRawBufferPointer) -> Bool {
    if inBlock {
      inBlock = !(line.count >= 2 && line[0] == UInt8(ascii: ".") && line[1] == 0x20)
      return !inBlock
    }
    isRefused = line.count > 0 && line[0] >= UInt8(ascii: "4")
    inBlock = line.count >= Self.headBytes && line[3] == UInt8(ascii: "+")
    return !inBlock
  }
}
