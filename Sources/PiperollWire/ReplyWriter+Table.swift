/// The cells of a section that is laid out for people, kept until all of them are known and with
/// them the widths of the columns.
struct TableCells: ~Copyable, Sendable {
  var bytes = ReplyBytes()
  /// Where each cell ends in `bytes`.
  var ends: [Int] = []

  /// Gives a cell's bytes to `body`; the pointer is valid only while it runs.
  borrowing func withCell<Result>(
    _ place: Int, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    let place = (place == 0 ? 0 : ends[place - 1])..<ends[place]
    return bytes.withBytes { body(UnsafeRawBufferPointer(rebasing: $0[place])) }
  }

  /// A cell as text.
  borrowing func text(_ place: Int) -> String {
    withCell(place) { String(decoding: $0, as: UTF8.self) }
  }

  /// How many columns of a terminal a cell takes.
  borrowing func width(_ place: Int) -> Int { withCell(place) { displayWidth($0) } }

  mutating func removeAll() {
    bytes.removeAll()
    ends.removeAll(keepingCapacity: true)
  }
}

extension ReplyWriter {
  /// Lays out a long section so many rows at a time, each under headers of their own: no more of it
  /// is kept in memory.
  @usableFromInline
  mutating func endTableRow() {
    guard let section, table.ends.count >= Limits.tableRows * columnCount else { return }
    layOut(section)
  }

  /// Writes the section whose cells were kept: a record with a line for each column, rows under
  /// aligned headers.
  mutating func layOut(_ section: SectionSpec) {
    switch (format, section.shape) {
    case (.screen, .record): layOutScreenRecord(section)
    case (.screen, _): layOutScreenRows(section)
    case (_, .record): layOutRecord(section)
    case (_, .rows), (_, .file): layOutRows(section)
    }
    table.removeAll()
  }

  private mutating func layOutRecord(_ section: SectionSpec) {
    let width = section.columns.map(\.name.count).max() ?? 0
    for place in table.ends.indices where table.width(place) > 0 {
      let name = section.columns[place % section.columns.count].name
      bytes.append(text: name)
      pad(width - name.count + 2)
      appendCell(place)
      endLine()
    }
  }

  /// Leaves out columns that are blank in every row: they tell a person nothing.
  private mutating func layOutRows(_ section: SectionSpec) {
    let count = section.columns.count
    var widths = [Int](repeating: 0, count: count)
    for place in table.ends.indices {
      widths[place % count] = max(widths[place % count], table.width(place))
    }
    let shown = table.ends.isEmpty ? Array(0..<count) : (0..<count).filter { widths[$0] > 0 }
    for place in shown { widths[place] = max(widths[place], section.columns[place].name.count) }
    for place in shown {
      let column = section.columns[place]
      let gap = widths[place] - column.name.count
      if column.isRight { pad(gap) }
      bytes.append(text: column.name)
      if place != shown.last { pad((column.isRight ? 0 : gap) + 2) }
    }
    endTableLine(from: nil)
    for row in stride(from: 0, to: table.ends.count, by: count) {
      let start = bytes.count
      for place in shown {
        let column = section.columns[place]
        let gap = widths[place] - table.width(row + place)
        if column.isRight { pad(gap) }
        appendCell(row + place)
        if place != shown.last { pad((column.isRight ? 0 : gap) + 2) }
      }
      endTableLine(from: start)
    }
  }

  private mutating func appendCell(_ place: Int) {
    let first = place == 0 ? 0 : table.ends[place - 1]
    for offset in first..<table.ends[place] { bytes.append(table.bytes[offset]) }
  }

  private mutating func endTableLine(from start: Int?) {
    if let start, start < bytes.count, bytes[start] == UInt8(ascii: ".") { doubleDot(at: start) }
    while !bytes.isEmpty, bytes[bytes.count - 1] == 0x20 { bytes.truncate(to: bytes.count - 1) }
    endLine()
  }

  private mutating func pad(_ count: Int) {
    for _ in 0..<max(count, 0) { bytes.append(0x20) }
  }
}
