import PiperollLedger
import PiperollWire

/// A statement as it is handed over: whose it is, what happened, what is open, what to pay.
struct StatementScreen {
  private static let movements = SectionSpec(
    "movements", .rows,
    [
      ColumnSpec("date", .date), ColumnSpec("entry", .count), ColumnSpec("what"),
      ColumnSpec("debit", .money), ColumnSpec("credit", .money), ColumnSpec("balance", .money),
    ])

  private let report: Statement
  private let row: AccountRow

  init(_ report: Statement, _ row: AccountRow) { (self.report, self.row) = (report, row) }

  private func text(_ amount: Money) -> String { amount.text(decimals: row.currency.decimals) }

  /// Who owes, to whom, in which days, and what they come to.
  func writeHead(_ book: borrowing Book, _ reply: inout ReplyWriter) {
    reply.beginScreen()
    reply.line(
      "\(book.text(row.id))  \(book.text(row.name))",
      right: "statement, \(report.from.text) to \(report.asOf.text)")
    if row.client != 0 { reply.line(parts: ["for \(book.text(symbol: row.client))"]) }
    let flow = report.flow
    let sums: [(String, Money)] = [
      ("charges", flow.charges), ("payments", flow.payments), ("credits", flow.credits),
      ("adjustments", flow.adjustments), ("write-offs", flow.writeOffs),
      ("refunds", flow.refunds), ("transfers", flow.transfers), ("reversals", flow.reversals),
    ]
    reply.line(
      parts: ["opening balance \(text(flow.opening)) \(row.currency.code)"]
        + sums.filter { $0.1 != .zero }.map { "\($0.0) \(text($0.1))" }
        + ["closing balance \(text(flow.closing))"])
  }

  /// What changed the balance, from the opening to the closing one.
  func writeMovements(
    _ book: borrowing Book, _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) {
    reply.section(Self.movements)
    writeBalance("opening balance", report.from, report.flow.opening, &reply)
    for line in report.lines {
      let entry = book.entries[Int(line.entry) - 1]
      let detail = entryDetail(line.entry, book)
      reply.beginRow()
      reply.cell(entry.effective)
      reply.cell(line.entry)
      reply.cell(detail.isEmpty ? entry.kind.word : "\(entry.kind.word) \(detail)")
      let isDebit = line.effect > .zero
      if isDebit { reply.cell(line.effect, row.currency) } else { reply.emptyCell() }
      if isDebit { reply.emptyCell() } else { reply.cell(-line.effect, row.currency) }
      reply.cell(line.balance, row.currency)
      reply.endRow()
      try await turns.row(&reply)
    }
    writeBalance("closing balance", report.asOf, report.flow.closing, &reply)
  }

  private func writeBalance(
    _ what: String, _ day: Day, _ balance: Money, _ reply: inout ReplyWriter
  ) {
    reply.beginRow()
    reply.cell(day)
    reply.emptyCell()
    reply.cell(what)
    for _ in 0..<2 { reply.emptyCell() }
    reply.cell(balance, row.currency)
    reply.endRow()
  }

  /// What to pay, until when, and what to quote.
  func writeFoot(_ book: borrowing Book, _ reply: inout ReplyWriter) {
    reply.gap()
    guard report.toPay > .zero else {
      let credit = report.unapplied
      let left = credit > .zero ? "; \(text(credit)) \(row.currency.code) of yours is with us" : ""
      return reply.line("Nothing to pay\(left).")
    }
    let now = report.toPayNow
    var words = "In all \(text(report.toPay)) \(row.currency.code)"
    if let due = report.nextDue { words += "; the next is due \(due.text)" }
    reply.line(
      now > .zero ? "Please pay \(text(now)) now: it is past due." : "Nothing is past due.")
    reply.line(words + ".")
    reply.line("Quote \(book.text(row.id)):\(report.asOf.text) with your payment.")
  }
}
