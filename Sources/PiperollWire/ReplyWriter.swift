/// Writes replies into one buffer that is used again for a whole session.
///
/// A status line is `status`, any number of `field`s, `human`, `endLine`; a block is a status line
/// with `block: true`, then `section`s with their `row`s, then `endBlock`. Cells are written in the
/// order of the section's columns.
public struct ReplyWriter: ~Copyable, Sendable {
  /// What is written and not yet taken.
  public var bytes = ReplyBytes()
  /// Of the blocks that follow.
  public var format = OutputFormat.tsv
  /// The tag of the request that is answered, with its `@`; empty if it had none.
  public var tag: [UInt8] = []

  /// Of the formats that need its names; a tsv row needs to know how many columns it has.
  var section: SectionSpec?
  @usableFromInline var columnCount = 0
  @usableFromInline var column = 0
  @usableFromInline var rowStart = 0
  @usableFromInline var rows = 0
  var table = TableCells()

  public init() {}

  /// A writer of replies to the same request in the same format.
  public init(for tag: [UInt8], _ format: OutputFormat) {
    self.tag = tag
    self.format = format
  }

  // MARK: Status lines

  /// Begins a reply: `[@tag] NNN[+] NAME`.
  public mutating func status(_ code: Code, block: Bool = false) {
    if !tag.isEmpty {
      bytes.append(tag)
      bytes.append(UInt8(ascii: " "))
    }
    write(code, block: block)
    rows = 0
  }

  private mutating func write(_ code: Code, block: Bool) {
    bytes.append(integer: Int64(code.rawValue))
    if block { bytes.append(UInt8(ascii: "+")) }
    bytes.append(UInt8(ascii: " "))
    bytes.append(code.word)
  }

  /// Begins ` name=`; the value follows.
  public mutating func key(_ name: StaticString) {
    let length = name.utf8CodeUnitCount
    let place = bytes.room(length + 2)
    place[0] = UInt8(ascii: " ")
    (place + 1).update(from: name.utf8Start, count: length)
    place[length + 1] = UInt8(ascii: "=")
    bytes.advance(length + 2)
  }

  /// ` name=value`; a value with blanks, quotes or `;` is a JSON string.
  public mutating func field(_ name: StaticString, _ value: String) {
    var value = value
    value.withUTF8 { field(name, bytes: UnsafeRawBufferPointer($0)) }
  }

  /// ` name=value` of UTF-8, quoted as a JSON string where it must be.
  public mutating func field(_ name: StaticString, bytes value: UnsafeRawBufferPointer) {
    key(name)
    let isBare =
      !value.isEmpty
      && value.allSatisfy {
        $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: "\\")
      }
    if isBare { bytes.append(value) } else { JSONString.write(value, to: &bytes) }
  }

  /// ` name=value` of a whole number.
  @inlinable
  public mutating func field(_ name: StaticString, _ value: some FixedWidthInteger) {
    key(name)
    bytes.append(integer: Int64(value))
  }

  /// ` name=value` of a value that the body writes into the room it asks for, in characters that
  /// need no quotes; it returns how many it wrote.
  @inlinable
  public mutating func field(
    _ name: StaticString, room: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int
  ) {
    key(name)
    bytes.advance(body(bytes.room(room)))
  }

  /// ` ; text` for people; it may change at any time.
  public mutating func human(_ sentence: String) {
    bytes.append(" ; ")
    for byte in sentence.utf8 { bytes.append(byte < 0x20 || byte == 0x7F ? 0x3F : byte) }
  }

  /// Ends a line: CR LF.
  @inlinable
  public mutating func endLine() {
    let place = bytes.room(2)
    place[0] = 0x0D
    place[1] = 0x0A
    bytes.advance(2)
  }

  // MARK: Blocks

  /// Begins a section: `# name` and its header row (none in jsonl).
  public mutating func section(_ spec: SectionSpec) {
    endSection()
    columnCount = spec.columns.count
    switch format {
    case .tsv: return bytes.append(spec.heading)
    case .table: bytes.append(spec.title)
    case .jsonl: break
    case .text: return
    }
    section = spec
  }

  /// Ends the block: `. NNN NAME rows=`; more fields may follow, then `endLine`.
  public mutating func endBlock(_ code: Code = .ok) {
    endSection()
    bytes.append(". ")
    write(code, block: false)
    field("rows", rows)
  }

  /// Takes back what was written of a reply that is not to be, with the section it is in.
  public mutating func rollBack(to place: Int) {
    bytes.truncate(to: place)
    section = nil
    table.removeAll()
    rows = 0
  }

  private mutating func endSection() {
    guard format != .tsv else { return }
    if format == .table, let section { layOut(section) }
    section = nil
  }

  /// Begins a row; a cell for every column follows, then `endRow`.
  @inlinable
  public mutating func beginRow() {
    rowStart = bytes.count
    column = 0
    rows += 1
    if format == .jsonl { beginObject() }
  }

  @usableFromInline
  mutating func beginObject() {
    bytes.append("{\"section\":\"")
    if let section { bytes.append(text: section.name) }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Ends a row, which has a cell for every column by now.
  @inlinable
  public mutating func endRow() {
    precondition(column == columnCount, "a row has a cell for every column")
    switch format {
    case .table: return
    case .jsonl: bytes.append(UInt8(ascii: "}"))
    case .tsv, .text: stuffDot()
    }
    endLine()
  }

  @inlinable
  mutating func stuffDot() {
    if rowStart < bytes.count, bytes[rowStart] == UInt8(ascii: ".") { doubleDot(at: rowStart) }
  }

  @usableFromInline
  mutating func doubleDot(at place: Int) { bytes.insert(UInt8(ascii: "."), at: place) }
}
