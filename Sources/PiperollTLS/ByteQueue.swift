import Glibc

/// Bytes that wait, first in first out, in one piece of memory that grows as it must.
@safe
struct ByteQueue: ~Copyable {
  /// An empty queue above this gives its memory back, or it would keep the room of the largest
  /// reply for ever. 64 KiB holds four full records, beyond any ordinary reply.
  static let keptBytesMax = 64 * 1024
  /// What the first bytes get: a request or a reply of the ordinary kind with its record.
  private static var firstBytes: Int { 512 }

  private var memory: UnsafeMutableRawPointer?
  /// The memory that it holds on to, used or not.
  private(set) var capacity = 0
  private var start = 0
  private var end = 0

  init() { unsafe memory = nil }

  deinit { unsafe free(memory) }

  var count: Int { end - start }
  var isEmpty: Bool { start == end }

  /// Copies `count` bytes in behind the others; false, and nothing done, when memory is exhausted.
  mutating func append(_ bytes: UnsafeRawPointer, count: Int) -> Bool {
    if capacity - end < count, !makeRoom(for: count) { return false }
    guard let memory = unsafe memory else { return count == 0 }
    // makeRoom has seen to it that `end + count` is within the memory.
    unsafe (memory + end).copyMemory(from: bytes, byteCount: count)
    end += count
    return true
  }

  /// Moves up to `count` bytes out; answers how many.
  mutating func take(into target: UnsafeMutableRawPointer, count: Int) -> Int {
    let taken = min(count, self.count)
    guard taken > 0, let memory = unsafe memory else { return 0 }
    unsafe target.copyMemory(from: memory + start, byteCount: taken)
    start += taken
    if isEmpty {
      start = 0
      end = 0
      if capacity > Self.keptBytesMax { release() }
    }
    return taken
  }

  /// Gives the memory back, unless something waits in it.
  mutating func release() {
    guard isEmpty else { return }
    unsafe free(memory)
    unsafe memory = nil
    capacity = 0
    start = 0
    end = 0
  }

  /// Moves what waits to the front when at least as much has been taken, so that no byte is moved
  /// often; else the memory doubles.
  private mutating func makeRoom(for count: Int) -> Bool {
    let waiting = self.count
    if start >= waiting, let memory = unsafe memory {
      unsafe memory.copyMemory(from: memory + start, byteCount: waiting)
      start = 0
      end = waiting
    }
    if capacity - end >= count { return true }
    var wanted = max(capacity, Self.firstBytes)
    while wanted - end < count { wanted *= 2 }
    guard let larger = unsafe realloc(memory, wanted) else { return false }
    unsafe memory = larger
    capacity = wanted
    return true
  }
}
