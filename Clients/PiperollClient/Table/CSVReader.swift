/// One row of a file, its quotes undone.
struct CSVRecord {
  /// The line of the file at which it begins, from 1.
  var line = 0
  /// Where it stands in the file, with its line end.
  var place = 0..<0
  /// All cells behind each other.
  var bytes: [UInt8] = []
  /// Where each cell ends in `bytes`.
  var ends: [Int] = []
  /// What is wrong with it as CSV; nil if nothing is.
  var fault: String?

  var count: Int { ends.count }

  func cell(_ index: Int) -> ArraySlice<UInt8> {
    bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// A line with nothing in it.
  var isEmpty: Bool { count == 1 && bytes.isEmpty }
}

/// Reads comma-separated values as RFC 4180 describes them, with another separator if it is told
/// so, and lines that end with CRLF or LF. What is not of that form is a fault of its row.
struct CSVReader {
  /// A row that is longer has lost a closing quote: a request's line has 8,192 bytes.
  static let recordBytesMax = 1 << 20
  private static let usualRead = 256 * 1024

  private let file: RowFile
  private let separator: UInt8
  private let readBytes: Int
  private var buffer: [UInt8] = []
  /// Where the next record begins in `buffer`, and where that is in the file.
  private var start = 0
  private var offset = 0
  private var line = 1
  private var hasEnded = false

  /// Reads from the file's beginning; a byte order mark of UTF-8 is passed over.
  /// - Throws: a usage error for a file in another encoding than the declared one.
  init(
    _ file: RowFile, separator: UInt8, encoding: TextEncoding, readBytes: Int = usualRead
  ) throws {
    self.file = file
    self.readBytes = readBytes
    self.separator = separator
    while !hasEnded && buffer.count < 4 { try fill() }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if buffer.starts(with: mark) {
      guard encoding == .utf8 else {
        throw ClientError(
          .usage, "\(file.name) begins as UTF-8 does, but --encoding \(encoding.rawValue) is given")
      }
      (start, offset) = (mark.count, mark.count)
    }
    if buffer.starts(with: [0xFF, 0xFE]) || buffer.starts(with: [0xFE, 0xFF])
      || buffer.prefix(Self.sampleBytes).contains(0)
    {
      throw ClientError(.usage, "\(file.name) is UTF-16 or no text; save it as UTF-8")
    }
  }

  /// As much of the beginning is looked at for what no text has.
  private static let sampleBytes = 4096

  private enum Parsed {
    case record(end: Int, lines: Int)
    case incomplete
  }

  /// Reads the next row that is not empty.
  /// - Returns: false at the end.
  /// - Throws: a usage error where quotes are not closed: the rest of the file cannot be told.
  mutating func next(_ record: inout CSVRecord) throws -> Bool {
    while true {
      if hasEnded && start == buffer.count { return false }
      guard case .record(let end, let lines) = parse(&record) else {
        if hasEnded || buffer.count - start > Self.recordBytesMax {
          throw ClientError(
            .usage,
            "\(file.name): line \(line): a quote is opened and not closed;"
              + " nothing was posted of this row and what follows")
        }
        try fill()
        continue
      }
      record.line = line
      record.place = offset..<(offset + end - start)
      line += lines
      offset += end - start
      start = end
      if !record.isEmpty || record.fault != nil { return true }
    }
  }

  /// Where the cells that stand in front end in the bytes of a whole row; nil if it has fewer.
  static func end(of cells: Int, in row: [UInt8], _ separator: UInt8) -> Int? {
    row.withUnsafeBufferPointer { bytes in
      var scan = CSVScan(bytes: bytes, next: 0, separator: separator, isWhole: true)
      return scan.end(of: cells)
    }
  }

  private mutating func fill() throws {
    if start > 0 {
      buffer.removeFirst(start)
      start = 0
    }
    let before = buffer.count
    try file.read(readBytes, at: offset + before, into: &buffer)
    hasEnded = buffer.count == before
  }

