import TestSupport
import Testing

@testable import PiperollLedger

@Suite struct ColumnTests {
  private static let page = Column<UInt32>.pageRows

  private func column(_ count: Int) -> Column<UInt32> {
    var column = Column<UInt32>()
    for row in 0..<count { #expect(column.append(UInt32(row) * 3) == UInt32(row)) }
    return column
  }

  @Test(arguments: [0, 1, page - 1, page, page + 1, 2 * page - 1, 2 * page, 2 * page + 1])
  func `rows stand where they were put, across pages`(count: Int) {
    let column = column(count)
    #expect(column.count == count)
    for row in 0..<count { #expect(column[row] == UInt32(row) * 3) }
    var seen = 0
    column.forEachPage { first, rows in
      #expect(first == seen)
      seen += rows.count
    }
    #expect(seen == count)
  }

  @Test(arguments: [0, 1, page - 1, page, page + 1, 2 * page])
  func `a column comes back from its bytes and goes on`(count: Int) throws {
    var sink = ByteSink()
    column(count).write(to: &sink)
    var source = ByteSource(sink.bytes)
    var read = try Column<UInt32>(count, from: &source) { _, _ in }
    #expect(read.count == count)
    for row in count..<count + 3 { #expect(read.append(UInt32(row) * 3) == UInt32(row)) }
    for row in 0..<count + 3 { #expect(read[row] == UInt32(row) * 3) }
  }

  @Test(arguments: [0, 1, 2, page - 1, page, page + 1, 2 * page, 3 * page + 7])
  func `the first row for which something holds is found wherever it stands`(count: Int) {
    let column = column(count)
    for first in 0...count {
      #expect(column.firstRow { $0 >= UInt32(first) * 3 } == first)
    }
  }

  @Test func `it is the same row, from wherever it is looked for backwards`() {
    let column = column(200)
    for row in 0...200 {
      for last in row...200 {
        #expect(column.firstRow(from: last) { $0 >= UInt32(row) * 3 } == row)
      }
    }
  }

  @Test func `a copy is unmoved by writes to any page`() {
    var column = column(Self.page + 10)
    let copy = column
    column[0] = 999
    column[Self.page] = 999
    column.append(5)
    #expect(copy[0] == 0 && copy[Self.page] == UInt32(Self.page) * 3)
    #expect(copy.count == Self.page + 10)
    #expect(column[0] == 999 && column[Self.page] == 999 && column.count == Self.page + 11)
  }

  /// A reader never allocates more than the source holds.
  @Test func `a count without rows is refused`() {
    var source = ByteSource([1, 2, 3, 4])
    #expect(throws: BookDecodingError.source("the bytes have ended")) {
      _ = try Column<UInt32>(.max, from: &source) { _, _ in }
    }
  }
}

@Suite struct TextArenaTests {
  private static let page = TextArena.pageBytes

  @Test func `texts stand where they were put, and none crosses a page`() {
    var arena = TextArena()
    var random = SplitMix64(seed: 2)
    let lengths = [0, 1, Self.page - 2, 1, 1, Self.page, 0, 5, Self.page - 5, 1, Self.page - 1]
    var placed: [(String, TextReference)] = []
    for length in lengths + (0..<200).map({ _ in random.below(9000) }) {
      let text = String(repeating: Character("\(placed.count % 10)"), count: length)
      placed.append((text, arena.append(text)))
    }
    for (text, reference) in placed {
      #expect(arena[reference] == text)
      #expect(reference.length == text.utf8.count)
      #expect(reference.offset % Self.page + reference.length <= Self.page)
    }
  }

  @Test func `an empty text is the empty reference`() {
    var arena = TextArena()
    #expect(arena.append("") == .empty && arena[.empty] == "")
    #expect(arena.append("x") != .empty && TextReference.empty.isEmpty)
  }

  @Test func `bytes come back, and a page of an impossible size is refused`() throws {
    var arena = TextArena()
    let references = (0..<40).map { arena.append(String(repeating: "é", count: 1000 + $0)) }
    var sink = ByteSink()
    arena.write(to: &sink)
    var source = ByteSource(sink.bytes)
    let read = try TextArena(pages: arena.pageCount, from: &source)
    for reference in references { #expect(read[reference] == arena[reference]) }
    var hostile = ByteSink()
    hostile.write(integer: UInt64(Self.page) + 1)
    source = ByteSource(hostile.bytes)
    #expect(throws: BookDecodingError.self) { _ = try TextArena(pages: 1, from: &source) }
  }

  @Test func `symbols are shared, and number 0 is the empty text`() {
    var (arena, symbols) = (TextArena(), Symbols())
    #expect(symbols.intern("", in: &arena) == 0 && symbols.find("", in: arena) == nil)
    let names = (0..<300).map { "name \($0)" }
    let first = names.map { symbols.intern($0, in: &arena) }
    #expect(names.map { symbols.intern($0, in: &arena) } == first)
    #expect(Set(first).count == 300 && !first.contains(0))
    #expect(names.map { symbols.find($0, in: arena) } == first)
    #expect(zip(names, first).allSatisfy { arena[symbols[$1]] == $0 })
    #expect(symbols.find("nobody", in: arena) == nil)
    // Swift calls these two equal; they are two texts.
    let (one, two) = (
      symbols.intern("Zo\u{EB}", in: &arena), symbols.intern("Zoe\u{308}", in: &arena)
    )
    #expect(one != two && symbols.intern("Zoe\u{308}", in: &arena) == two)
  }
}
