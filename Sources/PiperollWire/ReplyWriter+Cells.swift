// The cells of a row, in each format.

extension ReplyWriter {
  /// A cell of any text; escaped as the format asks.
  public mutating func cell(_ text: String) {
    var text = text
    text.withUTF8 { cell(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// A cell of UTF-8; escaped as the format asks.
  public mutating func cell(bytes text: UnsafeRawBufferPointer) {
    beginCell()
    switch format {
    case .tsv: writeEscaped(text)
    case .text: writeLine(text)
    case .jsonl: JSONString.write(text, to: &bytes)
    // A control character would break the line or move the terminal's cursor.
    case .table: for byte in text { table.bytes.append(byte < 0x20 ? 0x20 : byte) }
    }
    endCell()
  }

  /// A cell that the body writes into the room it asks for, in characters that no format escapes:
  /// an amount, a date, an id; it returns how many it wrote. In jsonl it is a string, or bare where
  /// the column counts.
  @inlinable
  public mutating func cell(room: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
    guard format == .tsv else { return cellOfOtherFormat(room: room, body) }
    // Nothing moves between the TAB and what follows it: there is room for both.
    var place = bytes.room(room + 1)
    if column > 0 {
      place.pointee = 0x09
      place += 1
      bytes.advance(1)
    }
    column += 1
    bytes.advance(body(place))
  }

  @usableFromInline
  mutating func cellOfOtherFormat(room: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
    beginCell()
    if format == .table {
      table.bytes.advance(body(table.bytes.room(room)))
    } else {
      let isString = format == .jsonl && section?.columns[column].kind != .count
      if isString { bytes.append(UInt8(ascii: "\"")) }
      bytes.advance(body(bytes.room(room)))
      if isString { bytes.append(UInt8(ascii: "\"")) }
    }
    endCell()
  }

  /// A cell of a whole number.
  @inlinable
  public mutating func cell(_ number: some FixedWidthInteger) { cell(integer: Int64(number)) }

  /// A cell of a whole number.
  public mutating func cell(integer: Int64) {
    beginCell()
    switch format {
    case .table: table.bytes.append(integer: integer)
    case .tsv, .text: bytes.append(integer: integer)
    case .jsonl:
      let isString = section?.columns[column].kind != .count
      if isString { bytes.append(UInt8(ascii: "\"")) }
      bytes.append(integer: integer)
      if isString { bytes.append(UInt8(ascii: "\"")) }
    }
    endCell()
  }

  /// A cell without a value: `\N`, `null`, blank.
  public mutating func emptyCell() {
    beginCell()
    switch format {
    case .tsv: bytes.append("\\N")
    case .jsonl: bytes.append("null")
    case .table, .text: break
    }
    endCell()
  }

  @inline(__always)
  private mutating func beginCell() {
    if format == .tsv {
      if column > 0 { bytes.append(0x09) }
    } else {
      beginCellOfOtherFormat()
    }
  }

  @inline(never)
  private mutating func beginCellOfOtherFormat() {
    switch format {
    case .tsv, .table: break
    case .text: if column > 0 { bytes.append(0x09) }
    case .jsonl:
      guard let section else { return }
      bytes.append(",\"")
      bytes.append(text: section.columns[column].name)
      bytes.append("\":")
    }
  }

  @inline(__always)
  private mutating func endCell() {
    if format == .table { table.ends.append(table.bytes.count) }
    column += 1
  }

  /// As it is; what would break the line is a blank.
  private mutating func writeLine(_ text: UnsafeRawBufferPointer) {
    guard text.contains(where: { $0 < 0x20 }) else { return bytes.append(text) }
    for byte in text { bytes.append(byte < 0x20 && byte != 0x09 ? 0x20 : byte) }
  }

  /// `\t \n \r \\`, and a `#` that would begin a row like a section.
  private mutating func writeEscaped(_ text: UnsafeRawBufferPointer) {
    if column == 0, text.first == UInt8(ascii: "#") { bytes.append(UInt8(ascii: "\\")) }
    // Nearly every text is without them, and is copied as it stands.
    guard text.has(below: 0x20, or: UInt8(ascii: "\\")) else { return bytes.append(text) }
    for byte in text {
      switch byte {
      case 0x09: bytes.append("\\t")
      case 0x0A: bytes.append("\\n")
      case 0x0D: bytes.append("\\r")
      case UInt8(ascii: "\\"): bytes.append("\\\\")
      default: bytes.append(byte)
      }
    }
  }
}
