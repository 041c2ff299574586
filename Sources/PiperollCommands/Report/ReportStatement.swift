import PiperollLedger
import PiperollWire

enum ReportStatement {
  static let spec = CommandSpec(
    "REPORT STATEMENT",
    "An account's statement: opening balance, what happened, closing balance, what is open and how"
      + " old, and what to pay.",
    role: .viewer,
    parameters: [
      .account,
      Parameter(
        "from", .date, .defaulted("the first of as-of's month"), help: "the first day shown"),
      Parameter(
        "style", .choice(Style.words), .defaulted("full"),
        help: "open-item: what is open; balance-forward: what happened since the last balance"),
      .buckets, .lastDay,
    ],
    example: "REPORT STATEMENT T-1042 from=2026-10-01 as-of=2026-10-31",
    fields: [
      .accountField, FieldSpec("from", "the first day shown"), .asOf, .known,
      FieldSpec("balance", "the closing balance"), .rows,
    ],
    sections: [statement, activity, open, credits, recovery, recoveries, aging, remittance, proof],
    codes: [.data, .ok, .notFound], effect: .search(run))

  /// Which sections a statement has between its head and its foot.
  enum Style: UInt8, WireWord {
    case full, openItem, balanceForward

    static let words = wordsByNumber()

    var word: String {
      switch self {
      case .full: "full"
      case .openItem: "open-item"
      case .balanceForward: "balance-forward"
      }
    }
  }

