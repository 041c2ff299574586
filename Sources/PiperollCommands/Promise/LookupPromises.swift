import PiperollLedger
import PiperollWire

enum LookupPromises {
  static let spec = CommandSpec(
    "LOOKUP PROMISES", "Shows what a debtor promised, and what has become of it.",
    role: .viewer, parameters: [.account, .asOfToday],
    example: "LOOKUP PROMISES T-1042",
    fields: [
      .accountField, FieldSpec("open", "how many may still be kept"),
      FieldSpec("kept", "how many were kept"),
      FieldSpec("broken", "how many were not, or only in part"), .asOf, .known, .rows,
    ],
    sections: [promises, items], codes: [.data, .ok, .notFound], effect: .search(run))

  private static let promises = SectionSpec(
    "promises", .rows,
    [ColumnSpec("entry", .count)] + SectionSpec.promiseColumns + [
      ColumnSpec("ended-by", .count), ColumnSpec("by"), ColumnSpec("text"),
    ],
    screen: ScreenLayout([
      "due", "amount", "counted", "late", "state",
      ScreenColumn(
        "text",
        of: [.init("kept-on", after: "on "), .init("cured-on", after: "paid late on "), "text"]),
      "entry", .ifRoom("made"), .ifRoom("until"), .ifRoom("by"), .ifRoom("ended-by"),
    ]))

  private static let items = SectionSpec(
    "items", .rows,
    [
      ColumnSpec("promise", .count), ColumnSpec("item"), ColumnSpec("amount", .money),
      ColumnSpec("open", .money),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let account = try arguments.account(in: book)
    let asOf = try arguments.asOfToday(in: book, context)
    let standings = book.promises(of: account, asOf: asOf.day)
    reply.status(.data, block: true)
    reply.field(shown: book.accounts[account].id, book)
    reply.field("open", standings.count { $0.state.isOpen })
    reply.field("kept", standings.count { $0.state == .kept })
    reply.field("broken", standings.count { $0.state == .broken || $0.state == .partial })
    reply.fields(asOf)
    reply.endLine()
    reply.title(of: account, on: asOf.day, book)
    reply.section(promises)
    for standing in standings {
      let row = book.promises[standing.promise]
      reply.beginRow()
      reply.cell(row.entry)
      reply.cells(of: standing, book)
      let isOver = standing.state == .ended || standing.state == .replaced
      if isOver { reply.cell(row.endedBy) } else { reply.emptyCell() }
      reply.cell(symbol: book.entries[Int(row.entry) - 1].actor, book)
      reply.cell(book.memo(of: row.entry), book)
      reply.endRow()
      try await turns.row(&reply)
    }
    try await write(itemsOf: standings, asOf.day, book, &reply, turns)
    reply.endBlock()
    reply.endLine()
    return book.accounts[account].lastEntry
  }

  /// Writes the section of the items that promises are for, if any is for some.
  private static func write(
    itemsOf standings: [PromiseStanding], _ day: Day, _ book: borrowing Book,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) {
    var isBegun = false
    for standing in standings {
      for part in book.items(ofPromise: standing.promise) {
        if !isBegun { reply.section(items) }
        isBegun = true
        let row = book.promises[standing.promise]
        reply.beginRow()
        reply.cell(row.entry)
        reply.cell(book.items[part.item].number, book)
        reply.cell(part.amount, book.accounts[row.account].currency)
        reply.cell(
          book.remaining(ofItem: part.item, asOf: day), book.accounts[row.account].currency)
        reply.endRow()
        try await turns.row(&reply)
      }
    }
  }
}

extension SectionSpec {
  /// What is shown of a promise and of what has become of it.
  static let promiseColumns = [
    ColumnSpec("made", .date), ColumnSpec("due", .date), ColumnSpec("until", .date),
    ColumnSpec("amount", .money), ColumnSpec("counted", .money), ColumnSpec("late", .money),
    ColumnSpec("state"), ColumnSpec("kept-on", .date), ColumnSpec("cured-on", .date),
  ]
}

extension SectionSpec {
  /// What an account's screen shows of the promises that may still be kept.
  static let openPromises = SectionSpec(
    "promises", .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("due", .date), ColumnSpec("until", .date),
      ColumnSpec("amount", .money), ColumnSpec("counted", .money), ColumnSpec("state"),
    ])
}

extension ReplyWriter {
  /// Writes the section `promises` of an account's screen, if a promise may still be kept.
  mutating func writeOpenPromises(of account: UInt32, on day: Day, _ book: borrowing Book) {
    if !book.hasPromises(account) { return }
    let open = book.promises(of: account, asOf: day).filter(\.state.isOpen)
    if open.isEmpty { return }
    let currency = book.accounts[account].currency
    section(.openPromises)
    for standing in open {
      let row = book.promises[standing.promise]
      beginRow()
      cell(row.entry)
      cell(row.due)
      cell(standing.until)
      cell(row.amount, currency)
      cell(standing.counted, currency)
      cell(standing.state.word)
      endRow()
    }
  }

  /// Writes the cells of `SectionSpec.promiseColumns`.
  mutating func cells(of standing: PromiseStanding, _ book: borrowing Book) {
    let row = book.promises[standing.promise]
    let currency = book.accounts[row.account].currency
    cell(row.made)
    cell(row.due)
    cell(standing.until)
    cell(row.amount, currency)
    cell(standing.counted, currency)
    cell(standing.late, currency)
    cell(standing.state.word)
    if let day = standing.keptOn { cell(day) } else { emptyCell() }
    if let day = standing.curedOn { cell(day) } else { emptyCell() }
  }
}
