@preconcurrency import Glibc

/// Bytes put together one after the other. An array would do, but checks itself at every byte, and
/// a book of ten million accounts has seventy million lines.
struct TextBuffer: ~Copyable {
  /// Of a number of 64 bits.
  private static let digitsMax = 20

  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 4096) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  mutating func clear() { count = 0 }

  mutating func put(_ text: StaticString) { put(text.utf8Start, text.utf8CodeUnitCount) }

  mutating func put(_ text: [UInt8]) {
    text.withUnsafeBufferPointer { if let start = $0.baseAddress { put(start, $0.count) } }
  }

  private mutating func put(_ text: UnsafePointer<UInt8>, _ length: Int) {
    reserve(length)
    memcpy(base + count, text, length)
    count += length
  }

  /// Adds a number with at least so many digits.
  mutating func put(_ number: UInt64, digits: Int = 1) {
    reserve(max(digits, Self.digitsMax))
    let length = max(digits, Self.digits(of: number))
    var rest = number
    var place = base + count + length
    for _ in 0..<length {
      place -= 1
      place.pointee = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count += length
  }

  private static func digits(of number: UInt64) -> Int {
    var (digits, bound) = (1, UInt64(10))
    while digits < digitsMax, number >= bound {
      digits += 1
      bound = bound &* 10
    }
    return digits
  }

  private mutating func reserve(_ more: Int) {
    if count + more <= capacity { return }
    let larger = max(capacity * 2, count + more)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    memcpy(moved, base, count)
    base.deallocate()
    (base, capacity) = (moved, larger)
  }
}

/// Lines for standard output, written a large piece at a time.
struct LinePrinter: ~Copyable {
  /// A piece, and a write(2) of it: four times what a pipe holds, so that a reader that is awake
  /// keeps reading.
  private static let writeBytes = 256 * 1024

  var text = TextBuffer(capacity: 2 * LinePrinter.writeBytes)

  /// Writes what there is once it is a piece; false when nobody reads it any more.
  mutating func lineEnded() -> Bool { text.count < Self.writeBytes || flush() }

  /// Through stdio, which keeps a failure for the program's end.
  mutating func flush() -> Bool {
    let wrote = fwrite(text.bytes.baseAddress, 1, text.count, stdout)
    let isDone = wrote == text.count && fflush(stdout) == 0
    text.clear()
    return isDone
  }
}
