import PiperollLedger
import PiperollWire

enum LookupApprovals {
  static let spec = CommandSpec(
    "LOOKUP APPROVALS", "Lists the requests that wait for an approval or have waited for one.",
    role: .viewer,
    parameters: [
      Parameter(
        "state", .choice(ApprovalState.words + [everyState]),
        .defaulted("pending; with ref=, all"), help: "only requests in this state on the day"),
      Parameter("ref", .reference, help: "only the request that was sent with this reference"),
      .asOfToday,
    ],
    example: "LOOKUP APPROVALS state=all", fields: [.asOf, .known, .rows], sections: [approvals],
    codes: [.data, .ok, .notFound], effect: .search(run))

  private static let everyState = "all"

  private static let approvals = SectionSpec(
    "approvals", .rows,
    [
      ColumnSpec("approval", .count), ColumnSpec("state"), ColumnSpec("asked", .date),
      ColumnSpec("by"), ColumnSpec("kind"), ColumnSpec("account"), ColumnSpec("currency"),
      ColumnSpec("amount", .money), ColumnSpec("date", .date), ColumnSpec("need"),
      ColumnSpec("expires", .date), ColumnSpec("decided", .count), ColumnSpec("decided-by"),
      ColumnSpec("request"), ColumnSpec("text"), ColumnSpec("ref"),
    ],
    screen: ScreenLayout([
      "approval", "state", "by", "currency", "amount", "need", "expires", "decided-by", "request",
      .ifRoom("asked"), .ifRoom("account"), .ifRoom("decided"), .ifRoom("ref"),
    ]))

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let wanted = try states(arguments)
    let only = try entry(arguments, book)
    let asOf = try arguments.reportDay(context)
    reply.status(.data, block: true)
    reply.fields(asOf: asOf, of: book)
    reply.endLine()
    reply.section(approvals)
    for row in 0..<UInt32(book.approvals.count) where book.isAsked(approval: row, by: asOf) {
      let found = book.state(ofApproval: row, on: asOf)
      guard wanted.contains(found), only == nil || only == book.approvals[row].entry,
        !book.isHidden(requestOf: row, from: context)
      else { continue }
      write(row, found, asOf, book, &reply)
      try await turns.row(&reply)
    }
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func states(
    _ arguments: borrowing Arguments
  ) throws(Failure) -> [ApprovalState] {
    guard let word = arguments.text("state") else {
      return arguments.has("ref") ? ApprovalState.allCases : [.pending]
    }
    if word == everyState { return ApprovalState.allCases }
    return [try arguments.choice("state", ApprovalState.self) ?? .pending]
  }

  /// The entry that was recorded with `ref=`; nil if it was not given.
  private static func entry(
    _ arguments: borrowing Arguments, _ book: borrowing Book
  ) throws(Failure) -> EntryNumber? {
    guard let name = arguments.text("ref") else { return nil }
    guard let reference = book.reference(name) else { throw .refused(.referenceNotFound(name)) }
    return reference.entry
  }

  private static func write(
    _ row: UInt32, _ state: ApprovalState, _ asOf: Day, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    let approval = book.approvals[row]
    let decision = book.decision(ofApproval: row, on: asOf)
    let asked = book.entries[Int(approval.entry) - 1]
    reply.beginRow()
    reply.cell(approval.entry)
    reply.cell(state.word)
    reply.cell(asked.effective)
    reply.cell(symbol: asked.actor, book)
    reply.cell(approval.kind.word)
    if let account = approval.accountRow {
      reply.cell(shown: book.accounts[account].id, book)
    } else {
      reply.emptyCell()
    }
    reply.cell(detail: approval.currency?.code ?? "")
    if let currency = approval.currency, approval.amount > .zero {
      reply.cell(approval.amount, currency)
    } else {
      reply.emptyCell()
    }
    reply.cell(approval.effective)
    reply.cell(approval.needs.words)
    reply.cell(approval.expires)
    writeDecision(decision, book, &reply)
    reply.cell(AskedPerson.untold(book.text(approval.request)))
    reply.cell(book.memo(of: decision ?? approval.entry), book)
    if let reference = book.reference(of: approval.entry) {
      reply.cell(reference, book)
    } else {
      reply.emptyCell()
    }
    reply.endRow()
  }

  private static func writeDecision(
    _ decision: EntryNumber?, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    guard let decision else {
      reply.emptyCell()
      return reply.emptyCell()
    }
    reply.cell(decision)
    reply.cell(symbol: book.entries[Int(decision) - 1].actor, book)
  }
}
