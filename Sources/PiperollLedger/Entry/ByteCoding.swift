/// Writes an entry's fields: numbers in little-endian, texts with their length before them.
///
/// The bytes are collected in a small buffer that is appended to the array when it is full, because
/// appending each number to an array takes longer than writing it.
struct EntryWriter {
  /// Most entries are smaller than this; a larger one is written in pieces. Any number fits.
  static var bufferBytes: Int { 512 }

  private var bytes: [UInt8]
  private let buffer: UnsafeMutableRawBufferPointer
  private var filled = 0

  /// Appends what the body writes.
  static func append(to bytes: inout [UInt8], _ body: (inout EntryWriter) -> Void) {
    withUnsafeTemporaryAllocation(byteCount: bufferBytes, alignment: 8) { buffer in
      var writer = EntryWriter(bytes: bytes, buffer: buffer)
      bytes = []
      body(&writer)
      writer.flush()
      bytes = writer.bytes
    }
  }

  private mutating func flush() {
    bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[..<filled]))
    filled = 0
  }

  mutating func put<Number: FixedWidthInteger & BitwiseCopyable>(_ number: Number) {
    if filled + MemoryLayout<Number>.size > buffer.count { flush() }
    buffer.storeBytes(of: number.littleEndian, toByteOffset: filled, as: Number.self)
    filled += MemoryLayout<Number>.size
  }

  mutating func put(_ text: String) {
    withUTF8(text) { utf8 in
      put(UInt16(utf8.count))
      put(utf8)
    }
  }

  private mutating func put(_ utf8: UnsafeRawBufferPointer) {
    if filled + utf8.count > buffer.count { flush() }
    if utf8.count > buffer.count { return bytes.append(contentsOf: utf8) }
    UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(from: utf8)
    filled += utf8.count
  }

  mutating func put(_ money: Money) { put(money.minor) }
  mutating func put(_ day: Day) { put(day.number) }
}

/// Why the bytes of a journal record are not an entry.
public enum EntryDecodingError: Error, Equatable, Sendable {
  case tooShort
  case trailingBytes(Int)
  /// No fact of this version has the code.
  case unknownKind(UInt16)
  case unknownValue
  case notText
}

/// Reads what `EntryWriter` wrote, in place.
struct EntryReader {
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  var left: Int { bytes.count - offset }

  mutating func take<Number: FixedWidthInteger & BitwiseCopyable>(
    _: Number.Type = Number.self
  ) throws(EntryDecodingError) -> Number {
    let size = MemoryLayout<Number>.size
    guard left >= size else { throw .tooShort }
    defer { offset += size }
    return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
  }

  mutating func takeText() throws(EntryDecodingError) -> String {
    let count = Int(try take(UInt16.self))
    guard left >= count else { throw .tooShort }
    defer { offset += count }
    if count == 0 { return "" }
    let utf8 = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
      .assumingMemoryBound(to: UInt8.self)
    if isASCII(utf8) { return String(decoding: utf8, as: UTF8.self) }
    // `String(validating:as:)` is slower here: it goes through unspecialised generic code.
    guard let text = try? UTF8Span(validating: utf8.span) else { throw .notText }
    return String(copying: text)
  }

  mutating func takeMoney() throws(EntryDecodingError) -> Money { Money(minor: try take()) }
  /// Refuses more digits than a telephone number has: writers have room for no more.
  mutating func takeExtension() throws(EntryDecodingError) -> PhoneExtension {
    guard let ext = PhoneExtension(word: try take()) else { throw .unknownValue }
    return ext
  }

  mutating func takePhone() throws(EntryDecodingError) -> PhoneNumber {
    let number = PhoneNumber(digits: try take())
    guard number.digits <= PhoneNumber.largest else { throw .unknownValue }
    return number
  }

  mutating func takeDay() throws(EntryDecodingError) -> Day { Day(number: try take()) }

  mutating func takeChoice<Choice: RawRepresentable>(
    _: Choice.Type = Choice.self
  ) throws(EntryDecodingError) -> Choice where Choice.RawValue == UInt8 {
    guard let choice = Choice(rawValue: try take()) else { throw .unknownValue }
    return choice
  }
}

private func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  var all: UInt8 = 0
  for byte in bytes { all |= byte }
  return all < 0x80
}

/// How the fields of a fact are written in the journal. Each fact conforms in its own file.
protocol FactCoding {
  func put(to writer: inout EntryWriter)
  init(from reader: inout EntryReader) throws(EntryDecodingError)
}

/// An array: its count, then its elements.
extension Array: FactCoding where Element: FactCoding {
  func put(to writer: inout EntryWriter) {
    writer.put(UInt32(count))
    for element in self { element.put(to: &writer) }
  }

  init(from reader: inout EntryReader) throws(EntryDecodingError) {
    self = []
    for _ in 0..<(try reader.take(UInt32.self)) { append(try Element(from: &reader)) }
  }
}
