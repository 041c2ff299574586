// The cells of a row, in each format.

extension ReplyWriter {
  /// Writes a cell of any text, escaped as the format needs it.
  public mutating func cell(_ text: String) {
    var text = text
    text.withUTF8 { cell(bytes: UnsafeRawBufferPointer($0)) }
  }

  /// Writes a cell of UTF-8, escaped as the format needs it.
  public mutating func cell(bytes text: UnsafeRawBufferPointer) {
    // Nearly every cell is of tsv, and needs no escape.
    if format == .tsv, column > 0, !text.needsEscape {
      let place = bytes.room(text.count + 1)
      place.pointee = 0x09
      UnsafeMutableRawBufferPointer(start: place + 1, count: text.count).copyMemory(from: text)
      bytes.advance(text.count + 1)
      column += 1
      return
    }
    beginCell()
    switch format {
    case .tsv: writeEscaped(text)
    case .text: writeLine(text)
    case .jsonl: JSONString.write(text, to: &bytes)
    // A control character would break the line or move the terminal's cursor.
    case .table, .screen: for byte in text { table.bytes.append(byte < 0x20 ? 0x20 : byte) }
    }
    endCell()
  }

  /// Writes a cell in place: an amount, a date, an id. In jsonl it is a string, or a bare number in
  /// a column of counts.
  /// - Parameter room: the most bytes that `body` writes.
  /// - Parameter body: writes the cell to the pointer, in characters that no format escapes, and
  ///   returns how many bytes it wrote.
  @inlinable
  public mutating func cell(room: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
    guard format == .tsv else { return cellOfOtherFormat(room: room, body) }
    // One call asks for the room of the TAB and of the cell.
    let place = bytes.room(room + 1)
    place.pointee = 0x09
    let tab = column > 0 ? 1 : 0
    column += 1
    bytes.advance(tab + body(place + tab))
  }

  @usableFromInline
  mutating func cellOfOtherFormat(room: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
    beginCell()
    if format.isLaidOut {
      table.bytes.advance(body(table.bytes.room(room)))
    } else {
      let isString = format == .jsonl && section?.columns[column].kind != .count
      if isString { bytes.append(UInt8(ascii: "\"")) }
      bytes.advance(body(bytes.room(room)))
      if isString { bytes.append(UInt8(ascii: "\"")) }
    }
    endCell()
  }

  /// Writes a cell with what `body` writes as the keys of a status line, and the text for people
  /// behind them; without a value if it writes nothing.
  public mutating func cell(keys body: (inout ReplyWriter) -> Void) {
    let start = bytes.count
    body(&self)
    if bytes.count == start { return emptyCell() }
    let needsEscape = bytes.withBytes {
      UnsafeRawBufferPointer(rebasing: $0[start...]).has(below: 0x20, or: UInt8(ascii: "\\"))
    }
    if format == .tsv, column > 0, !needsEscape {
      // The blank in front of the first key is where the TAB goes.
      bytes.replace(at: start, with: 0x09)
      column += 1
      return
    }
    let text = bytes.withBytes { Array($0[(start + 1)...]) }
    bytes.truncate(to: start)
    text.withUnsafeBytes { cell(bytes: $0) }
  }

  /// Writes a cell of a whole number.
  @inlinable
  public mutating func cell(_ number: some FixedWidthInteger) { cell(integer: Int64(number)) }

  /// Writes a cell of a whole number.
  public mutating func cell(integer: Int64) {
    beginCell()
    switch format {
    case .tsv, .text: bytes.append(integer: integer)
    case .table, .screen: table.bytes.append(integer: integer)
    case .jsonl:
      let isString = section?.columns[column].kind != .count
      if isString { bytes.append(UInt8(ascii: "\"")) }
      bytes.append(integer: integer)
      if isString { bytes.append(UInt8(ascii: "\"")) }
    }
    endCell()
  }

  /// Writes a cell without a value: `\N` in tsv, `null` in jsonl, nothing in a table.
  public mutating func emptyCell() {
    if format == .tsv, column > 0 {
      column += 1
      return bytes.append("\t\\N")
    }
    beginCell()
    switch format {
    case .tsv: bytes.append("\\N")
    case .jsonl: bytes.append("null")
    case .table, .screen, .text: break
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
    case .tsv, .table, .screen: break
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
    if format.isLaidOut { table.ends.append(table.bytes.count) }
    column += 1
  }

  /// Writes a text as it is, with a blank for each byte that would break the line.
  private mutating func writeLine(_ text: UnsafeRawBufferPointer) {
    guard text.contains(where: { $0 < 0x20 }) else { return bytes.append(text) }
    for byte in text { bytes.append(byte < 0x20 && byte != 0x09 ? 0x20 : byte) }
  }

  /// Writes a text with TAB, LF, CR and backslash escaped, and so is a `#` that begins a row: it
  /// would look like the heading of a section.
  private mutating func writeEscaped(_ text: UnsafeRawBufferPointer) {
    if column == 0, text.first == UInt8(ascii: "#") { bytes.append(UInt8(ascii: "\\")) }
    guard text.needsEscape else { return bytes.append(text) }
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

extension UnsafeRawBufferPointer {
  /// Whether a byte of a text is written as an escape in tsv.
  @inline(__always)
  fileprivate var needsEscape: Bool { has(below: 0x20, or: UInt8(ascii: "\\")) }
}
