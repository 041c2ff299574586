/// The bytes of replies under way: one piece of memory that grows, is written in place and is used
/// again.
///
/// An array would ask at each byte whether it is shared and whether there is room; here a reply of
/// seventy cells asks once a cell. Unchecked `Sendable`: it owns its memory alone and cannot be
/// copied.
public struct ReplyBytes: ~Copyable, @unchecked Sendable {
  /// Uninitialised from `count` on; `capacity` bytes in all.
  @usableFromInline var start: UnsafeMutablePointer<UInt8>
  @usableFromInline var capacity: Int
  @usableFromInline var written = 0

  /// The first piece: an ordinary reply fits.
  private static var firstCapacity: Int { 1024 }

  /// Without any bytes yet.
  public init() {
    capacity = Self.firstCapacity
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  /// How many have been written.
  @inlinable public var count: Int { written }
  /// Whether nothing has been written.
  @inlinable public var isEmpty: Bool { written == 0 }

  /// The place after what has been written, with room for so many bytes; `advance` takes them in.
  @inlinable
  public mutating func room(_ bytes: Int) -> UnsafeMutablePointer<UInt8> {
    if capacity - count < bytes { grow(bytes) }
    return start + count
  }

  /// Takes in bytes that were written to the last `room`.
  @inlinable
  public mutating func advance(_ bytes: Int) {
    precondition(bytes <= capacity - count, "more was written than there was room for")
    written += bytes
  }

  @usableFromInline @inline(never)
  mutating func grow(_ bytes: Int) {
    let larger = max(capacity * 2, count + bytes)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.update(from: start, count: count)
    start.deallocate()
    (start, capacity) = (moved, larger)
  }

  /// Adds a byte.
  @inlinable
  public mutating func append(_ byte: UInt8) {
    room(1).pointee = byte
    written += 1
  }

  /// Adds bytes.
  @inlinable
  public mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    UnsafeMutableRawPointer(room(bytes.count)).copyMemory(from: source, byteCount: bytes.count)
    written += bytes.count
  }

  /// Adds bytes.
  @inlinable
  public mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

  /// Adds a text's UTF-8.
  @inlinable
  public mutating func append(_ text: StaticString) {
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Adds a text's UTF-8.
  public mutating func append(text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// Adds a number's digits.
  public mutating func append(integer: Int64) {
    let place = room(integerBytesMax)
    var rest = integer.magnitude
    var count = 1
    var bound: UInt64 = 10
    while rest >= bound, count < digitsMax {
      count += 1
      bound *= 10
    }
    if integer < 0 {
      place[0] = UInt8(ascii: "-")
      count += 1
    }
    var end = count
    repeat {
      end -= 1
      place[end] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    written += count
  }

  /// Puts a byte in front of one that has been written.
  mutating func insert(_ byte: UInt8, at place: Int) {
    append(byte)
    var moved = count - 1
    while moved > place {
      start[moved] = start[moved - 1]
      moved -= 1
    }
    start[place] = byte
  }

  /// The byte at a place that has been written.
  @inlinable
  public subscript(place: Int) -> UInt8 {
    precondition(place >= 0 && place < count, "a byte that has not been written")
    return start[place]
  }

  /// Forgets what was written after the first so many bytes; the memory stays.
  public mutating func truncate(to kept: Int) {
    precondition(kept >= 0 && kept <= count, "more would be kept than there is")
    written = kept
  }

  /// Forgets everything, and gives memory back that is more than so much.
  public mutating func removeAll(keeping bytes: Int = .max) {
    if capacity > bytes { self = ReplyBytes() } else { written = 0 }
  }

  /// Drops the first so many bytes.
  public mutating func removeFirst(_ bytes: Int) {
    precondition(bytes >= 0 && bytes <= count, "more would be dropped than there is")
    start.update(from: start + bytes, count: count - bytes)
    written -= bytes
  }

  /// What has been written, for as long as the body runs.
  public borrowing func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    body(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// A copy of what has been written.
  public var array: [UInt8] { withBytes { Array($0) } }
}

/// The most digits of an `Int64`.
private let digitsMax = 19
/// The most bytes: a sign before them.
private let integerBytesMax = digitsMax + 1
