/// A column of a table, in pages: a growing array whose copies are views of one moment.
///
/// A copy shares all pages with the original. After that, a writer copies a page before it writes
/// to it for the first time. So a snapshot or a report never stops a writer, and costs no more
/// memory than the pages that are written while it exists.
///
/// `Sendable` is unchecked: a page is written only by the one column that refers to it.
public struct Column<Row: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// Rows in a page. A page of 64-byte rows is 64 KiB, which takes a few microseconds to copy.
  static var pageRows: Int { 1024 }
  @usableFromInline static var pageShift: Int { 10 }
  @usableFromInline static var pageMask: Int { 1023 }

  /// Memory for the rows of a page. It never moves, so a reader needs only its address.
  private final class Page {
    let start = UnsafeMutablePointer<Row>.allocate(capacity: Column.pageRows)
    deinit { start.deallocate() }
  }

  private var pages: [Page] = []
  /// The address of each page's first row. Readers use it without looking at the `Page` object,
  /// which would be one more cache line to wait for.
  @usableFromInline var starts: [UnsafeMutablePointer<Row>] = []
  @usableFromInline var rowCount = 0
  /// Rows at the end that a view of the past does not count. They still exist, because chains lead
  /// through them.
  @usableFromInline var laterCount = 0

  public init() {}

  /// How many rows there are.
  @inlinable public var count: Int { rowCount - laterCount }

  /// The same column as it was when it had fewer rows.
  func cut(to count: Int) -> Column {
    precondition(count <= self.count, "a column that had so many rows")
    var past = self
    past.laterCount = rowCount - count
    return past
  }

  /// The row at an index. The index is below `count`.
  public internal(set) subscript(index: Int) -> Row {
    @inlinable get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: rowCount), "a row that is not there")
      return starts[index >> Self.pageShift][index & Self.pageMask]
    }
    _modify {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: rowCount), "a row that is not there")
      own(page: index >> Self.pageShift)
      yield &starts[index >> Self.pageShift][index & Self.pageMask]
    }
  }

  /// The row with a 32-bit row number, as rows store it.
  public internal(set) subscript(row: UInt32) -> Row {
    @inlinable get { self[Int(row)] }
    _modify { yield &self[Int(row)] }
  }

  /// Makes sure that no view shares a page that will be written: copies it if one does.
  private mutating func own(page number: Int) {
    if !isKnownUniquelyReferenced(&pages[number]) { copy(page: number) }
  }

  @inline(never)
  private mutating func copy(page number: Int) {
    let copy = Page()
    copy.start.update(
      from: starts[number], count: min(rowCount - number << Self.pageShift, Self.pageRows))
    pages[number] = copy
    starts[number] = copy.start
  }

  private func rows(ofPage number: Int) -> Int {
    min(count - number << Self.pageShift, Self.pageRows)
  }

  private mutating func addPage() -> UnsafeMutablePointer<Row> {
    let page = Page()
    pages.append(page)
    starts.append(page.start)
    return page.start
  }

  /// Adds a row.
  /// - Returns: its number.
  @discardableResult
  mutating func append(_ row: Row) -> UInt32 {
    let (page, offset) = (rowCount >> Self.pageShift, rowCount & Self.pageMask)
    if offset == 0 { _ = addPage() } else { own(page: page) }
    starts[page][offset] = row
    rowCount += 1
    return UInt32(rowCount - 1)
  }

  /// Makes a column of `count` equal rows, for tables that are written at any place from the start.
  init(repeating row: Row, count: Int) {
    while rowCount < count { addPage(repeating: row, upTo: count) }
  }

  /// Adds a page of equal rows to such a column, or as many as are missing.
  mutating func addPage(repeating row: Row, upTo count: Int) {
    let size = min(count - rowCount, Self.pageRows)
    addPage().update(repeating: row, count: size)
    rowCount += size
  }

  /// The first row for which a condition holds, by binary search: the condition must hold for all
  /// rows after that one too. Rows that a view of the past does not count are searched as well.
  /// - Returns: the number of all rows if it holds for none.
  @inline(__always)
  func firstRow(where holds: (Row) -> Bool) -> Int {
    // First for the page, by its first row, then in the page before that.
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(starts[middle][0]) { high = middle } else { low = middle + 1 }
    }
    if low == 0 { return 0 }
    let (page, first) = (starts[low - 1], (low - 1) << Self.pageShift)
    (low, high) = (1, min(rowCount - first, Self.pageRows))
    while low < high {
      let middle = (low + high) / 2
      if holds(page[middle]) { high = middle } else { low = middle + 1 }
    }
    return first + low
  }

  /// The same row, looked for backwards from a row for which the condition holds, or from the
  /// number of all rows: one that is near is found in a step or two.
  func firstRow(from last: Int, where holds: (Row) -> Bool) -> Int {
    var (high, step) = (last, 1)
    while high >= step, holds(self[high - step]) { (high, step) = (high - step, step * 2) }
    var low = max(high - step + 1, 0)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Calls the body for each page in turn, with the number of the page's first row, and the page's
  /// rows. The rows are valid only while the body runs.
  func forEachPage(_ body: (_ firstRow: Int, _ rows: UnsafeBufferPointer<Row>) -> Void) {
    for number in 0..<pageCount { body(number << Self.pageShift, page(number)) }
  }

  /// How many pages there are. Columns with the same `count` are divided into pages alike.
  var pageCount: Int { (count + Self.pageMask) >> Self.pageShift }

  /// The rows of a page. They are valid while the column exists and is not written.
  func page(_ number: Int) -> UnsafeBufferPointer<Row> {
    UnsafeBufferPointer(start: starts[number], count: rows(ofPage: number))
  }
}

