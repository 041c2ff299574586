public import PiperollLedger
import PiperollWire

/// Whether the rows of a bulk write depend on each other (`mode=`).
public enum BulkMode: UInt8, CaseIterable, Sendable {
  /// Each row is written or refused by itself.
  case each
  /// All rows are written, or none.
  case atomic
}

extension BulkMode: WireWord {
  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .each: "each"
    case .atomic: "atomic"
    }
  }
}

/// The rows of a bulk write: a block of TAB-separated lines under a header row that names
/// parameters. An argument in the request line counts for every row.
///
/// One row at a time is bound: its bytes are put behind those of the request line, and its cells
/// behind the tokens of that line. So a command reads a row as it reads a line.
public struct BulkWrite: ~Copyable, Sendable {
  public let mode: BulkMode
  /// Whether `dry=yes` was given: nothing is to be written.
  public let isDry: Bool
  /// The present row, counted from 1 after the header row.
  public private(set) var row = 0

  var arguments: Arguments
  let block: [UInt8]
  /// Where the next line begins in `block`.
  var offset = 0
  /// For each column the number of its parameter.
  private(set) var columns: [Int] = []
  private let lineBytes: Int
  private let lineTokens: Int
  private var fault: Failure?

  private init(_ mode: BulkMode, isDry: Bool, _ arguments: consuming Arguments, _ block: [UInt8]) {
    self.mode = mode
    self.isDry = isDry
    self.block = block
    lineBytes = arguments.line.count
    lineTokens = arguments.tokens.count
    self.arguments = arguments
  }

  /// Reads the header row of a block and checks the control totals.
  /// - Parameter arguments: those of the request line, bound with `hasBlock`.
  /// - Throws: where the block cannot be run at all; nothing has been written then.
  public static func read(
    _ arguments: consuming Arguments, block: [UInt8]
  ) throws(Failure) -> BulkWrite {
    guard let mode = try arguments.choice("mode", BulkMode.self) else {
      throw .fault(
        .syntax, column: nil, key: "mode",
        sentence: "a block takes mode=each or mode=atomic; \(arguments.spec.usage)")
    }
    let isDry = try arguments.flag("dry")
    var rows = BulkWrite(mode, isDry: isDry, arguments, block)
    rows.offset = TextRules.markBytes(block)
    guard block.count(where: { $0 == 0x0A }) <= Limits.blockRows + 1 else {
      throw .fault(
        .tooBig, column: nil, key: nil,
        sentence: "a block of more than \(Limits.blockRows) rows; nothing was written")
    }
    var header = rows.nextLine()
    while let line = header, line.isEmpty { header = rows.nextLine() }
    guard let header else {
      throw .fault(
        .syntax, column: nil, key: nil, sentence: "the block has no header row of parameters")
    }
    try rows.checkText(header)
    try rows.bind(header: header)
    try rows.checkControl()
    return rows
  }

  /// How many rows are left at most.
  public var rowsMax: Int { block[min(offset, block.count)...].count { $0 == 0x0A } }

  /// The command of the request line.
  public var spec: CommandSpec { arguments.spec }

  private mutating func bind(header: Range<Int>) throws(Failure) {
    if let ref = spec.table.ref, arguments.has(ref) {
      throw headerFault("ref", "ref= is a column: each row has its own")
    }
    for cell in block[header].split(separator: 0x09, omittingEmptySubsequences: false) {
      let name = String(decoding: cell, as: UTF8.self)
      guard let index = cell.withUnsafeBytes({ arguments.spec.table.find($0) }) else {
        let names = spec.parameters.map { "\($0.name)" }
        let hint = nearest(name.lowercased(), in: names) ?? names.joined(separator: " ")
        throw headerFault(name, "no such column; \(hint)?")
      }
      if spec.table.isOfEnvelope(index), index != spec.table.ref, index != spec.table.revision {
        throw headerFault(name, "\(name) is for the whole block: give it in the request line")
      }
      if arguments.has(index) || columns.contains(index) {
        throw headerFault(name, "\(name) is given twice")
      }
      columns.append(index)
    }
    for (index, parameter) in spec.parameters.enumerated()
    where parameter.isRequired && !arguments.has(index) && !columns.contains(index) {
      throw .fault(
        .syntax, column: nil, key: "\(parameter.name)",
        sentence: "\(parameter.name) is missing: neither a column nor in the request line")
    }
  }

  /// How many characters of a wrong column name a reply repeats. The name may be as long as a line.
  private static var nameShown: Int { 32 }

  private func headerFault(_ name: String, _ sentence: String) -> Failure {
    .fault(.badKey, column: nil, key: String(name.prefix(Self.nameShown)), sentence: sentence)
  }

  /// The next line of the block, without CR LF, and without the first of two leading dots.
  mutating func nextLine() -> Range<Int>? {
    guard offset < block.count else { return nil }
    let end = block[offset...].firstIndex(of: 0x0A) ?? block.count
    var line = offset..<end
    offset = end + 1
    if line.count > 0, block[line.upperBound - 1] == 0x0D { line = line.dropLast() }
    if line.count > 1, block[line.lowerBound] == UInt8(ascii: ".") { line = line.dropFirst() }
    return line
  }