  private static let statement = SectionSpec(
    "statement", .record,
    [
      ColumnSpec("account"), ColumnSpec("name"), ColumnSpec("currency"), ColumnSpec("from", .date),
      ColumnSpec("as-of", .date), ColumnSpec("opening", .money), ColumnSpec("charges", .money),
      ColumnSpec("payments", .money), ColumnSpec("credits", .money),
      ColumnSpec("reversals", .money),
      ColumnSpec("closing", .money), ColumnSpec("unapplied", .money),
      ColumnSpec("past-due", .money), ColumnSpec("adjustments", .money),
      ColumnSpec("write-offs", .money), ColumnSpec("refunds", .money),
      ColumnSpec("transfers", .money),
    ])
  private static let activity = SectionSpec(
    "activity", .rows,
    [
      ColumnSpec("date", .date), ColumnSpec("entry", .count), ColumnSpec("kind"),
      ColumnSpec("amount", .money), ColumnSpec("balance", .money), ColumnSpec("detail"),
      ColumnSpec("items"),
    ])
  private static let open = SectionSpec(
    "open", .rows,
    [
      ColumnSpec("invoice"), ColumnSpec("date", .date), ColumnSpec("due", .date),
      ColumnSpec("days-past-due", .count, shown: "late"), ColumnSpec("amount", .money),
      ColumnSpec("open", .money, hasTotal: true), ColumnSpec("kind"),
    ])
  private static let credits = SectionSpec(
    "credits", .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("kind"), ColumnSpec("date", .date),
      ColumnSpec("amount", .money), ColumnSpec("unapplied", .money),
    ])
  private static let recovery = SectionSpec(
    "recovery", .record,
    [
      ColumnSpec("written-off", .money), ColumnSpec("recovered", .money),
      ColumnSpec("recoverable", .money),
    ])
  private static let recoveries = SectionSpec(
    "recoveries", .rows,
    [
      ColumnSpec("date", .date), ColumnSpec("entry", .count), ColumnSpec("kind"),
      ColumnSpec("amount", .money), ColumnSpec("detail"),
    ])
  private static let aging = aging(.standard)
  private static let remittance = SectionSpec(
    "remittance", .record,
    [
      ColumnSpec("account"), ColumnSpec("name"), ColumnSpec("client"), ColumnSpec("quote"),
      ColumnSpec("currency"), ColumnSpec("pay", .money), ColumnSpec("pay-now", .money),
      ColumnSpec("next-due", .date),
    ])
  private static let proof = SectionSpec(
    "proof", .record,
    [
      ColumnSpec("currency"), ColumnSpec("by-activity", .money), ColumnSpec("open", .money),
      ColumnSpec("unapplied", .money), ColumnSpec("by-items", .money),
      ColumnSpec("difference", .money),
    ])

  private static func aging(_ buckets: AgingBuckets) -> SectionSpec {
    SectionSpec("aging", .rows, buckets.columns + [ColumnSpec("total", .money)])
  }

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let account = try arguments.account(in: book)
    // Without `as-of=` the day is today, not that of the last entry: an entry that is dated
    // tomorrow must not move the statement into the next month.
    let asOf = try arguments.reportDay(context)
    let from = try arguments.firstDay(upTo: asOf, or: asOf.startOfMonth)
    let style = try arguments.choice("style", Style.self) ?? .full
    let buckets = try arguments.buckets(book, asOf: asOf)
    let report = Statement(book, account, from: from, asOf: asOf, in: buckets)
    let row = book.accounts[account]
    guard report.isProved else { throw .untied("the statement's items") }
    reply.status(.data, block: true)
    reply.field(shown: row.id, book)
    reply.field("from", from)
    reply.fields(asOf: asOf, of: book)
    reply.field("balance", report.flow.closing, row.currency)
    reply.endLine()
    let screen = reply.format == .screen ? StatementScreen(report, row) : nil
    if let screen {
      screen.writeHead(book, &reply)
      if style != .openItem { try await screen.writeMovements(book, &reply, turns) }
    } else {
      write(report, row, book, &reply)
      if style != .openItem { try await writeActivity(report, row.currency, book, &reply, turns) }
    }
    if style != .balanceForward {
      try await writeOpen(report, row.currency, book, &reply, turns)
      try await writeCredits(report, row.currency, book, &reply, turns)
    }
    try await writeRecovery(report, row.currency, book, &reply, turns)
    reply.section(buckets == .standard ? aging : aging(buckets))
    reply.beginRow()
    for bucket in report.buckets { reply.cell(bucket, row.currency) }
    reply.cell(report.openTotal, row.currency)
    reply.endRow()
    if let screen {
      screen.writeFoot(book, &reply)
    } else {
      writeRemittance(report, row, book, &reply)
      writeProof(report, row.currency, &reply)
    }
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func write(
    _ report: Statement, _ row: AccountRow, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    reply.section(statement)
    reply.beginRow()
    reply.cell(row.id, book)
    reply.cell(row.name, book)
    reply.cell(row.currency.code)
    reply.cell(report.from)
    reply.cell(report.asOf)
    let flow = report.flow
    for amount in [
      flow.opening, flow.charges, flow.payments, flow.credits, flow.reversals, flow.closing,
      report.unapplied, report.pastDue, flow.adjustments, flow.writeOffs, flow.refunds,
      flow.transfers,
    ] {
      reply.cell(amount, row.currency)
    }
    reply.endRow()
  }

  private static func writeActivity(
    _ report: Statement, _ currency: Currency, _ book: borrowing Book,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) {
    reply.section(activity)
    for line in report.lines {
      let entry = book.entries[Int(line.entry) - 1]
      reply.beginRow()
      reply.cell(entry.effective)
      reply.cell(line.entry)
      reply.cell(entry.kind.word)
      reply.cell(line.effect, currency)
      reply.cell(line.balance, currency)
      reply.cell(detailOf: line.entry, book)
      reply.cell(itemsMovedBy: line.entry, currency, book)
      reply.endRow()
      try await turns.row(&reply)
    }
  }

  /// Writes what was written off and what of it is left to recover, and the money that came in on
  /// it; nothing for an account without any of it.
  private static func writeRecovery(
    _ report: Statement, _ currency: Currency, _ book: borrowing Book,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) {
    if report.recovery.isNothing, report.recoveries.isEmpty { return }
    reply.section(recovery)
    reply.beginRow()
    reply.cell(report.recovery.writtenOff, currency)
    reply.cell(report.recovery.recovered, currency)
    reply.cell(report.recovery.recoverable, currency)
    reply.endRow()
    reply.section(recoveries)
    for line in report.recoveries {
      reply.beginRow()
      reply.cell(line.day)
      reply.cell(line.entry)
      reply.cell(book.entries[Int(line.entry) - 1].kind.word)
      reply.cell(line.amount, currency)
      reply.cell(detailOf: line.entry, book)
      reply.endRow()
      try await turns.row(&reply)
    }
  }

  private static func writeOpen(
    _ report: Statement, _ currency: Currency, _ book: borrowing Book,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) {
    reply.section(open)
    for open in report.open {
      reply.beginRow()
      reply.cell(book.items[open.item].number, book)
      reply.cell(book.items[open.item].date)
      reply.cell(book.itemDue[open.item])
      reply.cell(max(0, report.asOf - book.agedDue(of: open.item, on: report.asOf)))
      reply.cell(book.items[open.item].amount, currency)
      reply.cell(open.left, currency)
      reply.cell(book.items[open.item].kind.word)
      reply.endRow()
      try await turns.row(&reply)
    }
  }

  private static func writeCredits(
    _ report: Statement, _ currency: Currency, _ book: borrowing Book,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) {
    reply.section(credits)
    for open in report.openCredits {
      let row = book.credits[open.credit]
      reply.beginRow()
      reply.cell(row.entry)
      reply.cell(book.entries[Int(row.entry) - 1].kind.word)
      reply.cell(row.date)
      reply.cell(row.amount, currency)
      reply.cell(open.left, currency)
      reply.endRow()
      try await turns.row(&reply)
    }
  }

  /// Writes the section `remittance`, the slip that the debtor sends back with the money: what to
  /// pay, and which reference to quote.
  private static func writeRemittance(
    _ report: Statement, _ row: AccountRow, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    reply.section(remittance)
    reply.beginRow()
    reply.cell(row.id, book)
    reply.cell(row.name, book)
    reply.cell(symbol: row.client, book)
    reply.cell("\(book.text(row.id)):\(report.asOf.text)")
    reply.cell(row.currency.code)
    reply.cell(report.toPay, row.currency)
    reply.cell(report.toPayNow, row.currency)
    if let due = report.nextDue { reply.cell(due) } else { reply.emptyCell() }
    reply.endRow()
  }

  private static func writeProof(
    _ report: Statement, _ currency: Currency, _ reply: inout ReplyWriter
  ) {
    reply.section(proof)
    reply.beginRow()
    reply.cell(currency.code)
    let byItems = report.openTotal - report.unapplied
    for amount in [
      report.byActivity, report.openTotal, report.unapplied, byItems, report.byActivity - byItems,
    ] {
      reply.cell(amount, currency)
    }
    reply.endRow()
  }
}