extension Column {
  /// Writes the rows' bytes.
  func write<Sink: BookSink>(to sink: inout Sink) throws(Sink.Fault) {
    for number in 0..<pageCount { try sink.write(UnsafeRawBufferPointer(page(number))) }
  }

  /// Reads some number of rows. Calls `look` for each page, with the number of its first row.
  /// Memory is allocated a page at a time, so a wrong count allocates no more than the source has.
  init<Source: BookSource>(
    _ rows: Int, from source: inout Source, look: (UnsafeBufferPointer<Row>, Int) -> Void
  ) throws(BookDecodingError) {
    while rowCount < rows {
      let size = min(rows - rowCount, Self.pageRows)
      let page = UnsafeMutableRawPointer(addPage())
      try source.read(
        into: UnsafeMutableRawBufferPointer(start: page, count: size * MemoryLayout<Row>.stride))
      show(size, to: look)
    }
  }

  /// Reads rows that an earlier version wrote.
  init<Source: BookSource>(
    _ rows: Int, from source: inout Source, _ earlier: EarlierRow<Row>,
    look: (UnsafeBufferPointer<Row>, Int) -> Void
  ) throws(BookDecodingError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Self.pageRows * earlier.byteCount, alignment: 16)
    defer { buffer.deallocate() }
    while rowCount < rows {
      let size = min(rows - rowCount, Self.pageRows)
      let stored = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(size * earlier.byteCount)])
      try source.read(into: stored)
      let page = addPage()
      for row in 0..<size {
        let bytes = stored[row * earlier.byteCount..<(row + 1) * earlier.byteCount]
        page[row] = earlier.upgrade(UnsafeRawBufferPointer(rebasing: bytes))
      }
      show(size, to: look)
    }
  }

  /// Counts rows that were put on a new page, and calls `look` for them.
  private mutating func show(_ size: Int, to look: (UnsafeBufferPointer<Row>, Int) -> Void) {
    let first = rowCount
    rowCount += size
    look(page(first >> Self.pageShift), first)
  }
}