  /// Cuts the record at `start` into its cells.
  private func parse(_ record: inout CSVRecord) -> Parsed {
    record.bytes.removeAll(keepingCapacity: true)
    record.ends.removeAll(keepingCapacity: true)
    record.fault = nil
    return buffer.withUnsafeBufferPointer { bytes in
      var scan = CSVScan(bytes: bytes, next: start, separator: separator, isWhole: hasEnded)
      guard scan.run(&record) else { return .incomplete }
      return .record(end: scan.next, lines: scan.lines)
    }
  }
}

/// The walk over one record.
private struct CSVScan {
  let bytes: UnsafeBufferPointer<UInt8>
  var next: Int
  let separator: UInt8
  /// Nothing follows the bytes.
  let isWhole: Bool
  var lines = 0

  private static let quote = UInt8(ascii: "\"")
  private static let carriageReturn: UInt8 = 0x0D
  private static let lineFeed: UInt8 = 0x0A

  init(bytes: UnsafeBufferPointer<UInt8>, next: Int, separator: UInt8, isWhole: Bool) {
    self.bytes = bytes
    self.next = next
    self.separator = separator
    self.isWhole = isWhole
  }

  /// False when the record does not end within the bytes.
  mutating func run(_ record: inout CSVRecord) -> Bool {
    while true {
      let isQuoted = next < bytes.count && bytes[next] == Self.quote
      guard isQuoted ? quotedCell(&record) : plainCell(&record) else { return false }
      record.ends.append(record.bytes.count)
      if next == bytes.count { return isWhole }
      let byte = bytes[next]
      next += 1
      if byte == Self.lineFeed {
        lines += 1
        return true
      }
    }
  }

  /// Where the first cells end; nil if there are fewer.
  mutating func end(of cells: Int) -> Int? {
    var record = CSVRecord()
    for number in 1...max(1, cells) {
      let isQuoted = next < bytes.count && bytes[next] == Self.quote
      guard isQuoted ? quotedCell(&record) : plainCell(&record) else { return nil }
      if number == cells { return next }
      if next == bytes.count { return nil }
      next += 1
    }
    return nil
  }

  /// Leaves `next` at the separator, the LF or the end of the bytes.
  private mutating func plainCell(_ record: inout CSVRecord) -> Bool {
    let from = next
    while next < bytes.count, bytes[next] != separator, bytes[next] != Self.lineFeed {
      if bytes[next] == Self.quote { record.fault = Self.strayQuote }
      next += 1
    }
    if next == bytes.count && !isWhole { return false }
    var end = next
    let endsLine = next == bytes.count || bytes[next] == Self.lineFeed
    if endsLine, end > from, bytes[end - 1] == Self.carriageReturn { end -= 1 }
    if bytes[from..<end].contains(Self.carriageReturn) { record.fault = Self.strayReturn }
    record.bytes += bytes[from..<end]
    return true
  }

  private mutating func quotedCell(_ record: inout CSVRecord) -> Bool {
    next += 1
    while true {
      guard next < bytes.count else { return false }
      let byte = bytes[next]
      if byte != Self.quote {
        if byte == Self.lineFeed { lines += 1 }
        record.bytes.append(byte)
        next += 1
      } else if next + 1 < bytes.count, bytes[next + 1] == Self.quote {
        record.bytes.append(byte)
        next += 2
      } else {
        guard next + 1 < bytes.count || isWhole else { return false }
        next += 1
        return cellEnd(&record)
      }
    }
  }

  /// Behind a closing quote the cell is over.
  private mutating func cellEnd(_ record: inout CSVRecord) -> Bool {
    if next + 1 < bytes.count, bytes[next] == Self.carriageReturn, bytes[next + 1] == Self.lineFeed
    {
      next += 1
    } else if next == bytes.count - 1, bytes[next] == Self.carriageReturn {
      if !isWhole { return false }
      next += 1
    }
    guard next < bytes.count, bytes[next] != separator, bytes[next] != Self.lineFeed else {
      return true
    }
    record.fault = Self.textBehindQuote
    return plainCell(&record)
  }

  private static let strayQuote =
    "a quote stands inside a cell that has none around it; put the cell in quotes, and write the"
    + " quote twice"
  private static let textBehindQuote =
    "text follows a closing quote; a quote inside a cell is written twice"
  private static let strayReturn = "a CR stands in the middle of a line; lines end with LF or CRLF"
}
