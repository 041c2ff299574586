import Glibc

/// Where a pipeline's requests come from.
struct RequestInput {
  private static let readBytes = 64 * 1024

  /// -1 when everything is there already.
  let descriptor: Int32
  private var splitter = RequestSplitter()
  /// The first bytes of the input, while they may still become a byte order mark.
  private var head: [UInt8]? = []
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

  /// Whether it has lines that have numbers, as a file has.
  var hasLines: Bool { descriptor >= 0 }

  /// The next request of what was read so far.
  mutating func next() throws -> Request? { try splitter.next() }

  /// What is left when all of it was read.
  mutating func finish() -> RequestSplitter.Leftover { splitter.finish() }

  /// Whether anything is left to send, as far as that is known.
  var hasMore: Bool { !hasEnded || splitter.pendingBytes > 0 }

  /// Reads once from a descriptor that poll(2) called ready. Throws a usage error for an input that
  /// cannot be read.
  mutating func read() throws {
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.readBytes) { target, used in
      count = Glibc.read(descriptor, target.baseAddress, target.count)
      used = max(0, count)
    }
    if count < 0 && errno != EINTR && errno != EAGAIN {
      throw ClientError(.usage, "the input could not be read: \(systemReason(errno))")
    }
    if count > 0 { try add(bytes) }
    if count == 0 {
      hasEnded = true
      splitter.add(head ?? [])
    }
  }

  /// Editors and spreadsheets put a byte order mark before a text. In UTF-8 it says nothing, and is
  /// passed over.
  mutating func add(_ bytes: [UInt8]) throws {
    guard let before = head else { return splitter.add(bytes) }
    let start = before + bytes
    if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
      throw ClientError(.usage, "the input is UTF-16; save it as UTF-8")
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if start.count < mark.count, mark.starts(with: start) {
      head = start
    } else {
      head = nil
      splitter.add(start.starts(with: mark) ? start.dropFirst(mark.count) : start[...])
    }
  }
}