  /// Adds the accounts and references of the next rows to `ahead` until it is full, so that their
  /// memory can be fetched early. `advance` still comes to these rows.
  public func lookAhead(_ ahead: inout LookAhead) {
    let account = spec.table.find("account").flatMap { columns.firstIndex(of: $0) }
    let ref = spec.table.ref.flatMap { columns.firstIndex(of: $0) }
    guard let account else { return }
    block.withUnsafeBytes { all in
      var rest = UnsafeRawBufferPointer(rebasing: all[min(offset, all.count)...])
      while !ahead.isFull, !rest.isEmpty {
        let end = rest.firstIndex(of: 0x0A) ?? rest.count
        let line = UnsafeRawBufferPointer(rebasing: rest[..<end])
        var start = 0
        for column in columns.indices {
          let cellEnd = line[start...].firstIndex { $0 == 0x09 || $0 == 0x0D } ?? line.count
          let cell = UnsafeRawBufferPointer(rebasing: line[start..<cellEnd])
          if column == account { ahead.add(account: cell) }
          if column == ref { ahead.add(reference: cell) }
          start = min(cellEnd + 1, line.count)
        }
        rest = UnsafeRawBufferPointer(rebasing: rest[min(end + 1, rest.count)...])
      }
    }
  }

  /// Goes to the next row and binds it; false after the last row. An empty line counts as a row in
  /// `row`, but is skipped.
  public mutating func advance() -> Bool {
    while let line = nextLine() {
      row += 1
      if line.isEmpty { continue }
      fault = nil
      do throws(Failure) { try bind(row: line) } catch { fault = error }
      return true
    }
    return false
  }

  private mutating func bind(row line: Range<Int>) throws(Failure) {
    try checkText(line)
    arguments.beginRow(block[line], behind: lineBytes, lineTokens)
    var start = lineBytes
    for (number, index) in columns.enumerated() {
      let end = arguments.line[start...].firstIndex(of: 0x09) ?? arguments.line.count
      let isLast = number == columns.count - 1
      if isLast != (end == arguments.line.count) { throw wrongCount }
      try arguments.setCell(index, start..<end)
      start = end + 1
    }
    try arguments.demandRequired()
  }

  /// Checks a row as `Request` checks a line: its length, and that it is text.
  private func checkText(_ line: Range<Int>) throws(Failure) {
    if line.count > Limits.lineBytes {
      throw .fault(
        .tooLong, column: nil, key: nil, sentence: "a row of more than \(Limits.lineBytes) bytes")
    }
    let flaw = block.withUnsafeBytes { bytes in
      let row = UnsafeRawBufferPointer(rebasing: bytes[line])
      return TextRules.firstFault(in: row).map {
        TextRules.sentence("the row", fault: $0, in: row)
      }
    }
    if let flaw { throw .fault(.badText, column: nil, key: nil, sentence: flaw) }
  }

  private var wrongCount: Failure {
    .fault(
      .syntax, column: nil, key: nil,
      sentence: "the row does not have as many cells as the header row, which has \(columns.count)")
  }

  /// Decides the write of the present row.
  /// - Throws: also where the row could not be bound.
  public func decide(
    on book: borrowing Book, _ context: Context
  ) throws(Failure) -> WriteDecision {
    if let fault { throw fault }
    return try arguments.decide(on: book, context)
  }
}

extension Arguments {
  /// Puts the bytes of a row behind those of the request line, in place of the row before.
  fileprivate mutating func beginRow(
    _ row: ArraySlice<UInt8>, behind lineBytes: Int, _ lineTokens: Int
  ) {
    line.removeLast(line.count - lineBytes)
    line.append(contentsOf: row)
    tokens.removeLast(tokens.count - lineTokens)
  }

  /// Binds a cell to a parameter. An empty cell and `\N` are no value; `\t` and `\\` are escapes,
  /// as in replies.
  fileprivate mutating func setCell(_ index: Int, _ place: Range<Int>) throws(Failure) {
    give(index, Self.absent)
    if place.isEmpty { return }
    var hasEscape = false
    var offset = place.lowerBound
    while offset < place.upperBound {
      if line[offset] != UInt8(ascii: "\\") {
        offset += 1
        continue
      }
      let next = offset + 1 < place.upperBound ? line[offset + 1] : 0
      if next == UInt8(ascii: "N"), place.count == 2 { return }
      guard next == UInt8(ascii: "t") || next == UInt8(ascii: "\\") else {
        throw .fault(
          .badValue, column: nil, key: "\(spec.parameters[index].name)",
          sentence: "a backslash is \\\\ in a cell, a TAB is \\t, no value is \\N")
      }
      hasEscape = true
      offset += 2
    }
    give(index, Int16(tokens.count))
    tokens.append(Token(key: 0..<0, value: place, isQuoted: hasEscape))
  }
}
