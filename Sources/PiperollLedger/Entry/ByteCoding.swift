/// Writes an entry's fields, little-endian, texts with their length before them.
struct EntryWriter {
  var bytes: [UInt8]

  mutating func put<Number: FixedWidthInteger>(_ number: Number) {
    var number = number.littleEndian
    withUnsafeBytes(of: &number) { bytes.append(contentsOf: $0) }
  }

  mutating func put(_ text: String) {
    withUTF8(text) { utf8 in
      put(UInt16(utf8.count))
      bytes.append(contentsOf: utf8)
    }
  }

  mutating func put(_ money: Money) { put(money.minor) }
  mutating func put(_ day: Day) { put(day.number) }
}

/// Why the bytes of a journal record are not an entry.
public enum EntryDecodingError: Error, Equatable, Sendable {
  case tooShort
  case trailingBytes(Int)
  case unknownKind(UInt8)
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
    let slice = bytes[offset..<offset + count]
    guard let text = String(validating: slice, as: UTF8.self) else { throw .notText }
    return text
  }

  mutating func takeMoney() throws(EntryDecodingError) -> Money { Money(minor: try take()) }
  mutating func takeDay() throws(EntryDecodingError) -> Day { Day(number: try take()) }

  mutating func takeChoice<Choice: RawRepresentable>(
    _: Choice.Type = Choice.self
  ) throws(EntryDecodingError) -> Choice where Choice.RawValue == UInt8 {
    guard let choice = Choice(rawValue: try take()) else { throw .unknownValue }
    return choice
  }
}

/// A fact's fields on the journal. Each fact's file holds its own.
protocol FactCoding {
  func put(to writer: inout EntryWriter)
  init(from reader: inout EntryReader) throws(EntryDecodingError)
}
