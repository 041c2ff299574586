import PiperollLedger
import PiperollWire

extension LookupAccount {
  /// Writes what may be on the screen while the caller has not shown who they are: whose account it
  /// is, and whom to ask what. What they are asked for is not shown either.
  /// - Returns: the last entry that is shown.
  static func writeGuarded(
    _ number: UInt32, _ row: AccountRow, _ asOf: AsOf, _ context: Context, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) -> EntryNumber {
    reply.status(.data, block: true)
    reply.field(shown: row.id, book)
    reply.field("must", ContactMust.identify.word)
    reply.field("rev", book.revision(of: number))
    reply.fields(asOf)
    reply.endLine()
    reply.section(account)
    reply.beginRow()
    reply.cell(row.id, book)
    reply.emptyCell()
    reply.cell(row.name, book)
    for _ in 0..<5 { reply.emptyCell() }
    reply.cell(symbol: row.collector, book)
    for _ in 0..<4 { reply.emptyCell() }
    reply.endRow()
    for section in [contacts, items, credits, notes] { reply.section(section) }
    reply.section(.callers)
    reply.write(callersOf: number, nil, isGuarded: true, context, book)
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }
}
