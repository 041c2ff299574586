import PiperollLedger
import PiperollWire

enum ReportForecast {
  static let spec = CommandSpec(
    "REPORT FORECAST",
    "When open items will be paid: each on its due date plus the usual delay of its account.",
    role: .viewer,
    parameters: [
      Parameter("by", .choice(Step.words), .defaulted("week"), help: "how long a period is"),
      Parameter(
        "periods", .count(1...periodsMax), .defaulted("8"),
        help: "how many periods; a last row has the rest"
      ),
      .filter, .asOfToday,
    ],
    example: "REPORT FORECAST by=month periods=3", fields: [.asOf, .known, .by, .rows],
    sections: [forecast, .proof], codes: [.data, .ok], effect: .report(run))

  /// How long a period is: a week ends on Sunday, a month on its last day.
  enum Step: UInt8, WireWord {
    case week, month

    static let words = wordsByNumber()

    var word: String {
      switch self {
      case .week: "week"
      case .month: "month"
      }
    }

    /// The first day of the next period after the one that a day is in; nil where the calendar ends
    /// before it.
    func start(after day: Day) -> Day? {
      let next: Day
      switch self {
      case .week:
        next = day.startOfWeek.advanced(days: 7)
        if next.startOfWeek != next { return nil }
      case .month:
        next = day.startOfMonth.advanced(months: 1)
        if next.startOfMonth != next { return nil }
      }
      return next > day ? next : nil
    }
  }

  /// A year in weeks: how an account usually pays says nothing about later times.
  private static let periodsMax = 52
  private static let periodsUnasked = 8

  private static let forecast = SectionSpec(
    "forecast", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("from", .date), ColumnSpec("to", .date),
      ColumnSpec("due", .money), ColumnSpec("expected", .money),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.reportDay(context)
    let step = try arguments.choice("by", Step.self) ?? .week
    let count = try arguments.count("periods", in: 1...periodsMax) ?? periodsUnasked
    let selection = try arguments.selection(in: book, asOf: asOf)
    let report = Forecast(
      book, asOf: asOf, starts: starts(after: asOf, step, count), of: selection)
    try demandProved(report.proofs, "the items")
    reply.status(.data, block: true)
    reply.fields(asOf: asOf, of: book)
    reply.field("by", step.word)
    reply.endLine()
    reply.section(forecast)
    for period in report.periods {
      reply.beginRow()
      reply.cell(period.currency.code)
      if let from = period.from { reply.cell(from) } else { reply.emptyCell() }
      if let to = period.to { reply.cell(to) } else { reply.emptyCell() }
      reply.cell(period.due, period.currency)
      reply.cell(period.expected, period.currency)
      reply.endRow()
      try await turns.row(&reply)
    }
    reply.endReport(report.proofs)
    return book.sequence
  }

  /// The first days of the periods, and of the time after them. The first period is the rest of a
  /// week or month. There are fewer where the calendar ends, and none after its last day.
  private static func starts(after day: Day, _ step: Step, _ count: Int) -> [Day] {
    if day == .last { return [] }
    var starts = [day.advanced(days: 1)]
    while starts.count <= count, let next = step.start(after: starts[starts.count - 1]) {
      starts.append(next)
    }
    return starts
  }
}
