/// A row of the file in a block, for what is told of it when its reply has come.
struct BlockRow {
  /// The line of the file, and where it stands there.
  let line: Int
  let place: Range<Int>
  let ref: String
  let amount: AmountSum?
  let group: String
  /// Why it was not sent; nil for what was.
  let fault: String?
}

/// What the server said of a row.
struct RowResult {
  let code: Int
  /// The rule, or the key at fault, or why there was nothing to do; empty if none was named.
  let rule: String
  /// Of what was refused.
  let text: String
}

/// Rows that travel as one request, and those between them that do not travel at all.
final class RowBlock {
  private(set) var rows: [BlockRow] = []
  /// The request, with its line, its header row and its end.
  private(set) var bytes: [UInt8]
  /// How many of the rows are in the request.
  private(set) var sentCount = 0
  /// Of the rows in the request, in their order; nil while it has no reply.
  var results: [RowResult]?

  init(head: [UInt8]) { bytes = head }

  func add(_ row: BlockRow, _ line: some Collection<UInt8>) {
    rows.append(row)
    if row.fault == nil {
      bytes += line
      sentCount += 1
    }
  }

  /// Ends the request.
  func finish() { bytes += [UInt8(ascii: "."), 0x0A] }
}

/// Reads a file and makes its rows into blocks.
struct RowSource {
  /// A block ends at whichever comes first. The server takes 1 MiB and 100,000 rows. Of smaller
  /// blocks several are on their way at once, and not much is sent again after a loss.
  struct Limits {
    var rows: Int
    var bytes: Int

    static let post = Limits(rows: 1_000, bytes: 256 * 1024)
    /// Larger, because a dry run sees no further than its block.
    static let dryRun = Limits(rows: 5_000, bytes: 768 * 1024)
  }

  private var reader: CSVReader
  private var maker: RowMaker
  private let limits: Limits
  private let head: [UInt8]
  private var record = CSVRecord()
  private var line: [UInt8] = []
  private(set) var passedOver = 0
  /// Bytes of the file that were read.
  private(set) var position = 0

  init(_ file: RowFile, _ maker: RowMaker, _ limits: Limits, isDry: Bool) throws {
    reader = try Self.reader(file, maker.plan)
    self.maker = maker
    self.limits = limits
    let plan = maker.plan
    head = Array(
      (plan.requestLine(isDry: isDry) + "\n" + plan.keys.joined(separator: "\t") + "\n").utf8)
  }

  /// A reader that stands behind the header row.
  private static func reader(_ file: RowFile, _ plan: RowPlan) throws -> CSVReader {
    var reader = try CSVReader(
      file, separator: plan.dialect.separator, encoding: plan.dialect.encoding)
    var header = CSVRecord()
    if !plan.header.bytes.isEmpty { _ = try reader.next(&header) }
    return reader
  }

  /// The next row that is not passed over; nil at the end.
  mutating func next() throws -> (row: BlockRow, line: [UInt8])? {
    while try reader.next(&record) {
      position = record.place.upperBound
      line.removeAll(keepingCapacity: true)
      let outcome = maker.make(record, into: &line)
      if case .passedOver = outcome {
        passedOver += 1
        continue
      }
      var fault: String?
      if case .fault(let sentence) = outcome { fault = sentence }
      let row = BlockRow(
        line: record.line, place: record.place, ref: maker.ref, amount: maker.amount,
        group: maker.group, fault: fault)
      return (row, line)
    }
    return nil
  }

  /// A cell of the last row; nil where it cannot be read.
  mutating func cell(_ column: Int) -> String? { maker.plainText(column) }

  /// The next block; nil at the end.
  mutating func nextBlock() throws -> RowBlock? {
    let block = RowBlock(head: head)
    while block.rows.count < limits.rows, block.bytes.count < limits.bytes {
      guard let (row, line) = try next() else { break }
      block.add(row, line)
    }
    block.finish()
    return block.rows.isEmpty ? nil : block
  }
}

extension RowHeader {
  /// Reads the first line of a file. Throws a usage error for a file without rows.
  init(_ file: RowFile, _ dialect: RowDialect) throws {
    var reader = try CSVReader(file, separator: dialect.separator, encoding: dialect.encoding)
    var record = CSVRecord()
    guard try reader.next(&record) else {
      throw ClientError(.usage, "\(file.name): the file is empty")
    }
    if let fault = record.fault {
      throw ClientError(.usage, "\(file.name): line \(record.line): \(fault)")
    }
    let cells = try (0..<record.count).map { index in
      var text: [UInt8] = []
      if let byte = dialect.encoding.decode(record.cell(index), into: &text) {
        let hexadecimal = String(byte, radix: 16, uppercase: true)
        throw ClientError(
          .usage,
          "\(file.name): the byte 0x\(hexadecimal) of its first line is no"
            + " \(dialect.encoding.rawValue); declare --encoding, as windows-1252 or latin1")
      }
      return MapText.trimmed(String(decoding: text, as: UTF8.self)[...])
    }
    // A file of rejects has names, also where the file had none that they come from.
    let isRejects = cells.suffix(Self.rejected.count).elementsEqual(Self.rejected)
    guard dialect.hasHeader || isRejects else {
      self.init(count: cells.count)
      return
    }
    var bytes = try file.bytes(record.place)
    while bytes.last == 0x0A || bytes.last == 0x0D { bytes.removeLast() }
    self.init(cells, bytes: bytes)
  }
}
