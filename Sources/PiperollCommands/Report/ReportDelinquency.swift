import PiperollLedger
import PiperollWire

enum ReportDelinquency {
  static let spec = CommandSpec(
    "REPORT DELINQUENCY",
    "How late loans are by their schedules: instalments behind, and how much of them is past due."
      + " With roll=yes how all debts grew older in a period.",
    role: .viewer,
    parameters: [
      .by(.account), .buckets,
      Parameter(
        "roll", .flag, .defaulted("no"),
        help: "yes: how much of each bucket was paid, stayed, or went on to an older one"),
      Parameter(
        "from", .date, .defaulted("the first of as-of's month"),
        help: "with roll=yes: the first day of the period"),
      .filter, .lastDay,
    ],
    example: "REPORT DELINQUENCY as-of=2026-10-31 by=collector",
    fields: [
      FieldSpec("from", "with roll=yes: the first day of the period"), .asOf, .known, .by, .rows,
    ],
    sections: [
      delinquency(.standard), total(.standard), RollRows.section(.standard), proof,
      RollRows.proof,
    ],
    codes: [.data, .ok],
    effect: .report(run))

  private static let proof = SectionSpec(
    "proof", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("principal", .money), ColumnSpec("others", .money),
      ColumnSpec("items", .money), ColumnSpec("difference", .money),
    ])

  private static func delinquency(_ buckets: AgingBuckets) -> SectionSpec {
    SectionSpec(
      "delinquency", .rows,
      [ColumnSpec("currency"), ColumnSpec("group")] + amounts(buckets) + [ColumnSpec("name")])
  }

  private static func total(_ buckets: AgingBuckets) -> SectionSpec {
    SectionSpec("total", .rows, [ColumnSpec("currency")] + amounts(buckets))
  }

  /// The first bucket is left out: it is for amounts that are not due, and so not late.
  private static func amounts(_ buckets: AgingBuckets) -> [ColumnSpec] {
    [
      ColumnSpec("loans", .count), ColumnSpec("late", .count), ColumnSpec("behind", .count),
      ColumnSpec("days-late", .count),
    ] + buckets.columns.dropFirst() + [
      ColumnSpec("past-due", .money), ColumnSpec("principal", .money),
    ]
  }

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.reportDay(context)
    let grouping = try arguments.choice("by", Grouping.self) ?? .account
    let buckets = try arguments.buckets(book, asOf: asOf)
    let selection = try arguments.filter().map { book.select($0, asOf: asOf) }
    if try arguments.flag("roll") {
      try await RollRows.write(
        arguments, book, asOf: asOf, in: buckets, of: selection, &reply, turns)
      return book.sequence
    }
    if arguments.has("from") { throw arguments.bad("from", "only with roll=yes") }
    let report = Delinquency(book, asOf: asOf, by: grouping, in: buckets, of: selection)
    for proof in report.proofs where proof.difference != .zero {
      throw .untied("the loans in \(proof.currency.code)")
    }
    reply.status(.data, block: true)
    reply.fields(asOf: asOf, of: book)
    reply.field("by", grouping.word)
    reply.endLine()
    reply.section(delinquency(buckets))
    for row in report.rows {
      reply.beginRow()
      reply.cell(row.currency.code)
      reply.cell(group: row.group, by: grouping, row.currency, book)
      write(row, &reply)
      reply.cell(nameOf: row.group, by: grouping, book)
      reply.endRow()
      try await turns.row(&reply)
    }
    reply.section(total(buckets))
    for proof in report.proofs {
      reply.beginRow()
      reply.cell(proof.currency.code)
      write(report.total(proof.currency), &reply)
      reply.endRow()
    }
    writeProofs(report, &reply)
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func write(_ row: Delinquency.Row, _ reply: inout ReplyWriter) {
    for count in [row.loans, row.late, row.behind, row.daysLate] { reply.cell(count) }
    for sum in row.buckets.dropFirst() + [row.pastDue] {
      reply.cell(sum.text(decimals: row.currency.decimals))
    }
    reply.cell(row.principal, row.currency)
  }

  private static func writeProofs(_ report: Delinquency, _ reply: inout ReplyWriter) {
    reply.section(proof)
    for row in report.proofs {
      reply.beginRow()
      reply.cell(row.currency.code)
      for amount in [row.principal, row.others, row.items, row.difference] {
        reply.cell(amount, row.currency)
      }
      reply.endRow()
    }
  }
}
