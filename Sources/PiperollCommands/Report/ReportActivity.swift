import PiperollLedger
import PiperollWire

/// What stands in a row of REPORT ACTIVITY.
enum ActivityGrouping: UInt8, CaseIterable, WireWord {
  case userHour, user, hour

  static let words = wordsByNumber()

  var word: String {
    switch self {
    case .userHour: "user-hour"
    case .user: "user"
    case .hour: "hour"
    }
  }
}

enum ReportActivity {
  static let spec = CommandSpec(
    "REPORT ACTIVITY",
    "What users recorded, hour by hour, by when it was recorded: calls, promises and what came of"
      + " them, letters, notes.",
    role: .viewer,
    parameters: [
      Parameter(
        "by", .choice(ActivityGrouping.words), .defaulted(ActivityGrouping.userHour.word),
        help: "a row for each of these, and for each currency"),
      .from("as-of"), .filter, .lastDay,
    ],
    example: "REPORT ACTIVITY by=user from=2026-11-01",
    fields: [.from, .asOf, .known, .by, .rows], sections: [activity, proof],
    codes: [.data, .ok], effect: .report(run))

  private static let activity = SectionSpec(
    "activity", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("user"), ColumnSpec("hour"), ColumnSpec("calls", .count),
      ColumnSpec("rp", .count), ColumnSpec("promises", .count), ColumnSpec("amount", .money),
      ColumnSpec("kept", .count), ColumnSpec("collected", .money), ColumnSpec("letters", .count),
      ColumnSpec("notes", .count), ColumnSpec("others", .count), ColumnSpec("entries", .count),
    ])

  private static let proof = SectionSpec(
    "proof", .rows,
    [
      ColumnSpec("shown", .count), ColumnSpec("others", .count), ColumnSpec("control", .count),
      ColumnSpec("difference", .count),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let period = try arguments.period(
      in: book, context, by: ActivityGrouping.allCases, or: .userHour, from: { $0 })
    let report = Activity(
      book, from: period.from, to: period.asOf, of: period.selection,
      byUser: period.grouping != .hour, byHour: period.grouping != .user)
    if report.shown + report.left != report.control { throw .untied("the entries of the period") }
    reply.begin(period, of: book)
    reply.endLine()
    reply.section(activity)
    for (key, sum) in report.rows {
      write(key, sum, book, &reply)
      try await turns.row(&reply)
    }
    reply.section(proof)
    reply.beginRow()
    for count in [
      report.shown, report.left, report.control, report.shown + report.left - report.control,
    ] {
      reply.cell(count)
    }
    reply.endRow()
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func write(
    _ key: Activity.Key, _ sum: Activity.Sum, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let decimals = key.currency?.decimals ?? 0
    reply.beginRow()
    reply.cell(detail: key.currency?.code ?? "")
    if let user = key.user { reply.cell(symbol: user, book) } else { reply.emptyCell() }
    reply.cell(detail: key.hour.map { TimeOfDay.text(ofMinute: $0 * 60) } ?? "")
    reply.cell(sum.calls)
    reply.cell(sum.talks)
    reply.cell(sum.promises)
    // What is of no account is of no currency.
    if key.currency == nil {
      reply.emptyCell()
    } else {
      reply.cell(sum.promised.text(decimals: decimals))
    }
    reply.cell(sum.kept)
    if key.currency == nil {
      reply.emptyCell()
    } else {
      reply.cell(sum.collected.text(decimals: decimals))
    }
    reply.cell(sum.letters)
    reply.cell(sum.notes)
    reply.cell(sum.others)
    reply.cell(sum.entries)
    reply.endRow()
  }
}
