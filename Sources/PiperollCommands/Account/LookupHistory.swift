import PiperollLedger
import PiperollWire

enum LookupHistory {
  static let spec = CommandSpec(
    "LOOKUP HISTORY", "Shows everything recorded on an account, in the order of recording.",
    role: .viewer, parameters: [.account, .asOf],
    example: "LOOKUP HISTORY T-1042",
    fields: [
      .accountField, FieldSpec("balance", "the account's balance"), .asOf, .known, .rows,
    ],
    sections: [history], codes: [.data, .ok, .notFound], effect: .search(run))

  private static let history = SectionSpec(
    "history", .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("date", .date), ColumnSpec("recorded"),
      ColumnSpec("kind"), ColumnSpec("amount", .money), ColumnSpec("balance", .money),
      ColumnSpec("reversed-by", .count), ColumnSpec("by"), ColumnSpec("ref"), ColumnSpec("detail"),
      ColumnSpec("about", .money), ColumnSpec("items"),
    ],
    screen: ScreenLayout([
      "date", "entry",
      ScreenColumn(
        "what",
        of: [
          "kind", "detail", .init("items", after: "; set against "),
          .init("reversed-by", after: "; reversed by "),
        ]),
      "amount", "balance", .ifRoom("by"),
    ]))

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let account = try arguments.account(in: book)
    let row = book.accounts[account]
    let asOf = try arguments.asOf(in: book, context)
    reply.status(.data, block: true)
    reply.field(shown: row.id, book)
    reply.field("balance", book.balance(of: account, asOf: asOf), row.currency)
    reply.fields(asOf)
    reply.endLine()
    reply.title(
      of: account, on: asOf.last, owing: book.balance(of: account, asOf: asOf), book)
    reply.section(history)
    for number in book.entryNumbers(of: account)
    where book.entries[Int(number) - 1].effective <= asOf.last {
      if book.isHidden(entry: number, from: context.viewer) { continue }
      if book.isRestricted(entry: number) { reply.showsRestricted = true }
      write(number, of: account, asOf.last, book, &reply)
      try await turns.row(&reply)
    }
    reply.endBlock()
    reply.endLine()
    return row.lastEntry
  }

  private static func write(
    _ number: EntryNumber, of account: UInt32, _ day: Day, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    let entry = book.entries[Int(number) - 1]
    let currency = book.accounts[account].currency
    let effect = book.effect(of: number, on: account)
    reply.beginRow()
    reply.cell(number)
    reply.cell(entry.effective)
    reply.cell(recorded: entry.recorded)
    reply.cell(entry.kind.word)
    if effect == .zero { reply.emptyCell() } else { reply.cell(effect, currency) }
    reply.cell(book.balance(after: number, of: account), currency)
    reply.cell(reversalOf: number, atEndOf: day, book)
    reply.cell(symbol: entry.actor, book)
    if let reference = book.reference(of: number) {
      reply.cell(reference, book)
    } else {
      reply.emptyCell()
    }
    reply.cell(detailOf: number, book)
    if let about = book.amount(about: number) {
      reply.cell(about.amount, about.currency)
    } else {
      reply.emptyCell()
    }
    reply.cell(itemsMovedBy: number, currency, book)
    reply.endRow()
  }
}

extension ReplyWriter {
  /// Writes a cell of the entry that had reversed an entry by the end of a day; empty if none had.
  mutating func cell(reversalOf number: EntryNumber, atEndOf day: Day, _ book: borrowing Book) {
    guard let reversal = book.reversal(of: number),
      book.entries[Int(reversal) - 1].effective <= day
    else { return emptyCell() }
    cell(reversal)
  }
}
