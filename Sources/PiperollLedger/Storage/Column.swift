/// A table column in pages: a growing array whose copy is a point-in-time view.
///
/// Copying the column copies the list of page references; a writer copies a page at its first touch
/// afterwards (Swift's value semantics). So a snapshot or a report never stops a writer, and never
/// costs more than the pages that are written while it lives.
public struct Column<Row: BitwiseCopyable & Sendable>: Sendable {
  /// Rows of a page: a page of 64-byte rows is 64 KiB, a few microseconds to copy at a first touch.
  static var pageRows: Int { 1024 }
  @usableFromInline static var pageShift: Int { 10 }
  @usableFromInline static var pageMask: Int { 1023 }

  @usableFromInline var pages: [[Row]] = []
  /// The rows so far.
  public private(set) var count = 0

  public init() {}

  /// The row at an index below `count`.
  @inlinable public subscript(index: Int) -> Row {
    get { pages[index >> Self.pageShift][index & Self.pageMask] }
    _modify { yield &pages[index >> Self.pageShift][index & Self.pageMask] }
  }

  /// The row that a stored 32-bit row number names.
  @inlinable public subscript(row: UInt32) -> Row {
    get { self[Int(row)] }
    _modify { yield &self[Int(row)] }
  }

  /// The first row for which a condition holds that holds for every row after it too; `count` if
  /// there is none.
  func firstRow(where holds: (Row) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Adds a row and returns its number.
  @discardableResult
  mutating func append(_ row: Row) -> UInt32 {
    if count & Self.pageMask == 0 {
      var page: [Row] = []
      // A table's first page grows as it fills, so that a small book stays small.
      if count > 0 { page.reserveCapacity(Self.pageRows) }
      pages.append(page)
    }
    pages[count >> Self.pageShift].append(row)
    count += 1
    return UInt32(count - 1)
  }

  /// A column of `count` equal rows, for tables that are addressed at once.
  init(repeating row: Row, count: Int) {
    var left = count
    while left > 0 {
      let size = min(left, Self.pageRows)
      pages.append([Row](repeating: row, count: size))
      left -= size
    }
    self.count = count
  }

  /// Calls the body with each page in turn and the number of its first row.
  @inlinable
  public func forEachPage(_ body: (_ firstRow: Int, _ rows: [Row]) -> Void) {
    for (number, page) in pages.enumerated() { body(number << Self.pageShift, page) }
  }
}

extension Column {
  /// Writes the number of rows, the size of one, and the rows' bytes.
  func encode<Sink: BookSink>(to sink: inout Sink) throws(Sink.Fault) {
    try sink.write(integer: UInt64(count))
    try sink.write(integer: UInt64(MemoryLayout<Row>.stride))
    for page in pages {
      try withBytes(of: page, { bytes throws(Sink.Fault) in try sink.write(bytes) })
    }
  }

  /// Reads what `encode` wrote; a stored row of another size is refused.
  init<Source: BookSource>(from source: inout Source) throws(BookDecodingError) {
    let rows = Int(clamping: try source.readInteger())
    let stride = try source.readInteger()
    guard stride == UInt64(MemoryLayout<Row>.stride) else { throw .rowSize(stored: stride) }
    while count < rows {
      let size = min(rows - count, Self.pageRows)
      var fault: BookDecodingError?
      let page = [Row](unsafeUninitializedCapacity: Self.pageRows) { buffer, filled in
        do throws(BookDecodingError) {
          let bytes = UnsafeMutableRawBufferPointer(buffer)
          try source.read(
            into: UnsafeMutableRawBufferPointer(
              rebasing: bytes[..<(size * MemoryLayout<Row>.stride)]))
          filled = size
        } catch { fault = error }
      }
      if let fault { throw fault }
      pages.append(page)
      count += size
    }
  }
}

/// The bytes of an array of plain rows, without the rethrow of `withUnsafeBytes`, which loses the
/// error's type.
func withBytes<Row: BitwiseCopyable, Fault: Error>(
  of rows: [Row], _ body: (UnsafeRawBufferPointer) throws(Fault) -> Void
) throws(Fault) {
  var fault: Fault?
  rows.withUnsafeBytes { bytes in
    do throws(Fault) { try body(bytes) } catch { fault = error }
  }
  if let fault { throw fault }
}
