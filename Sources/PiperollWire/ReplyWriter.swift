/// Writes replies into one buffer that is used again for a whole session.
///
/// A status line is `status`, any number of `field`s, `human`, `endLine`; a block is a status line
/// with `block: true`, then `section`s with their `row`s, then `endBlock`. Cells are written in the
/// order of the section's columns.
public struct ReplyWriter: Sendable {
  /// What is written and not yet taken.
  public var bytes: [UInt8] = []
  /// Of the blocks that follow.
  public var format = OutputFormat.tsv
  /// The tag of the request that is answered, with its `@`; empty if it had none.
  public var tag: [UInt8] = []

  var section: SectionSpec?
  var column = 0
  var rowStart = 0
  var rows = 0
  var table = TableCells()

  public init() {}

  // MARK: Status lines

  /// Begins a reply: `[@tag] NNN[+] NAME`.
  public mutating func status(_ code: Code, block: Bool = false) {
    if !tag.isEmpty {
      bytes.append(contentsOf: tag)
      bytes.append(UInt8(ascii: " "))
    }
    write(code, block: block)
    rows = 0
  }

  private mutating func write(_ code: Code, block: Bool) {
    put(integer: Int64(code.rawValue))
    if block { bytes.append(UInt8(ascii: "+")) }
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: code.name.utf8)
  }

  /// Begins ` name=`; the value follows.
  public mutating func key(_ name: StaticString) {
    bytes.append(UInt8(ascii: " "))
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "="))
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
    if isBare { bytes.append(contentsOf: value) } else { JSONString.write(value, to: &bytes) }
  }

  /// ` name=value` of a whole number.
  public mutating func field(_ name: StaticString, _ value: some FixedWidthInteger) {
    key(name)
    put(integer: Int64(value))
  }

  /// ` ; text` for people; it may change at any time.
  public mutating func human(_ sentence: String) {
    bytes.append(contentsOf: " ; ".utf8)
    bytes.append(contentsOf: sentence.utf8.lazy.map { $0 < 0x20 || $0 == 0x7F ? 0x3F : $0 })
  }

  /// Ends a line: CR LF.
  public mutating func endLine() {
    bytes.append(0x0D)
    bytes.append(0x0A)
  }

  /// Adds a number's digits.
  public mutating func put(integer: Int64) {
    var rest = integer.magnitude
    if integer < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  // MARK: Blocks

  /// Begins a section: `# name` and its header row (none in jsonl).
  public mutating func section(_ spec: SectionSpec) {
    endSection()
    section = spec
    switch format {
    case .tsv: bytes.append(contentsOf: spec.heading)
    case .table: bytes.append(contentsOf: spec.title)
    case .jsonl: break
    }
  }

  /// Ends the block: `. NNN NAME rows=`; more fields may follow, then `endLine`.
  public mutating func endBlock(_ code: Code = .ok) {
    endSection()
    bytes.append(UInt8(ascii: "."))
    bytes.append(UInt8(ascii: " "))
    write(code, block: false)
    field("rows", rows)
  }

  private mutating func endSection() {
    if format == .table, let section { layOut(section) }
    section = nil
  }

  /// Begins a row; a cell for every column follows, then `endRow`.
  public mutating func beginRow() {
    rowStart = bytes.count
    column = 0
    rows += 1
    guard format == .jsonl, let section else { return }
    bytes.append(contentsOf: "{\"section\":\"".utf8)
    bytes.append(contentsOf: section.name.utf8)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Ends a row, which has a cell for every column by now.
  public mutating func endRow() {
    precondition(column == section?.columns.count, "a row has a cell for every column")
    switch format {
    case .table: return
    case .jsonl: bytes.append(UInt8(ascii: "}"))
    case .tsv: stuffDot()
    }
    endLine()
  }

  private mutating func stuffDot() {
    if rowStart < bytes.count, bytes[rowStart] == UInt8(ascii: ".") {
      bytes.insert(UInt8(ascii: "."), at: rowStart)
    }
  }
}
