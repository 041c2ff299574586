import PiperollLedger
import PiperollWire

/// Writes the items and credits of an aging, account by account, and adds them up.
struct AgingDetail {
  static let items = SectionSpec(
    "items", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("account"), ColumnSpec("invoice"),
      ColumnSpec("date", .date), ColumnSpec("due", .date), ColumnSpec("days-past-due", .count),
      ColumnSpec("amount", .money), ColumnSpec("open", .money), ColumnSpec("bucket"),
    ])
  static let credits = SectionSpec(
    "credits", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("account"), ColumnSpec("entry", .count),
      ColumnSpec("kind"), ColumnSpec("date", .date), ColumnSpec("amount", .money),
      ColumnSpec("unapplied", .money),
    ])

  private let asOf: Day
  private let basis: Aging.Basis
  private let buckets: AgingBuckets
  private var open: [Currency: Money] = [:]
  private var unapplied: [Currency: Money] = [:]

  init(asOf: Day, basis: Aging.Basis, _ buckets: AgingBuckets) {
    self.asOf = asOf
    self.basis = basis
    self.buckets = buckets
  }

  /// Writes both sections.
  /// - Parameter selection: the accounts that the report is about; nil: all.
  mutating func write(
    of selection: Selection?, _ book: borrowing Book, _ reply: inout ReplyWriter,
    _ turns: ReportRun
  ) async throws(Failure) {
    reply.section(Self.items)
    for account in 0..<UInt32(book.accounts.count) where selection?[account] ?? true {
      for item in book.openItems(of: account, asOf: asOf) {
        write(item, account, book, &reply)
        try await turns.row(&reply)
      }
    }
    reply.section(Self.credits)
    for account in 0..<UInt32(book.accounts.count) where selection?[account] ?? true {
      for credit in book.openCredits(of: account, asOf: asOf) {
        write(credit, account, book, &reply)
        try await turns.row(&reply)
      }
    }
  }

  private mutating func write(
    _ open: OpenItem, _ account: UInt32, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let row = book.items[open.item]
    let due = book.agedDue(of: open.item, on: asOf)
    let currency = book.accounts[account].currency
    self.open[currency, default: .zero] += open.left
    reply.beginRow()
    reply.cell(currency.code)
    reply.cell(book.accounts[account].id, book)
    reply.cell(row.number, book)
    reply.cell(row.date)
    reply.cell(book.itemDue[open.item])
    reply.cell(max(0, asOf - due))
    reply.cell(row.amount, currency)
    reply.cell(open.left, currency)
    reply.cell(buckets.name(buckets.bucket(daysPastDue: asOf - (basis == .due ? due : row.date))))
    reply.endRow()
  }

  private mutating func write(
    _ open: OpenCredit, _ account: UInt32, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let row = book.credits[open.credit]
    let currency = book.accounts[account].currency
    unapplied[currency, default: .zero] += open.left
    reply.beginRow()
    reply.cell(currency.code)
    reply.cell(book.accounts[account].id, book)
    reply.cell(row.entry)
    reply.cell(book.entries[Int(row.entry) - 1].kind.word)
    reply.cell(row.date)
    reply.cell(row.amount, currency)
    reply.cell(open.left, currency)
    reply.endRow()
  }

  /// Whether the rows add up to the sums of the report.
  func ties(to report: Aging) -> Bool {
    report.proofs.allSatisfy { proof in
      proof.buckets == open[proof.currency, default: .zero]
        && proof.unapplied == unapplied[proof.currency, default: .zero]
    }
  }
}
