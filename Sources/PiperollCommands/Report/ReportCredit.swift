import PiperollLedger
import PiperollWire

enum ReportCredit {
  static let spec = CommandSpec(
    "REPORT CREDIT", "How much of each credit limit is used, and which accounts are over theirs.",
    role: .viewer,
    parameters: [
      Parameter(
        "over", .flag, .defaulted("no"), help: "yes: only accounts that owe more than their limit"),
      .by(.collector), .filter, .asOfToday,
    ],
    example: "REPORT CREDIT over=yes by=collector",
    fields: [
      .asOf, .known, .by, FieldSpec("over", "how many accounts are over their limit"), .rows,
    ],
    sections: [credit, groups, total, .proof], codes: [.data, .ok], effect: .report(run))

  private static let amounts = [
    ColumnSpec("credit-limit", .money), ColumnSpec("open", .money),
    ColumnSpec("unapplied", .money), ColumnSpec("exposure", .money), ColumnSpec("headroom", .money),
  ]
  private static let credit = SectionSpec(
    "credit", .rows,
    [ColumnSpec("currency"), ColumnSpec("account"), ColumnSpec("name")] + amounts + [
      ColumnSpec("status"), ColumnSpec("collector"),
    ],
    screen: ScreenLayout([
      "account", "name", "currency", "exposure", "credit-limit", "headroom", "status",
      .ifRoom("open"), .ifRoom("unapplied"), .ifRoom("collector"),
    ]))
  private static let sums =
    [ColumnSpec("accounts", .count), ColumnSpec("over", .count)] + amounts
  private static let groups = SectionSpec(
    "groups", .rows,
    [ColumnSpec("currency"), ColumnSpec("group")] + sums + [ColumnSpec("name")])
  private static let total = SectionSpec("total", .rows, [ColumnSpec("currency")] + sums)

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.reportDay(context)
    let overOnly = try arguments.flag("over")
    let grouping = try arguments.choice("by", Grouping.self) ?? .collector
    let selection = try arguments.selection(in: book, asOf: asOf)
    let report = CreditLines(book, asOf: asOf, of: selection, overOnly: overOnly)
    try demandProved(report.proofs, "the balances")
    reply.status(.data, block: true)
    reply.fields(asOf: asOf, of: book)
    reply.field("by", grouping.word)
    reply.field("over", report.lines.count { $0.isOver })
    reply.endLine()
    reply.section(credit)
    for line in report.lines {
      write(line, asOf, book, &reply)
      try await turns.row(&reply)
    }
    try await writeGroups(report, by: grouping, book, &reply, turns)
    writeTotals(report, book, &reply)
    reply.endReport(report.proofs)
    return book.sequence
  }

  private static func write(
    _ line: CreditLines.Line, _ asOf: Day, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let account = book.accounts[line.account]
    reply.beginRow()
    reply.cell(account.currency.code)
    reply.cell(account.id, book)
    reply.cell(account.name, book)
    for amount in [line.limit, line.open, line.unapplied, line.exposure, line.headroom] {
      reply.cell(amount, account.currency)
    }
    let standing = book.creditStanding(of: line.account, balance: line.exposure, asOf: asOf)
    reply.cell(standing.status.word)
    reply.cell(symbol: account.collector, book)
    reply.endRow()
  }

  private static func writeTotals(
    _ report: CreditLines, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let sums = CreditSums(report, book, by: .currency)
    reply.section(total)
    for proof in report.proofs {
      let sum = sums.sums.first { $0.currency == proof.currency }
      reply.beginRow()
      reply.cell(proof.currency.code)
      reply.cells(sum ?? CreditSums.Sum(currency: proof.currency, group: 0))
      reply.endRow()
    }
  }

  private static func writeGroups(
    _ report: CreditLines, by grouping: Grouping, _ book: borrowing Book,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) {
    reply.section(groups)
    for sum in CreditSums(report, book, by: grouping).sums {
      reply.beginRow()
      reply.cell(sum.currency.code)
      reply.cell(group: sum.group, by: grouping, sum.currency, book)
      reply.cells(sum)
      reply.cell(nameOf: sum.group, by: grouping, book)
      reply.endRow()
      try await turns.row(&reply)
    }
  }
}
