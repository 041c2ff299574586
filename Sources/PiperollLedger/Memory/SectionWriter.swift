/// Writes each table that has rows as a section.
struct SectionWriter<Sink: BookSink>: TableVisitor {
  typealias Fault = Sink.Fault

  private(set) var sink: Sink
  private var sections = 0

  init(_ sink: Sink) { self.sink = sink }

  mutating func visit<Table: BookTable>(
    _: Table.Type, _ rows: Column<Table.Row>, _: inout Column<Table.Row>
  ) throws(Fault) {
    if rows.count == 0 { return }
    try write(
      SectionHeader(
        Table.section, version: Table.version, rowBytes: MemoryLayout<Table.Row>.stride,
        rows: rows.count))
    try rows.write(to: &sink)
  }

  mutating func write(_ arena: TextArena) throws(Fault) {
    if arena.pageCount == 0 { return }
    try write(
      SectionHeader(TextArena.section, version: 1, rowBytes: 0, rows: arena.pageCount))
    try arena.write(to: &sink)
  }

  mutating func write(_ dates: BookDates) throws(Fault) {
    try write(SectionHeader(BookDates.section, version: 1, rowBytes: BookDates.byteCount, rows: 1))
    try dates.write(to: &sink)
  }

  private mutating func write(_ header: SectionHeader) throws(Fault) {
    try header.write(to: &sink)
    sections += 1
  }

  mutating func end() throws(Fault) {
    try SectionHeader.end(sections: sections).write(to: &sink)
  }
}
