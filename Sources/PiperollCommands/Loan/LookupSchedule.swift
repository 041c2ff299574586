import PiperollLedger
import PiperollWire

enum LookupSchedule {
  static let spec = CommandSpec(
    "LOOKUP SCHEDULE",
    "Shows a loan's instalments, how much of each is paid, how late the oldest unpaid one is.",
    role: .viewer, parameters: [.account, .asOf],
    example: "LOOKUP SCHEDULE L-77",
    fields: [
      .accountField, FieldSpec("behind", "how many instalments are late"),
      FieldSpec("past-due", "how much of them is unpaid"),
      FieldSpec("oldest-due", "when the oldest of them was to be paid"),
      FieldSpec("days-past-due", "the days since then"), .asOf, .known, .rows,
    ],
    sections: [loan, schedule], codes: [.data, .ok, .notFound], effect: .read(run))

  private static let loan = SectionSpec(
    "loan", .record,
    [
      ColumnSpec("account"), ColumnSpec("name"), ColumnSpec("item"), ColumnSpec("entry", .count),
      ColumnSpec("date", .date), ColumnSpec("currency"), ColumnSpec("amount", .money),
      ColumnSpec("rate"), ColumnSpec("rate-now"), ColumnSpec("basis"), ColumnSpec("every"),
      ColumnSpec("instalments", .count), ColumnSpec("instalment", .money),
      ColumnSpec("principal", .money), ColumnSpec("interest", .money),
      ColumnSpec("behind", .count), ColumnSpec("past-due", .money),
      ColumnSpec("oldest-due", .date), ColumnSpec("days-past-due", .count),
      ColumnSpec("accrued", .money), ColumnSpec("unapplied", .money),
    ],
    screen: ScreenLayout([
      "account", "name", "past-due", "oldest-due", "behind", "days-past-due", "instalment", "every",
      "principal", "interest", "accrued", "unapplied", "amount", "currency", "date", "instalments",
      "rate", "rate-now", "basis",
      "item", "entry",
    ]))
  private static let schedule = SectionSpec(
    "schedule", .rows,
    [
      ColumnSpec("instalment", .count), ColumnSpec("due", .date), ColumnSpec("amount", .money),
      ColumnSpec("principal", .money), ColumnSpec("interest", .money), ColumnSpec("paid", .money),
      ColumnSpec("left", .money), ColumnSpec("days-late", .count),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let account = try arguments.account(in: book)
    let asOf = try arguments.asOf(in: book, context)
    guard let loan = book.loan(of: account, asOf: asOf.last) else {
      throw .refused(.loanNotFound)
    }
    let standing = LoanStanding(book, loan: loan, asOf: asOf.last, today: asOf.day)
    let row = book.account(account, on: asOf.last)
    reply.status(.data, block: true)
    reply.field(shown: row.id, book)
    reply.field("behind", standing.behind)
    reply.field("past-due", standing.pastDue, row.currency)
    if let oldest = standing.oldestLate {
      reply.field("oldest-due", oldest.instalment.due)
      reply.field("days-past-due", oldest.daysLate)
    }
    reply.fields(asOf)
    reply.endLine()
    write(loan, standing, book.rate(of: account, asOf: asOf.day), row, book, &reply)
    write(standing, row.currency, &reply)
    reply.endBlock()
    reply.endLine()
    return row.lastEntry
  }

  private static func write(
    _ loan: UInt32, _ standing: LoanStanding, _ rate: InterestRate, _ row: AccountRow,
    _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let terms = book.loans[loan]
    let item = book.items[terms.item]
    reply.section(Self.loan)
    reply.beginRow()
    reply.cell(row.id, book)
    reply.cell(row.name, book)
    reply.cell(item.number, book)
    reply.cell(item.entry)
    reply.cell(item.date)
    reply.cell(row.currency.code)
    reply.cell(item.amount, row.currency)
    reply.cell(terms.rate.text)
    reply.cell(rate.text)
    reply.cell(terms.dayCount.word)
    reply.cell(terms.every.word)
    reply.cell(terms.instalments)
    reply.cell(terms.instalment, row.currency)
    reply.cell(standing.principal, row.currency)
    reply.cell(standing.interest, row.currency)
    reply.cell(standing.behind)
    reply.cell(standing.pastDue, row.currency)
    if let oldest = standing.oldestLate {
      reply.cell(oldest.instalment.due)
      reply.cell(oldest.daysLate)
    } else {
      reply.emptyCell()
      reply.emptyCell()
    }
    reply.cell(standing.accrued, row.currency)
    reply.cell(standing.unapplied, row.currency)
    reply.endRow()
  }

  private static func write(
    _ standing: LoanStanding, _ currency: Currency, _ reply: inout ReplyWriter
  ) {
    reply.section(schedule)
    for (place, part) in standing.parts.enumerated() {
      reply.beginRow()
      reply.cell(place + 1)
      reply.cell(part.instalment.due)
      for amount in [
        part.instalment.amount, part.instalment.principal, part.instalment.interest, part.paid,
        part.left,
      ] {
        reply.cell(amount, currency)
      }
      reply.cell(part.daysLate)
      reply.endRow()
    }
  }
}
