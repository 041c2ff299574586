import PiperollLedger
import PiperollWire

enum ReportUsers {
  static let spec = CommandSpec(
    "REPORT USERS", "Each change of users and roles: who made it, and who approved it.",
    role: .auditor,
    parameters: [
      Parameter("user", .user, .optional, .positional, "only this user's"), .asOfToday,
    ],
    example: "REPORT USERS", fields: [.asOf, .known, .rows], sections: [changes],
    codes: [.data, .ok, .notFound], effect: .report(run))

  private static let changes = SectionSpec(
    "changes", .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("date", .date), ColumnSpec("recorded"),
      ColumnSpec("user"), ColumnSpec("change"), ColumnSpec("former-role"), ColumnSpec("role"),
      ColumnSpec("by"), ColumnSpec("approved-by"), ColumnSpec("where"), ColumnSpec("text"),
      ColumnSpec("queues"), ColumnSpec("languages"), ColumnSpec("portfolios"),
    ])

  /// Entries that are looked at before others have their turn: some milliseconds.
  private static let entriesAtOnce: EntryNumber = 100_000

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.reportDay(context)
    let user = arguments.has("user") ? try arguments.knownUser(in: book) : nil
    reply.status(.data, block: true)
    reply.fields(asOf: asOf, of: book)
    reply.endLine()
    reply.section(changes)
    var next: EntryNumber = 1
    while next <= book.sequence {
      let last = min(next + entriesAtOnce - 1, book.sequence)
      for entry in book.userEntries(among: next...last) {
        let row = book.entries[Int(entry) - 1]
        let name = book.text(book.users[row.subject].name)
        if row.effective <= asOf, user == nil || user == name {
          write(entry, name, book, &reply)
          try await turns.row(&reply)
        }
      }
      next = last + 1
      try await turns.rest(&reply)
    }
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func write(
    _ entry: EntryNumber, _ user: String, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let change = book.userChange(by: entry)
    let row = book.entries[Int(entry) - 1]
    let who = book.authors(ofEntry: entry)
    reply.beginRow()
    reply.cell(entry)
    reply.cell(row.effective)
    reply.cell(recorded: row.recorded)
    reply.cell(user)
    if let change {
      reply.cell(change.words(book))
      reply.cell(detail: change.isNew ? "" : change.formerRole.word)
      reply.cell(change.role.word)
    } else {
      // 0.2.0 and earlier versions kept no more of it.
      for _ in 0..<3 { reply.emptyCell() }
    }
    reply.cell(who.by)
    reply.cell(detail: who.approvedBy ?? "")
    reply.cell(change?.isByMachine == true ? "machine" : "desk")
    reply.cell(book.memo(of: entry), book)
    let work = book.work(by: entry)
    reply.cell(detail: work?.queuesWord ?? "")
    reply.cell(detail: work?.languagesWord ?? "")
    reply.cell(detail: work?.portfoliosWord ?? "")
    reply.endRow()
  }
}

extension UserChangeRow {
  /// What it changed, with commas between: `made,password`.
  fileprivate func words(_ book: borrowing Book) -> String {
    var words: [String] = []
    if act == .confirm { words.append("confirmed") }
    if isNew {
      words.append("made")
    } else if role == .none, formerRole != .none {
      words.append("shut-out")
    } else if role > formerRole {
      words.append("raised")
    } else if role < formerRole {
      words.append("lowered")
    }
    if hasPassword { words.append("password") }
    if book.work(by: entry) != nil { words.append("work") }
    return words.isEmpty ? "unchanged" : words.joined(separator: ",")
  }
}
