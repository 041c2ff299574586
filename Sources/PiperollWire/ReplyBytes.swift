/// A buffer of reply bytes: one piece of memory that grows, is written in place and is used again.
///
/// An array would check at each byte whether it is shared and whether there is room. Here the check
/// for room is made once for each cell of a reply, and there is none for sharing.
///
/// Unchecked `Sendable`: nobody else has its memory, and it cannot be copied.
public struct ReplyBytes: ~Copyable, @unchecked Sendable {
  /// `capacity` bytes; those from `written` on are not initialised.
  @usableFromInline var start: UnsafeMutablePointer<UInt8>
  @usableFromInline var capacity: Int
  @usableFromInline var written = 0

  /// Bytes to begin with: an ordinary reply fits.
  private static var firstCapacity: Int { 1024 }

  /// An empty buffer.
  public init() {
    capacity = Self.firstCapacity
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  /// How many bytes have been written.
  @inlinable public var count: Int { written }
  /// Whether nothing has been written.
  @inlinable public var isEmpty: Bool { written == 0 }

  /// Makes room for more bytes.
  /// - Parameter bytes: how many there must be room for.
  /// - Returns: where to write them. They count once `advance` is called.
  @inlinable
  public mutating func room(_ bytes: Int) -> UnsafeMutablePointer<UInt8> {
    if capacity &- count < bytes { grow(bytes) }
    return start + count
  }

  /// Counts so many bytes as written, which were written where the last `room` said.
  @inlinable
  public mutating func advance(_ bytes: Int) {
    precondition(bytes <= capacity &- count, "more was written than there was room for")
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

  /// Appends a byte.
  @inlinable
  public mutating func append(_ byte: UInt8) {
    room(1).pointee = byte
    written += 1
  }

  /// Appends bytes.
  @inlinable
  public mutating func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    UnsafeMutableRawPointer(room(bytes.count)).copyMemory(from: source, byteCount: bytes.count)
    written += bytes.count
  }

  /// Appends bytes.
  @inlinable
  public mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

  /// Appends a text as UTF-8.
  @inlinable
  public mutating func append(_ text: StaticString) {
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends a text as UTF-8.
  public mutating func append(text: String) {
    var text = text
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// Appends a number in decimal digits, with a `-` in front if it is negative.
  public mutating func append(integer: Int64) {
    let place = room(integerBytesMax)
    var rest = integer.magnitude
    if rest < 10, integer >= 0 {
      place[0] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest)
      written += 1
      return
    }
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
    while rest > UInt32.max {
      end -= 1
      place[end] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    // Nearly every number fits in half a machine word.
    var half = UInt32(truncatingIfNeeded: rest)
    while half >= 10 {
      end -= 2
      let pair = half % 100
      half /= 100
      UnsafeMutableRawPointer(place + end).storeBytes(
        of: UInt16(truncatingIfNeeded: 0x3030 &+ pair / 10 &+ (pair % 10) << 8).littleEndian,
        as: UInt16.self)
    }
    if half > 0 { place[end - 1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: half) }
    written += count
  }

  /// Inserts a byte in front of the written byte at `place`.
  mutating func insert(_ byte: UInt8, at place: Int) {
    append(byte)
    var moved = count - 1
    while moved > place {
      start[moved] = start[moved - 1]
      moved -= 1
    }
    start[place] = byte
  }

  /// Puts another byte in place of a written one.
  mutating func replace(at place: Int, with byte: UInt8) {
    precondition(place >= 0 && place < count, "a byte that has not been written")
    start[place] = byte
  }

  /// The written byte at a place.
  @inlinable
  public subscript(place: Int) -> UInt8 {
    precondition(place >= 0 && place < count, "a byte that has not been written")
    return start[place]
  }

  /// Drops all but the first `kept` bytes. The capacity stays.
  public mutating func truncate(to kept: Int) {
    precondition(kept >= 0 && kept <= count, "more would be kept than there is")
    written = kept
  }

  /// Drops all bytes.
  /// - Parameter bytes: if the capacity is above this, the memory is given back too.
  public mutating func removeAll(keeping bytes: Int = .max) {
    if capacity > bytes { self = ReplyBytes() } else { written = 0 }
  }

  /// Drops the first `bytes` bytes.
  public mutating func removeFirst(_ bytes: Int) {
    precondition(bytes >= 0 && bytes <= count, "more would be dropped than there is")
    start.update(from: start + bytes, count: count - bytes)
    written -= bytes
  }

  /// Gives the written bytes to `body`; the pointer is valid only while it runs.
  public borrowing func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    body(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// A copy of what has been written.
  public var array: [UInt8] { withBytes { Array($0) } }
}

/// The most digits of an `Int64`.
private let digitsMax = 19
/// The most bytes of an `Int64` as text: its digits and a sign.
private let integerBytesMax = digitsMax + 1
