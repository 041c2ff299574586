import PiperollLedger
import PiperollWire

enum ReportCompliance {
  static let spec = CommandSpec(
    "REPORT COMPLIANCE",
    "What the desk did to reach people in a period: what rules of contact warned of or would have"
      + " blocked, and which validation notices are owed.",
    role: .viewer, parameters: [.fromFirstOfMonth, .filter, .lastDay],
    example: "REPORT COMPLIANCE from=2026-11-01",
    fields: [.from, .asOf, .known, .rows], sections: [contacts, notices, proof],
    codes: [.data, .ok], effect: .report(run))

  private static let contacts = SectionSpec(
    "contacts", .rows,
    [
      ColumnSpec("at"), ColumnSpec("entry", .count), ColumnSpec("account"), ColumnSpec("by"),
      ColumnSpec("channel"), ColumnSpec("verdict"), ColumnSpec("rule"), ColumnSpec("law"),
      ColumnSpec("name"),
    ],
    screen: ScreenLayout([
      "at", "account", "name", "channel", "verdict", ScreenColumn("rule", of: ["rule", "law"]),
      .ifRoom("by"), .ifRoom("entry"),
    ]))
  private static let notices = SectionSpec(
    "notices", .rows,
    [
      ColumnSpec("account"), ColumnSpec("first", .date), ColumnSpec("owed-by", .date),
      ColumnSpec("state"), ColumnSpec("collector"), ColumnSpec("name"),
    ])
  private static let proof = SectionSpec(
    "proof", .rows,
    [
      ColumnSpec("allowed", .count), ColumnSpec("warned", .count), ColumnSpec("flagged", .count),
      ColumnSpec("unasked", .count), ColumnSpec("others", .count), ColumnSpec("outbound", .count),
      ColumnSpec("difference", .count),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.reportDay(context)
    let from = try arguments.firstDay(upTo: asOf, or: asOf.startOfMonth)
    let selection = try arguments.selection(in: book, asOf: asOf)
    let report = Compliance(
      book, from: from, to: asOf, of: selection, for: context.viewer)
    if report.difference != 0 { throw .untied("the contacts of the period") }
    reply.status(.data, block: true)
    reply.field("from", from)
    reply.fields(asOf: asOf, of: book)
    reply.endLine()
    reply.section(contacts)
    for contact in report.contacts {
      if book.isRestricted(entry: contact.entry) { reply.showsRestricted = true }
      write(contact, book, &reply)
      try await turns.row(&reply)
    }
    reply.section(notices)
    for account in 0..<UInt32(book.accounts.count) where selection?[account] ?? true {
      if let notice = book.noticeOwed(on: account, asOf: asOf) {
        write(notice, asOf, book, context.viewer, &reply)
        try await turns.row(&reply)
      }
      if account % ReportRun.accountsBetweenTurns == 0 { try await turns.rest(&reply) }
    }
    reply.section(proof)
    reply.beginRow()
    for count in [
      report.allowed, report.warned, report.flagged, report.unasked, report.others,
      report.outbound, report.difference,
    ] {
      reply.cell(count)
    }
    reply.endRow()
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func write(
    _ contact: Compliance.Contact, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let entry = book.entries[Int(contact.entry) - 1]
    let account = book.accounts[entry.account]
    reply.beginRow()
    reply.cell(utcText(book.timeNoted(by: contact.entry)))
    reply.cell(contact.entry)
    reply.cell(shown: account.id, book)
    reply.cell(symbol: entry.actor, book)
    reply.cell(contact.channel.word)
    reply.cell(contact.verdict?.verdict.word ?? "")
    reply.cell(contact.verdict?.rule?.word ?? "")
    reply.cell(
      contact.verdict?.rule?.section(by: contact.channel, for: contact.purpose) ?? "")
    reply.cell(account.name, book)
    reply.endRow()
  }

  /// Whoever may not see what was the first communication is not told its day; that a notice is
  /// owed, and late, is everybody's to know.
  private static func write(
    _ notice: Compliance.Notice, _ asOf: Day, _ book: borrowing Book, _ viewer: Viewer,
    _ reply: inout ReplyWriter
  ) {
    let account = book.accounts[notice.account]
    let isShown = notice.shownBy.contains { !book.isHidden(entry: $0, from: viewer) }
    if isShown, notice.shownBy.allSatisfy({ book.isRestricted(entry: $0) }) {
      reply.showsRestricted = true
    }
    reply.beginRow()
    reply.cell(shown: account.id, book)
    for day in [notice.first, notice.by] {
      if isShown { reply.cell(day) } else { reply.emptyCell() }
    }
    reply.cell(asOf > notice.by ? "late" : "due")
    reply.cell(symbol: account.collector, book)
    reply.cell(account.name, book)
    reply.endRow()
  }
}
