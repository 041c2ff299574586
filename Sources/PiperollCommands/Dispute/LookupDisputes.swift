import PiperollLedger
import PiperollWire

enum LookupDisputes {
  static let spec = CommandSpec(
    "LOOKUP DISPUTES", "Shows what a debtor disputes or has disputed, and what came of it.",
    role: .viewer, parameters: [.account, .asOfToday],
    example: "LOOKUP DISPUTES T-1042",
    fields: [
      .accountField, FieldSpec("open", "how many of them are open"),
      FieldSpec("disputed", "how much is disputed"), .asOf, .known, .rows,
    ],
    sections: [disputes, items], codes: [.data, .ok, .notFound], effect: .search(run))

  private static let disputes = SectionSpec(
    "disputes", .rows,
    [ColumnSpec("entry", .count)] + SectionSpec.disputeColumns + [
      ColumnSpec("contact", .count), ColumnSpec("resolved-by", .count),
      ColumnSpec("answer", .count), ColumnSpec("by"), ColumnSpec("text"),
    ],
    screen: ScreenLayout([
      "made", "reason", "amount", "disputed",
      ScreenColumn(
        "state", of: ["state", .init("resolved", after: "on ")]), "text", .ifRoom("entry"),
      .ifRoom("credited"),
      .ifRoom("via"), .ifRoom("received"), .ifRoom("by"), .ifRoom("resolved-by"),
      .ifRoom("answer"), .ifRoom("contact"),
    ]))
  private static let items = SectionSpec(
    "items", .rows,
    [
      ColumnSpec("dispute", .count), ColumnSpec("item"), ColumnSpec("amount", .money),
      ColumnSpec("open", .money), ColumnSpec("disputed", .money),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let account = try arguments.account(in: book)
    let asOf = try arguments.asOfToday(in: book, context)
    let standings = book.disputes(of: account, asOf: asOf.day)
    let currency = book.accounts[account].currency
    reply.status(.data, block: true)
    reply.field(shown: book.accounts[account].id, book)
    reply.field("open", standings.count { $0.outcome == nil })
    reply.field("disputed", standings.reduce(.zero) { $0 + $1.disputed }, currency)
    reply.fields(asOf)
    reply.endLine()
    reply.title(of: account, on: asOf.day, book)
    reply.section(disputes)
    for standing in standings {
      write(standing, for: context.viewer, book, &reply)
      try await turns.row(&reply)
    }
    reply.section(items)
    for standing in standings {
      for part in standing.parts {
        reply.beginRow()
        reply.cell(book.disputes[standing.dispute].entry)
        reply.cell(book.items[part.item].number, book)
        for amount in [part.amount, part.open, part.disputed] { reply.cell(amount, currency) }
        reply.endRow()
        try await turns.row(&reply)
      }
    }
    reply.endBlock()
    reply.endLine()
    return book.accounts[account].lastEntry
  }

  private static func write(
    _ standing: DisputeStanding, for viewer: Viewer, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    let row = book.knownDispute(standing.dispute)
    reply.beginRow()
    reply.cell(row.entry)
    reply.cells(of: standing, book)
    if let contact = book.contact(ofDispute: standing.dispute),
      !book.isHidden(contact, from: viewer)
    {
      if book.isRestricted(contact) { reply.showsRestricted = true }
      reply.cell(book.contacts[contact].entry)
    } else {
      reply.emptyCell()
    }
    for entry in [row.resolvedBy, row.answer ?? 0] {
      if standing.outcome != nil, entry != 0 { reply.cell(entry) } else { reply.emptyCell() }
    }
    reply.cell(symbol: book.entries[Int(row.entry) - 1].actor, book)
    reply.cell(book.memo(of: row.entry, for: viewer), book)
    reply.endRow()
  }
}

extension SectionSpec {
  /// What is shown of a dispute and of what has become of it.
  static let disputeColumns = [
    ColumnSpec("made", .date), ColumnSpec("received", .date), ColumnSpec("via"),
    ColumnSpec("reason"), ColumnSpec("amount", .money), ColumnSpec("disputed", .money),
    ColumnSpec("state"), ColumnSpec("resolved", .date), ColumnSpec("credited", .money),
  ]

  /// What an account's screen shows of open disputes: a row for each item.
  static let openDisputes = SectionSpec(
    "disputes", .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("item"), ColumnSpec("amount", .money),
      ColumnSpec("disputed", .money), ColumnSpec("reason"), ColumnSpec("made", .date),
      ColumnSpec("via"), ColumnSpec("by"), ColumnSpec("text"),
    ],
    screen: ScreenLayout([
      "made", "item", "reason", "amount", "disputed", "text", .ifRoom("entry"), .ifRoom("via"),
      .ifRoom("by"),
    ]))
}

extension DisputeStanding {
  /// What has become of it, in a word.
  var word: String { outcome?.word ?? "open" }
}

extension Book {
  /// All that a dispute was about.
  func amount(ofDispute dispute: UInt32) -> Money {
    items(ofDispute: dispute).reduce(.zero) { $0 + $1.amount }
  }
}

extension ReplyWriter {
  /// Writes the cells of `SectionSpec.disputeColumns`.
  mutating func cells(of standing: DisputeStanding, _ book: borrowing Book) {
    let row = book.knownDispute(standing.dispute)
    let currency = book.accounts[row.account].currency
    cell(row.made)
    cell(row.received)
    cell(row.via.word)
    cell(row.reason.word)
    cell(standing.amount, currency)
    cell(standing.disputed, currency)
    cell(standing.word)
    if standing.outcome == nil {
      emptyCell()
      emptyCell()
    } else {
      cell(day: row.resolvedOn)
      cell(row.credited, currency)
    }
  }

  /// Writes the section `disputes` of an account's screen, if a dispute is open.
  mutating func writeOpenDisputes(
    of account: UInt32, on day: Day, for viewer: Viewer, _ book: borrowing Book
  ) {
    if !book.hasDisputes(account) { return }
    let open = book.disputes(of: account, asOf: day).filter { $0.outcome == nil }
    if open.isEmpty { return }
    let currency = book.accounts[account].currency
    section(.openDisputes)
    for standing in open {
      let row = book.disputes[standing.dispute]
      for part in standing.parts {
        beginRow()
        cell(row.entry)
        cell(book.items[part.item].number, book)
        cell(part.amount, currency)
        cell(part.disputed, currency)
        cell(row.reason.word)
        cell(row.made)
        cell(row.via.word)
        cell(symbol: book.entries[Int(row.entry) - 1].actor, book)
        cell(book.memo(of: row.entry, for: viewer), book)
        endRow()
      }
    }
  }
}
