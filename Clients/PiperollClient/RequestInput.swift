import Glibc

/// Where a pipeline's requests come from.
struct RequestInput {
  private static let readBytes = 64 * 1024

  /// -1 when everything is there already.
  let descriptor: Int32
  private var splitter = RequestSplitter()
  private(set) var hasEnded: Bool

  init(descriptor: Int32) {
    self.descriptor = descriptor
    hasEnded = false
  }

  /// Lines of the command line, each whole. Throws a usage error for one that opens a block and
  /// does not end it, or that is empty.
  init(lines: [String]) throws {
    descriptor = -1
    hasEnded = true
    for line in lines {
      var check = RequestSplitter()
      check.add((line + "\n").utf8)
      var count = 0
      while try check.next() != nil { count += 1 }
      guard count > 0, case .none = check.finish() else {
        throw ClientError(.usage, "not a whole command: \(line)")
      }
      splitter.add((line + "\n").utf8)
    }
  }

  /// The next request of what was read so far.
  mutating func next() throws -> Request? { try splitter.next() }

  /// What is left when all of it was read.
  mutating func finish() -> RequestSplitter.Leftover { splitter.finish() }

  /// Whether anything is left to send, as far as that is known.
  var hasMore: Bool { !hasEnded || splitter.pendingBytes > 0 }

  /// Reads once from a descriptor that poll(2) called ready.
  mutating func read() {
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.readBytes) { target, used in
      count = Glibc.read(descriptor, target.baseAddress, target.count)
      used = max(0, count)
    }
    if count > 0 { return splitter.add(bytes) }
    // An error ends the input as its end does.
    if count == 0 || errno != EINTR && errno != EAGAIN { hasEnded = true }
  }
}
