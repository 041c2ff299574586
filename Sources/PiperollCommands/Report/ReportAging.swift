import PiperollLedger
import PiperollWire

enum ReportAging {
  static let spec = CommandSpec(
    "REPORT AGING",
    "The age of what is open, in buckets of days past due; its footer proves it by the entries.",
    role: .viewer,
    parameters: [
      .by(.kind),
      Parameter(
        "basis", .choice(Aging.Basis.words), .defaulted("due"),
        help: "the date from which the age counts"),
      .buckets,
      Parameter(
        "detail", .flag, .defaulted("no"), help: "yes: also a row for each item and each credit"),
      .filter, .asOfToday,
    ],
    example: "REPORT AGING as-of=2026-10-31 by=collector",
    fields: [.asOf, .known, .by, FieldSpec("basis", "the date from which the age counts"), .rows],
    sections: [aging, disputed, AgingDetail.items, AgingDetail.credits, total, proof],
    codes: [.data, .ok], effect: .report(run))

  private static let aging = aging(.standard)
  private static let disputed = disputed(.standard)
  private static let total = total(.standard)
  private static let proof = SectionSpec(
    "proof", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("buckets", .money), ColumnSpec("unapplied", .money),
      ColumnSpec("outstanding", .money), ColumnSpec("control", .money),
      ColumnSpec("difference", .money), ColumnSpec("others", .money),
    ])

  private static func aging(_ buckets: AgingBuckets) -> SectionSpec {
    let amounts = amounts(buckets, hasTotal: true)
    return SectionSpec(
      "aging", .rows,
      [ColumnSpec("currency"), ColumnSpec("group")] + amounts + [ColumnSpec("name")],
      screen: ScreenLayout(
        ["currency", "group", "name"]
          + (buckets.names + ["total"]).map(ScreenColumn.init(stringLiteral:))
          + [.ifRoom("unapplied"), .ifRoom("balance")],
        perCentOf: "total"))
  }

  private static func disputed(_ buckets: AgingBuckets) -> SectionSpec {
    SectionSpec(
      "disputed", .rows,
      [ColumnSpec("currency"), ColumnSpec("group")] + buckets.columns + [
        ColumnSpec("total", .money), ColumnSpec("name"),
      ])
  }

  private static func total(_ buckets: AgingBuckets) -> SectionSpec {
    SectionSpec("total", .rows, [ColumnSpec("currency")] + amounts(buckets))
  }

  /// - Parameter hasTotal: whether a screen has their sums below them.
  private static func amounts(
    _ buckets: AgingBuckets, hasTotal: Bool = false
  ) -> [ColumnSpec] {
    (buckets.names + ["total", "unapplied", "balance"]).map {
      ColumnSpec($0, .money, hasTotal: hasTotal)
    }
  }

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.asOfToday(in: book, context)
    let grouping = try arguments.choice("by", Grouping.self) ?? .kind
    let basis = try arguments.choice("basis", Aging.Basis.self) ?? .due
    let buckets = try arguments.buckets(book, asOf: asOf.day)
    let isDetailed = try arguments.flag("detail")
    let selection = try arguments.selection(in: book, asOf: asOf.day)
    let report = book.aging(
      asOf: asOf, by: grouping, basis: basis, in: buckets, of: selection)
    try prove(report)
    reply.status(.data, block: true)
    reply.fields(asOf: asOf.day, of: book)
    reply.field("by", grouping.word)
    reply.field("basis", basis.word)
    reply.endLine()
    reply.section(buckets == .standard ? aging : aging(buckets))
    for row in report.rows {
      write(row, grouping, buckets, book, &reply)
      try await turns.row(&reply)
    }
    let disputed = book.disputedAging(
      asOf: asOf, by: grouping, basis: basis, in: buckets, of: selection)
    try await write(disputed: disputed, grouping, buckets, book, &reply, turns)
    if isDetailed {
      var detail = AgingDetail(asOf: asOf.day, basis: basis, buckets)
      try await detail.write(of: selection, book, &reply, turns)
      if !detail.ties(to: report) { throw .untied("the items") }
    }
    // A screen has the sums below the rows, where it can have them all at once.
    let hasSums = reply.format == .screen && report.rows.count < Limits.tableRows
    if !hasSums { reply.section(buckets == .standard ? total : total(buckets)) }
    for proof in report.proofs where !hasSums {
      reply.beginRow()
      reply.cell(proof.currency.code)
      writeAmounts(report.total(proof.currency), buckets, &reply)
      reply.endRow()
    }
    writeProofs(report, &reply)
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func prove(_ report: Aging) throws(Failure) {
    for proof in report.proofs where proof.difference != .zero {
      throw .untied("the buckets in \(proof.currency.code)")
    }
  }

  private static func write(
    _ row: Aging.Row, _ grouping: Grouping, _ buckets: AgingBuckets, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    reply.beginRow()
    reply.cell(row.currency.code)
    reply.cell(group: row.group, by: grouping, row.currency, book)
    writeAmounts(row, buckets, &reply)
    reply.cell(nameOf: row.group, by: grouping, book)
    reply.endRow()
  }

  /// Writes how much of the rows is disputed, if anything is.
  private static func write(
    disputed rows: [Aging.Row], _ grouping: Grouping, _ buckets: AgingBuckets,
    _ book: borrowing Book, _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) {
    if rows.isEmpty { return }
    reply.section(buckets == .standard ? disputed : disputed(buckets))
    for row in rows {
      reply.beginRow()
      reply.cell(row.currency.code)
      reply.cell(group: row.group, by: grouping, row.currency, book)
      for bucket in 0..<buckets.count { reply.cell(row.buckets[bucket], row.currency) }
      reply.cell(row.total, row.currency)
      reply.cell(nameOf: row.group, by: grouping, book)
      reply.endRow()
      try await turns.row(&reply)
    }
  }

  private static func writeAmounts(
    _ row: Aging.Row, _ buckets: AgingBuckets, _ reply: inout ReplyWriter
  ) {
    for bucket in 0..<buckets.count { reply.cell(row.buckets[bucket], row.currency) }
    reply.cell(row.total, row.currency)
    reply.cell(row.unapplied, row.currency)
    reply.cell(row.balance, row.currency)
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

extension Failure {
  /// The failure 590 INTERNAL of a report whose sums do not agree with the entries.
  /// - Parameter what: what does not agree, for people.
  static func untied(_ what: String) -> Failure {
    .fault(
      .internal, column: nil, key: nil,
      sentence: "\(what) do not tie to the entries; run REPORT VERIFY")
  }
}
