import PiperollLedger
import PiperollWire

enum ReportEffectiveness {
  static let spec = CommandSpec(
    "REPORT EFFECTIVENESS",
    "The collection effectiveness index: what was collected in a period of what could have been.",
    role: .viewer,
    parameters: [.by(.currency), .from("the first of as-of's month"), .filter, .asOfToday],
    example: "REPORT EFFECTIVENESS by=collector from=2026-10-01 as-of=2026-10-31",
    fields: [.from, .asOf, .known, .by, .rows], sections: [effectiveness, .proof],
    codes: [.data, .ok], effect: .report(run))

  private static let effectiveness = SectionSpec(
    "effectiveness", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("group"), ColumnSpec("opening", .money),
      ColumnSpec("sales", .money), ColumnSpec("closing", .money), ColumnSpec("current", .money),
      ColumnSpec("index", .count), ColumnSpec("name"),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let asOf = try arguments.date("as-of") ?? context.today
    let from = try arguments.firstDay(upTo: asOf, or: asOf.startOfMonth)
    let grouping = try arguments.choice("by", Grouping.self) ?? .currency
    let selection = try arguments.selection(in: book, asOf: asOf)
    let report = CollectionMeasures(book, from: from, to: asOf, by: grouping, of: selection)
    try demandProved(report.proofs, "the items")
    reply.status(.data, block: true)
    reply.field("from", from)
    reply.fields(asOf: asOf, of: book)
    reply.field("by", grouping.word)
    reply.endLine()
    reply.section(effectiveness)
    for (group, sums) in zip(report.groups.groups, report.sums)
    where !group.isOthers && (sums.opening + sums.sales + sums.closing != .zero) {
      reply.beginRow()
      reply.cell(group.currency.code)
      reply.cell(group: group.group, by: grouping, group.currency, book)
      for amount in [sums.opening, sums.sales, sums.closing, sums.current] {
        reply.cell(amount, group.currency)
      }
      reply.cell(tenths: report.effectiveness(sums))
      reply.cell(nameOf: group.group, by: grouping, book)
      reply.endRow()
    }
    reply.endReport(report.proofs)
    return book.sequence
  }
}
