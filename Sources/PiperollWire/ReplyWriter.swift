/// Writes replies into one buffer, which a session uses for all of its replies.
///
/// For a status line call `status`, any number of `field`s, `human` if there is text for people,
/// and `endLine`. For a block write a status line with `block: true`, then for each section
/// `section` and its rows, then `endBlock` and `endLine`. A row is `beginRow`, a cell for each
/// column of the section in their order, and `endRow`.
public struct ReplyWriter: ~Copyable, Sendable {
  /// What has been written and not yet been sent.
  public var bytes = ReplyBytes()
  /// The format of the blocks that follow.
  public var format: OutputFormat
  /// The columns of the terminal, for screens.
  public var width: Int
  /// The tag of the request that is answered, with its `@`; empty if it had none.
  public var tag: [UInt8] = []

  /// The section that is being written, for the formats that need its names. It stays nil in tsv,
  /// which needs only `columnCount`.
  var section: SectionSpec?
  @usableFromInline var columnCount = 0
  @usableFromInline var column = 0
  @usableFromInline var rowStart = 0
  @usableFromInline var rows = 0
  var table = TableCells()
  /// What a screen has so far.
  var screen = ScreenState(statusAt: 0)
  /// The ids of accounts that a read has shown, with commas between them, for the audit trail.
  public var shown = ReplyBytes()

  /// Whether a read has shown what only some may know, for the audit trail too.
  public var showsRestricted = false

  /// The most bytes of ids that are kept: those of thirty accounts, and how many rows there were
  /// is known anyway.
  private static let shownBytesMax = 1_000

  /// A writer for replies in this form.
  public init(_ form: OutputForm = OutputForm()) { (format, width) = (form.format, form.width) }

  /// The format and the width of the blocks that follow.
  public var form: OutputForm {
    get { OutputForm(format, width: width) }
    set { (format, width) = (newValue.format, newValue.width) }
  }

  /// Notes that a read shows an account.
  public mutating func show(account id: UnsafeRawBufferPointer) {
    guard shown.count + id.count < Self.shownBytesMax else { return }
    if !shown.isEmpty { shown.append(UInt8(ascii: ",")) }
    shown.append(id)
  }

  /// A writer of its own for the reply to a request with this tag, in this form.
  public init(for tag: [UInt8], _ form: OutputForm) {
    self.init(form)
    self.tag = tag
  }

  // MARK: Status lines

  /// Begins a reply: `[@tag] NNN[+] NAME`. The `+` says that a block follows, and `fmt=` how it is
  /// written, if not as tsv.
  public mutating func status(_ code: Code, block: Bool = false) {
    if block, format == .screen { screen = ScreenState(statusAt: bytes.count) }
    if !tag.isEmpty {
      bytes.append(tag)
      bytes.append(UInt8(ascii: " "))
    }
    write(code, block: block)
    if block, format != .tsv { field("fmt", format.rawValue) }
    rows = 0
  }

  private mutating func write(_ code: Code, block: Bool) {
    // A code has three digits.
    let place = bytes.room(5)
    place[0] = UInt8(ascii: "0") + UInt8(code.rawValue / 100)
    place[1] = UInt8(ascii: "0") + UInt8(code.rawValue / 10 % 10)
    place[2] = UInt8(ascii: "0") + UInt8(code.rawValue % 10)
    place[3] = block ? UInt8(ascii: "+") : UInt8(ascii: " ")
    place[4] = UInt8(ascii: " ")
    bytes.advance(block ? 5 : 4)
    bytes.append(code.word)
  }

  /// Writes ` name=`; the caller writes the value behind it.
  public mutating func key(_ name: StaticString) {
    let length = name.utf8CodeUnitCount
    let place = bytes.room(length + 2)
    place[0] = UInt8(ascii: " ")
    UnsafeMutableRawPointer(place + 1).copyMemory(from: name.utf8Start, byteCount: length)
    place[length + 1] = UInt8(ascii: "=")
    bytes.advance(length + 2)
  }

  /// Writes ` name=value`. A value with blanks, quotes, backslashes or `;` is written as a JSON
  /// string.
  public mutating func field(_ name: StaticString, _ value: String) {
    var value = value
    value.withUTF8 { field(name, bytes: UnsafeRawBufferPointer($0)) }
  }

  /// Writes ` name=value` of UTF-8, as a JSON string where it must be one.
  public mutating func field(_ name: StaticString, bytes value: UnsafeRawBufferPointer) {
    key(name)
    let isQuoted =
      value.isEmpty
      || value.hasEight {
        $0.hasByte(below: 0x21) || $0.has(UInt8(ascii: "\"")) || $0.has(UInt8(ascii: ";"))
          || $0.has(UInt8(ascii: "\\"))
      }
    if isQuoted { JSONString.write(value, to: &bytes) } else { bytes.append(value) }
  }

  /// Writes ` name=value` of a whole number.
  @inlinable
  public mutating func field(_ name: StaticString, _ value: some FixedWidthInteger) {
    key(name)
    bytes.append(integer: Int64(value))
  }

  /// Writes ` name=value`, the value in place.
  /// - Parameter room: the most bytes that `body` writes.
  /// - Parameter body: writes the value to the pointer, in characters that need no quotes, and
  ///   returns how many bytes it wrote.
  @inlinable
  public mutating func field(
    _ name: StaticString, room: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int
  ) {
    key(name)
    bytes.advance(body(bytes.room(room)))
  }

  /// Writes ` ; text` for people. Scripts must not read it: any version may word it differently.
  public mutating func human(_ sentence: String) {
    bytes.append(" ; ")
    for byte in sentence.utf8 { bytes.append(byte < 0x20 || byte == 0x7F ? 0x3F : byte) }
  }

  /// Ends a line with CR LF.
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
    case .screen: beginScreenSection()
    case .jsonl: break
    case .text: return
    }
    section = spec
  }

  /// Begins the last line of a block: `. NNN NAME rows=`. More fields may follow, then `endLine`.
  public mutating func endBlock(_ code: Code = .ok) {
    endSection()
    if format == .screen { endScreen() }
    bytes.append(". ")
    write(code, block: false)
    field("rows", rows)
  }

  /// Takes back a reply that was begun and will not be given.
  /// - Parameter place: how many bytes there were before it.
  public mutating func rollBack(to place: Int) {
    bytes.truncate(to: place)
    section = nil
    table.removeAll()
    rows = 0
  }

  /// Rows of the block whose bytes are written: all but those that a table still keeps.
  public var rowsWritten: Int {
    columnCount == 0 ? rows : rows - table.ends.count / columnCount
  }

  /// Takes over a block that another writer began.
  /// - Parameter rows: how many rows it has so far.
  public mutating func takeOver(rows: Int) { self.rows = rows }

  mutating func endSection() {
    guard format != .tsv else { return }
    if format.isLaidOut, let section { layOut(section) }
    section = nil
  }

  /// Begins a row. Write a cell for every column, then call `endRow`.
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

  /// Ends a row. It must have a cell for every column by now.
  @inlinable
  public mutating func endRow() {
    precondition(column == columnCount, "a row has a cell for every column")
    switch format {
    case .table, .screen: return endTableRow()
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
