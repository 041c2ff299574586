import PiperollLedger
import PiperollWire

enum ReportReceipts {
  static let spec = CommandSpec(
    "REPORT RECEIPTS",
    "The money that came in within a period, and what of earlier money went back.",
    role: .viewer,
    parameters: [
      Parameter(
        "by", .choice(CashGrouping.words), .defaulted("day"), help: "a row for each of these"),
      .from("the first of as-of's month"), .filter, .asOfToday,
    ],
    example: "REPORT RECEIPTS by=method from=2026-10-01 as-of=2026-10-31",
    fields: [.from, .asOf, .by, .rows], sections: [receipts, .proof], codes: [.data, .ok],
    effect: .report(run))

  private static let receipts = SectionSpec(
    "receipts", .rows,
    [ColumnSpec("currency"), ColumnSpec("group")] + SectionSpec.cashColumns + [ColumnSpec("name")])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let asOf = try arguments.date("as-of") ?? context.today
    let from = try arguments.firstDay(upTo: asOf, or: asOf.startOfMonth)
    let grouping = try arguments.choice("by", CashGrouping.self) ?? .day
    let selection = try arguments.selection(in: book, asOf: asOf)
    let cash = CashIn(book, from: from, to: asOf, of: selection)
    try demandProved(cash.proofs, "the payments")
    var sums = CashSums(cash, book, byMethod: false) { movement, book in
      let credit = book.credits[movement.credit]
      return switch grouping {
      case .day: Int64(movement.day.number)
      case .month: Int64(movement.day.startOfMonth.number)
      case .method: Int64(credit.method.rawValue)
      default: Int64(grouping.ofAccounts!.group(of: credit.account, book))
      }
    }
    sums.sort(cash.proofs)
    reply.status(.data, block: true)
    reply.field("from", from)
    reply.field("as-of", asOf)
    reply.field("by", grouping.word)
    reply.endLine()
    reply.section(receipts)
    for sum in sums.sums { write(sum, grouping, book, &reply) }
    reply.endReport(cash.proofs)
    return book.sequence
  }

  private static func write(
    _ sum: CashSums.Sum, _ grouping: CashGrouping, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    reply.beginRow()
    reply.cell(sum.currency.code)
    switch grouping {
    case .day, .month: reply.cell(Day(number: Int32(sum.key)))
    case .method: reply.cell(PaymentMethod.words[Int(sum.key)])
    default:
      reply.cell(group: UInt32(sum.key), by: grouping.ofAccounts!, sum.currency, book)
    }
    reply.cells(sum)
    if grouping == .account {
      reply.cell(book.accounts[UInt32(sum.key)].name, book)
    } else {
      reply.emptyCell()
    }
    reply.endRow()
  }
}
