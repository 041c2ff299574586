/// A table column in pages: a growing array whose copy is a point-in-time view.
///
/// Copying the column copies the list of page references; a writer copies a page at its first touch
/// afterwards. So a snapshot or a report never stops a writer, and never costs more than the pages
/// that are written while it lives.
///
/// Unchecked `Sendable`: a page is written only by the one column that refers to it.
public struct Column<Row: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// Rows of a page: a page of 64-byte rows is 64 KiB, a few microseconds to copy at a first touch.
  static var pageRows: Int { 1024 }
  @usableFromInline static var pageShift: Int { 10 }
  @usableFromInline static var pageMask: Int { 1023 }

  /// Memory for a page's rows; never moved, so that a reader needs no more than its place.
  private final class Page {
    let start = UnsafeMutablePointer<Row>.allocate(capacity: Column.pageRows)
    deinit { start.deallocate() }
  }

  private var pages: [Page] = []
  /// Where each page begins: a row is found without a look at its page's own head, which would be
  /// one more line of memory to wait for.
  @usableFromInline var starts: [UnsafeMutablePointer<Row>] = []
  @usableFromInline var rowCount = 0
  /// Rows at the end that a view of the past passes over. They are there, for chains lead through
  /// them, and no count has them.
  @usableFromInline var laterCount = 0

  public init() {}

  /// The rows so far.
  @inlinable public var count: Int { rowCount - laterCount }

  /// The same column as it was when it had so many rows.
  func cut(to count: Int) -> Column {
    precondition(count <= self.count, "a column that had so many rows")
    var past = self
    past.laterCount = rowCount - count
    return past
  }

  /// The row at an index below `count`.
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

  /// The row that a stored 32-bit row number names.
  public internal(set) subscript(row: UInt32) -> Row {
    @inlinable get { self[Int(row)] }
    _modify { yield &self[Int(row)] }
  }

  /// Sees to it that no view has a share in a page that is going to be written.
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

  /// Adds a row and returns its number.
  @discardableResult
  mutating func append(_ row: Row) -> UInt32 {
    let (page, offset) = (rowCount >> Self.pageShift, rowCount & Self.pageMask)
    if offset == 0 { _ = addPage() } else { own(page: page) }
    starts[page][offset] = row
    rowCount += 1
    return UInt32(rowCount - 1)
  }

  /// A column of `count` equal rows, for tables that are addressed at once.
  init(repeating row: Row, count: Int) {
    while rowCount < count {
      let size = min(count - rowCount, Self.pageRows)
      addPage().update(repeating: row, count: size)
      rowCount += size
    }
  }

  /// The first row for which a condition holds that holds for every row after it too, be it one
  /// that a view of the past passes over; the number of all rows if there is none.
  func firstRow(where holds: (Row) -> Bool) -> Int {
    var (low, high) = (0, rowCount)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Calls the body with each page's rows in turn and the number of the first; they hold for as
  /// long as the body runs.
  func forEachPage(_ body: (_ firstRow: Int, _ rows: UnsafeBufferPointer<Row>) -> Void) {
    for number in 0..<pageCount { body(number << Self.pageShift, page(number)) }
  }

  /// How many pages there are; columns of equal `count` have theirs at the same rows.
  var pageCount: Int { (count + Self.pageMask) >> Self.pageShift }

  /// The rows of a page, for as long as the column is there and is not written.
  func page(_ number: Int) -> UnsafeBufferPointer<Row> {
    UnsafeBufferPointer(start: starts[number], count: rows(ofPage: number))
  }
}

extension Column {
  /// Writes the rows' bytes.
  func write<Sink: BookSink>(to sink: inout Sink) throws(Sink.Fault) {
    for number in 0..<pageCount { try sink.write(UnsafeRawBufferPointer(page(number))) }
  }

  /// Reads so many rows. Each page is shown to `look` with the number of its first row. Memory is
  /// taken a page at a time, so that a false count takes no more than there is to read.
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

  /// The same of rows that an earlier version wrote.
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

  /// Counts rows that were put on a new page, and shows them.
  private mutating func show(_ size: Int, to look: (UnsafeBufferPointer<Row>, Int) -> Void) {
    let first = rowCount
    rowCount += size
    look(page(first >> Self.pageShift), first)
  }
}
