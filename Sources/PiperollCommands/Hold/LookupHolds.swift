import PiperollLedger
import PiperollWire

enum LookupHolds {
  static let spec = CommandSpec(
    "LOOKUP HOLDS", "Shows all holds of an account, also those that are over.",
    role: .viewer, parameters: [.account, .asOfToday],
    example: "LOOKUP HOLDS T-1042",
    fields: [
      .accountField, FieldSpec("in-force", "how many of them are in force"), .asOf, .known, .rows,
    ],
    sections: [holds], codes: [.data, .ok, .notFound], effect: .search(run))

  private static let holds = SectionSpec(
    "holds", .rows,
    SectionSpec.holdsInForce.columns + [
      ColumnSpec("status"), ColumnSpec("released", .date), ColumnSpec("released-by", .count),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let account = try arguments.account(in: book)
    let asOf = try arguments.asOfToday(in: book, context)
    // Without as-of= all that is recorded is shown, also what is dated ahead.
    let last = arguments.has("as-of") ? asOf.day : .last
    let rows = book.holdRows(of: account).filter { book.isThere(hold: $0, on: last) }
    reply.status(.data, block: true)
    reply.field(shown: book.accounts[account].id, book)
    reply.field("in-force", rows.count { book.knownHold($0).status(on: asOf.day) == .inForce })
    reply.fields(asOf)
    reply.endLine()
    reply.title(of: account, on: asOf.day, book)
    reply.section(holds)
    for hold in rows {
      let row = book.knownHold(hold)
      reply.beginRow()
      reply.cells(of: row, book)
      reply.cell(row.status(on: asOf.day).word)
      if let day = row.releasedOn, day <= last {
        reply.cell(day)
        reply.cell(row.releasedBy)
      } else {
        reply.emptyCell()
        reply.emptyCell()
      }
      reply.endRow()
      try await turns.row(&reply)
    }
    reply.endBlock()
    reply.endLine()
    return book.accounts[account].lastEntry
  }
}

extension SectionSpec {
  /// The section in which LOOKUP ACCOUNT shows the holds in force.
  static let holdsInForce = SectionSpec(
    "holds", .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("kind"), ColumnSpec("item"),
      ColumnSpec("from", .date), ColumnSpec("until", .date), ColumnSpec("source"),
      ColumnSpec("by"), ColumnSpec("reason"),
    ])
}

extension ReplyWriter {
  /// Writes the cells of a row of `holdsInForce`.
  mutating func cells(of hold: HoldRow, _ book: borrowing Book) {
    cell(hold.entry)
    cell(hold.kind.word)
    if let item = hold.item { cell(book.items[item].number, book) } else { emptyCell() }
    cell(hold.from)
    if let until = hold.until { cell(until) } else { emptyCell() }
    cell(hold.source, book)
    cell(symbol: book.entries[Int(hold.entry) - 1].actor, book)
    cell(book.memo(of: hold.entry), book)
  }

  /// Writes the section of an account's holds in force on a day, if there are any.
  mutating func writeHolds(of account: UInt32, on day: Day, _ book: borrowing Book) {
    if !book.hasHolds(account) { return }
    let rows = book.holdRows(of: account).filter { book.knownHold($0).status(on: day) == .inForce }
    if rows.isEmpty { return }
    section(.holdsInForce)
    for row in rows {
      beginRow()
      cells(of: book.holds[row], book)
      endRow()
    }
  }
}
