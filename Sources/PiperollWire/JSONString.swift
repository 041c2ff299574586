/// The escapes of a JSON string (RFC 8259, section 7).
public enum JSONString {
  /// Reads the escape that begins at an offset.
  /// - Returns: the scalar it stands for, and the offset behind it.
  /// - Throws: 502 SYNTAX where the bytes are no escape.
  static func escape(
    _ line: UnsafeRawBufferPointer, at offset: Int
  ) throws(RequestFault) -> (scalar: UInt32, end: Int) {
    let fault = RequestFault(
      code: .syntax, column: offset + 1,
      sentence: "not an escape of JSON: \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX")
    guard offset + 1 < line.count else { throw fault }
    switch line[offset + 1] {
    case UInt8(ascii: "\""): return (0x22, offset + 2)
    case UInt8(ascii: "\\"): return (0x5C, offset + 2)
    case UInt8(ascii: "/"): return (0x2F, offset + 2)
    case UInt8(ascii: "b"): return (0x08, offset + 2)
    case UInt8(ascii: "f"): return (0x0C, offset + 2)
    case UInt8(ascii: "n"): return (0x0A, offset + 2)
    case UInt8(ascii: "r"): return (0x0D, offset + 2)
    case UInt8(ascii: "t"): return (0x09, offset + 2)
    case UInt8(ascii: "u"): break
    default: throw fault
    }
    guard let unit = unit(line, at: offset) else { throw fault }
    switch unit {
    case 0xD800..<0xDC00:
      guard let low = self.unit(line, at: offset + 6), (0xDC00..<0xE000).contains(low) else {
        throw fault
      }
      return (0x1_0000 + (unit - 0xD800) << 10 + (low - 0xDC00), offset + 12)
    case 0xDC00..<0xE000: throw fault
    default: return (unit, offset + 6)
    }
  }

  /// The UTF-16 code unit of `\uXXXX` at an offset; nil if it does not stand there.
  private static func unit(_ line: UnsafeRawBufferPointer, at offset: Int) -> UInt32? {
    guard offset + 6 <= line.count, line[offset] == UInt8(ascii: "\\"),
      line[offset + 1] == UInt8(ascii: "u")
    else { return nil }
    var value: UInt32 = 0
    for byte in line[offset + 2..<offset + 6] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 + UInt32(byte - 0x30)
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 + UInt32(byte - 0x57)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 + UInt32(byte - 0x37)
      default: return nil
      }
    }
    return value
  }

  /// The text of a JSON string whose escapes have been checked.
  /// - Parameter bytes: what stands between its quotes.
  public static func unescaped(_ bytes: UnsafeRawBufferPointer) -> String {
    guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: unescapedBytes(bytes), as: UTF8.self)
  }

  /// The same text as UTF-8. The array never grows, so no copy of a secret is left behind in
  /// memory.
  public static func unescapedBytes(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var text: [UInt8] = []
    // An escape is at least as long as what it stands for, so this is enough.
    text.reserveCapacity(bytes.count)
    var offset = 0
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "\\"), let (scalar, end) = try? escape(bytes, at: offset),
        let scalar = Unicode.Scalar(scalar)
      {
        text.append(contentsOf: UTF8.encode(scalar)!)
        offset = end
      } else {
        text.append(bytes[offset])
        offset += 1
      }
    }
    return text
  }

  /// Where a byte of the unescaped text comes from.
  /// - Parameter bytes: what stands between the quotes of a string whose escapes have been checked.
  /// - Parameter offset: of the byte in the unescaped text.
  /// - Returns: the offset in `bytes`.
  public static func escapedOffset(_ bytes: UnsafeRawBufferPointer, of offset: Int) -> Int {
    var (place, written) = (0, 0)
    while place < bytes.count, written < offset {
      if bytes[place] == UInt8(ascii: "\\"), let (scalar, end) = try? escape(bytes, at: place),
        let scalar = Unicode.Scalar(scalar)
      {
        written += UTF8.width(scalar)
        place = end
      } else {
        written += 1
        place += 1
      }
    }
    return place
  }

  /// Appends a text (UTF-8) as a JSON string, with its quotes.
  public static func write(_ bytes: UnsafeRawBufferPointer, to out: inout ReplyBytes) {
    out.append(UInt8(ascii: "\""))
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        out.append(UInt8(ascii: "\\"))
        out.append(byte)
      case 0x09: out.append("\\t")
      case 0..<0x20, 0x7F: writeUnit(byte, to: &out)
      default: out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\""))
  }

  private static func writeUnit(_ byte: UInt8, to out: inout ReplyBytes) {
    out.append("\\u00")
    out.append(digit(byte >> 4))
    out.append(digit(byte & 15))
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}
