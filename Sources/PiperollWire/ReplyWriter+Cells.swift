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
    case .jsonl: JSONString.write(text, to: &bytes)
    // A control character would break the line or move the terminal's cursor.
    case .table: table.bytes.append(contentsOf: text.lazy.map { $0 < 0x20 ? 0x20 : $0 })
    }
    endCell()
  }

  /// A cell that the body writes itself, in characters that no format escapes: an amount, a date,
  /// an id. In jsonl it is a string, or bare where the column counts.
  public mutating func cell(plain body: (inout [UInt8]) -> Void) {
    beginCell()
    let isString = section?.columns[column].kind != .count
    switch format {
    case .tsv: body(&bytes)
    case .table: body(&table.bytes)
    case .jsonl:
      if isString { bytes.append(UInt8(ascii: "\"")) }
      body(&bytes)
      if isString { bytes.append(UInt8(ascii: "\"")) }
    }
    endCell()
  }

  /// A cell of a whole number.
  public mutating func cell(_ number: some FixedWidthInteger) {
    let text = String(number)
    cell(plain: { $0.append(contentsOf: text.utf8) })
  }

  /// A cell without a value: `\N`, `null`, blank.
  public mutating func emptyCell() {
    beginCell()
    switch format {
    case .tsv: bytes.append(contentsOf: "\\N".utf8)
    case .jsonl: bytes.append(contentsOf: "null".utf8)
    case .table: break
    }
    endCell()
  }

  private mutating func beginCell() {
    switch format {
    case .tsv: if column > 0 { bytes.append(0x09) }
    case .table: break
    case .jsonl:
      guard let section else { return }
      bytes.append(contentsOf: ",\"".utf8)
      bytes.append(contentsOf: section.columns[column].name.utf8)
      bytes.append(contentsOf: "\":".utf8)
    }
  }

  private mutating func endCell() {
    if format == .table { table.ends.append(table.bytes.count) }
    column += 1
  }

  /// `\t \n \r \\`, and a `#` that would begin a row like a section.
  private mutating func writeEscaped(_ text: UnsafeRawBufferPointer) {
    for (place, byte) in text.enumerated() {
      switch byte {
      case 0x09: bytes.append(contentsOf: "\\t".utf8)
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0x0D: bytes.append(contentsOf: "\\r".utf8)
      case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
      case UInt8(ascii: "#") where place == 0 && column == 0: bytes.append(contentsOf: "\\#".utf8)
      default: bytes.append(byte)
      }
    }
  }
}
