/// How a file's bytes stand for characters.
enum TextEncoding: String, CaseIterable {
  case utf8 = "utf-8"
  case latin1
  case windows1252 = "windows-1252"

  /// Adds a cell's text as UTF-8.
  /// - Returns: the first byte that stands for nothing; nil when all do.
  func decode(_ cell: ArraySlice<UInt8>, into text: inout [UInt8]) -> UInt8? {
    if self == .utf8 || cell.allSatisfy({ $0 < 0x80 }) {
      text += cell
      return cell.allSatisfy({ $0 < 0x80 }) ? nil : Self.firstInvalid(cell)
    }
    for byte in cell {
      guard let scalar = scalar(byte) else { return byte }
      text += UTF8.encode(scalar)!
    }
    return nil
  }

  /// Text in this encoding; a `?` stands for a character that it does not have.
  func encode(_ text: String) -> [UInt8] {
    if self == .utf8 { return Array(text.utf8) }
    return text.unicodeScalars.map { scalar in
      if scalar.isASCII { return UInt8(scalar.value) }
      return (UInt8(0x80)...0xFF).first { self.scalar($0) == scalar } ?? UInt8(ascii: "?")
    }
  }

  private func scalar(_ byte: UInt8) -> Unicode.Scalar? {
    guard self == .windows1252, (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
    let value = Self.windowsSigns[Int(byte - 0x80)]
    return value == 0 ? nil : Unicode.Scalar(value)
  }

  /// What Windows-1252 has where Latin-1 has control characters; 0 is no character. Source: the
  /// mapping table CP1252.TXT of the Unicode Consortium.
  private static let windowsSigns: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]

  private static func firstInvalid(_ bytes: ArraySlice<UInt8>) -> UInt8? {
    var rest = bytes
    while let first = rest.first {
      if first < 0x80 {
        rest.removeFirst()
        continue
      }
      // A character has at most four bytes.
      let end = (1...4).first { count in
        count <= rest.count && String(validating: rest.prefix(count), as: UTF8.self) != nil
      }
      guard let end else { return first }
      rest = rest.dropFirst(end)
    }
    return nil
  }
}
