import PiperollLedger
import PiperollWire

enum ReportAging {
  static let spec = CommandSpec(
    "REPORT AGING",
    "How old what is open is, in buckets of days past due; its footer ties it to the entries.",
    role: .viewer,
    parameters: [
      .by(.kind),
      Parameter(
        "basis", .choice(Aging.Basis.words), .defaulted("due"), help: "age from which date"),
      .filter, .asOfToday,
    ],
    example: "REPORT AGING as-of=2026-10-31 by=collector",
    fields: [.asOf, .by, FieldSpec("basis", "age from"), .rows],
    sections: [aging, total, proof], codes: [.data, .ok], effect: .report(run))

  private static let amounts = [
    ColumnSpec("not-due", .money), ColumnSpec("1-30", .money), ColumnSpec("31-60", .money),
    ColumnSpec("61-90", .money), ColumnSpec("91-120", .money), ColumnSpec("over-120", .money),
    ColumnSpec("total", .money), ColumnSpec("unapplied", .money), ColumnSpec("balance", .money),
  ]
  private static let aging = SectionSpec(
    "aging", .rows,
    [ColumnSpec("currency"), ColumnSpec("group")] + amounts + [ColumnSpec("name")])
  private static let total = SectionSpec("total", .rows, [ColumnSpec("currency")] + amounts)
  private static let proof = SectionSpec(
    "proof", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("buckets", .money), ColumnSpec("unapplied", .money),
      ColumnSpec("outstanding", .money), ColumnSpec("control", .money),
      ColumnSpec("difference", .money), ColumnSpec("others", .money),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let asOf = try arguments.date("as-of") ?? context.today
    let grouping = try arguments.choice("by", Grouping.self) ?? .kind
    let basis = try arguments.choice("basis", Aging.Basis.self) ?? .due
    let selection = try arguments.filter().map { book.select($0, asOf: asOf) }
    let report = book.aging(asOf: asOf, today: asOf, by: grouping, basis: basis, of: selection)
    for proof in report.proofs where proof.difference != .zero {
      throw .fault(
        .internal, column: nil, key: nil,
        sentence:
          "the buckets in \(proof.currency.code) do not tie to the entries; run REPORT VERIFY")
    }
    reply.status(.data, block: true)
    reply.field("as-of", asOf)
    reply.field("by", grouping.word)
    reply.field("basis", basis.word)
    reply.endLine()
    reply.section(aging)
    for row in report.rows { write(row, grouping, book, &reply) }
    writeTotals(report, &reply)
    writeProofs(report, &reply)
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func write(
    _ row: Aging.Row, _ grouping: Grouping, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    reply.beginRow()
    reply.cell(row.currency.code)
    reply.cell(group: row.group, by: grouping, row.currency, book)
    writeAmounts(row, &reply)
    reply.cell(nameOf: row.group, by: grouping, book)
    reply.endRow()
  }

  private static func writeAmounts(_ row: Aging.Row, _ reply: inout ReplyWriter) {
    for bucket in row.buckets.indices { reply.cell(row.buckets[bucket], row.currency) }
    reply.cell(row.total, row.currency)
    reply.cell(row.unapplied, row.currency)
    reply.cell(row.balance, row.currency)
  }

  private static func writeTotals(_ report: Aging, _ reply: inout ReplyWriter) {
    reply.section(total)
    for proof in report.proofs {
      reply.beginRow()
      reply.cell(proof.currency.code)
      writeAmounts(report.total(proof.currency), &reply)
      reply.endRow()
    }
  }

  private static func writeProofs(_ report: Aging, _ reply: inout ReplyWriter) {
    reply.section(proof)
    for row in report.proofs {
      reply.beginRow()
      reply.cell(row.currency.code)
      for amount in [
        row.buckets, row.unapplied, row.outstanding, row.control, row.difference, row.others,
      ] {
        reply.cell(amount, row.currency)
      }
      reply.endRow()
    }
  }
}
