import PiperollLedger
import PiperollWire

enum LookupPlan {
  static let spec = CommandSpec(
    "LOOKUP PLAN",
    "Shows an account's plans and settlements, their parts, and what has become of them.",
    role: .viewer, parameters: [.account, .asOfToday],
    example: "LOOKUP PLAN C-20417",
    fields: [
      .accountField, FieldSpec("open", "how many of them are not over"), .asOf, .known, .rows,
    ],
    sections: [plans, schedule, items], codes: [.data, .ok, .notFound], effect: .search(run))

  private static let plans = SectionSpec(
    "plans", .rows,
    [ColumnSpec("entry", .count)] + SectionSpec.planColumns + [
      ColumnSpec("accept-by", .date), ColumnSpec("accepted-on", .date), ColumnSpec("interest"),
      ColumnSpec("authorization"), ColumnSpec("ended-by", .count), ColumnSpec("by"),
      ColumnSpec("text"),
    ],
    screen: ScreenLayout([
      "entry", ScreenColumn("state", of: ["kind", "state"]), "total", "paid", "due", "rest",
      "next-due", "last-due", "discount", "missed", "behind", "accept-by", "failed-on", "paid-on",
      "text", .ifRoom("made"), .ifRoom("by"), .ifRoom("interest"), .ifRoom("authorization"),
      .ifRoom("accepted-on"), .ifRoom("ended-by"),
    ]))
  private static let schedule = SectionSpec(
    "schedule", .rows,
    [
      ColumnSpec("plan", .count), ColumnSpec("part", .count), ColumnSpec("due", .date),
      ColumnSpec("until", .date), ColumnSpec("amount", .money), ColumnSpec("paid", .money),
      ColumnSpec("left", .money),
    ])
  private static let items = SectionSpec(
    "items", .rows,
    [
      ColumnSpec("plan", .count), ColumnSpec("item"), ColumnSpec("amount", .money),
      ColumnSpec("open", .money),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let account = try arguments.account(in: book)
    let asOf = try arguments.asOfToday(in: book, context)
    let standings = book.plans(of: account, asOf: asOf.day)
    let currency = book.accounts[account].currency
    reply.status(.data, block: true)
    reply.field(shown: book.accounts[account].id, book)
    reply.field("open", standings.count { !$0.state.isOver })
    reply.fields(asOf)
    reply.endLine()
    reply.title(of: account, on: asOf.day, book)
    reply.section(plans)
    for standing in standings {
      write(standing, book, &reply)
      try await turns.row(&reply)
    }
    reply.section(schedule)
    for standing in standings {
      for (place, part) in standing.parts.enumerated() {
        reply.beginRow()
        reply.cell(book.plans[standing.plan].entry)
        reply.cell(place + 1)
        reply.cell(part.due)
        reply.cell(part.until)
        for amount in [part.amount, part.paid, part.left] { reply.cell(amount, currency) }
        reply.endRow()
        try await turns.row(&reply)
      }
    }
    reply.section(items)
    for standing in standings {
      for part in book.items(ofPlan: standing.plan) {
        reply.beginRow()
        reply.cell(book.plans[standing.plan].entry)
        reply.cell(book.items[part.item].number, book)
        reply.cell(part.amount, currency)
        reply.cell(book.remaining(ofItem: part.item, asOf: asOf.day), currency)
        reply.endRow()
        try await turns.row(&reply)
      }
    }
    reply.endBlock()
    reply.endLine()
    return book.accounts[account].lastEntry
  }

  private static func write(
    _ standing: PlanStanding, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let row = book.plans[standing.plan]
    reply.beginRow()
    reply.cell(row.entry)
    reply.cells(of: standing, book)
    reply.cell(day: row.acceptBy)
    reply.cell(day: row.acceptBy == nil ? nil : standing.acceptedOn)
    reply.cell((row.stopsInterest ? PlanInterest.stop : .run).word)
    reply.cell(row.authorization, book)
    let isOver = standing.state == .ended || standing.state == .replaced
    if isOver { reply.cell(row.endedBy) } else { reply.emptyCell() }
    reply.cell(symbol: book.entries[Int(row.entry) - 1].actor, book)
    reply.cell(book.memo(of: row.entry), book)
    reply.endRow()
  }
}

extension SectionSpec {
  /// What is shown of a plan or a settlement, and of what has become of it.
  static let planColumns = [
    ColumnSpec("kind"), ColumnSpec("made", .date), ColumnSpec("total", .money),
    ColumnSpec("discount", .money), ColumnSpec("parts", .count), ColumnSpec("last-due", .date),
    ColumnSpec("paid", .money), ColumnSpec("missed", .count), ColumnSpec("behind", .money),
    ColumnSpec("due", .money), ColumnSpec("rest", .money), ColumnSpec("state"),
    ColumnSpec("next-due", .date), ColumnSpec("failed-on", .date), ColumnSpec("paid-on", .date),
  ]
}

extension SectionSpec {
  /// What an account's screen shows of the plans that are not over.
  static let openPlans = SectionSpec(
    "plans", .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("kind"), ColumnSpec("total", .money),
      ColumnSpec("paid", .money), ColumnSpec("due", .money), ColumnSpec("rest", .money),
      ColumnSpec("state"), ColumnSpec("next-due", .date), ColumnSpec("last-due", .date),
    ])
}

extension ReplyWriter {
  /// Writes the section `plans` of an account's screen, if a plan is not over.
  mutating func writeOpenPlans(of account: UInt32, on day: Day, _ book: borrowing Book) {
    if !book.hasPlans(account) { return }
    let open = book.plans(of: account, asOf: day).filter { !$0.state.isOver }
    if open.isEmpty { return }
    let currency = book.accounts[account].currency
    section(.openPlans)
    for standing in open {
      let row = book.plans[standing.plan]
      beginRow()
      cell(row.entry)
      cell(row.word)
      for amount in [row.terms.total, standing.paid, standing.due, standing.rest] {
        cell(amount, currency)
      }
      cell(standing.state.word)
      cell(day: standing.nextDue)
      cell(row.terms.last)
      endRow()
    }
  }

  /// Writes the cells of `SectionSpec.planColumns`.
  mutating func cells(of standing: PlanStanding, _ book: borrowing Book) {
    let row = book.plans[standing.plan]
    let currency = book.accounts[row.account].currency
    cell(row.word)
    cell(row.made)
    cell(row.terms.total, currency)
    if row.isSettlement { cell(row.discount, currency) } else { emptyCell() }
    cell(standing.parts.count)
    cell(row.terms.last)
    cell(standing.paid, currency)
    cell(standing.missed)
    cell(standing.behind, currency)
    cell(standing.due, currency)
    cell(standing.rest, currency)
    cell(standing.state.word)
    cell(day: standing.nextDue)
    cell(day: standing.failedOn)
    cell(day: standing.paidOn)
  }

  /// Writes a day that there may be none of.
  mutating func cell(day: Day?) {
    if let day { cell(day) } else { emptyCell() }
  }
}
