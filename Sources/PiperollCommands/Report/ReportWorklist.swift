import PiperollLedger
import PiperollWire

enum ReportWorklist {
  static let spec = CommandSpec(
    "REPORT WORKLIST",
    "All accounts with work or with something past due: first those that are offered, in the order"
      + " in which LOOKUP NEXT offers them, then those that sleep and those that rules block.",
    role: .viewer,
    parameters: [
      Parameter(
        "queue", .choice(DeskQueue.words), .defaulted("all"), help: "only those in this queue"),
      .filter, .asOfToday,
    ],
    example: "REPORT WORKLIST queue=collect",
    fields: [
      .asOf, .known, FieldSpec("at", "the time that hours and rules of contact are asked for"),
      FieldSpec("accounts", "how many are shown"), .rows,
    ],
    sections: [worklist, proof], codes: [.data, .ok], effect: .report(run))

  private static let worklist = SectionSpec(
    "worklist", .rows,
    [
      ColumnSpec("account"), ColumnSpec("queue"), ColumnSpec("score", .count), ColumnSpec("parts"),
      ColumnSpec("stage"), ColumnSpec("past-due", .money), ColumnSpec("currency"),
      ColumnSpec("state"), ColumnSpec("sleeps-until"), ColumnSpec("why"), ColumnSpec("rule"),
      ColumnSpec("name"),
    ],
    screen: ScreenLayout([
      "account", "name", "score", "currency", "past-due", "stage",
      ScreenColumn("state", of: ["state", "why", "rule", .init("sleeps-until", after: "until ")]),
      "parts", .ifRoom("queue"),
    ]))
  private static let proof = SectionSpec(
    "proof", .rows,
    [
      ColumnSpec("currency"), ColumnSpec("queued", .money), ColumnSpec("asleep", .money),
      ColumnSpec("blocked", .money), ColumnSpec("none", .money), ColumnSpec("others", .money),
      ColumnSpec("past-due", .money), ColumnSpec("difference", .money),
    ])

  /// An account on the list. What is shown of it is asked for again: millions of these have room.
  private struct Row {
    let account: UInt32
    let key: UInt64
    let state: WorkState
    let until: Int64?
    let rule: ContactRule?

    init(_ offer: WorkOffer) {
      (account, state) = (offer.account, offer.state)
      (key, until) = (offer.standing.key(of: account), offer.until)
      rule = state == .blocked ? offer.call?.answer.rule : nil
    }

    /// Those that are offered by their keys, the others by the time at which they will be.
    static func < (left: Row, right: Row) -> Bool {
      if left.state != right.state { return left.state.rawValue < right.state.rawValue }
      return left.state == .queued || left.until == right.until
        ? left.key < right.key : left.until ?? .max < right.until ?? .max
    }
  }

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let asOf = try arguments.reportDay(context)
    let queue = try arguments.choice("queue", DeskQueue.self)
    let selection = try arguments.filter().map { book.select($0, asOf: asOf) }
    let at = asOf == context.today ? context.now : book.noon(ofDeskDay: asOf)
    var proofs = WorklistProof.all(book, asOf: asOf)
    var rows: [Row] = []
    for account in 0..<UInt32(book.accounts.count) {
      if account % ReportRun.accountsBetweenTurns == 0 { try await turns.rest(&reply) }
      let offer = WorkOffer(account, asOf: asOf, at: at, for: context.viewer, in: book)
      let isShown =
        selection?[account] ?? true && (queue == nil || offer.standing.queue == queue)
      prove(offer, isShown: isShown, in: book, &proofs)
      let isOfNobody = offer.state == .none && offer.standing.pastDue == .zero
      if isShown, !isOfNobody { rows.append(Row(offer)) }
    }
    for proof in proofs where proof.difference != .zero {
      throw .untied("the work in \(proof.currency.code)")
    }
    rows.sort { $0 < $1 }
    reply.status(.data, block: true)
    reply.fields(asOf: asOf, of: book)
    reply.field("at", utcText(at))
    reply.field("accounts", rows.count)
    reply.endLine()
    reply.section(worklist)
    for row in rows {
      write(row, asOf, at, book, &reply)
      try await turns.row(&reply)
    }
    reply.section(proof)
    for proof in proofs { write(proof, &reply) }
    reply.endBlock()
    reply.endLine()
    return book.sequence
  }

  private static func prove(
    _ offer: WorkOffer, isShown: Bool, in book: borrowing Book, _ proofs: inout [WorklistProof]
  ) {
    let currency = book.accounts[offer.account].currency
    guard let place = proofs.firstIndex(where: { $0.currency == currency }) else { return }
    proofs[place].add(offer.standing.pastDue, isShown ? offer.state : nil)
  }

  private static func write(
    _ row: Row, _ asOf: Day, _ at: Int64, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let standing = book.workStanding(of: row.account, asOf: asOf, at: at)
    let account = book.accounts[row.account]
    reply.beginRow()
    reply.cell(account.id, book)
    reply.cell(standing.queue?.word ?? "none")
    reply.cell(standing.score.sum)
    let parts = WorkPart.all(standing, row.account, asOf: asOf, in: book)
    reply.cell(detail: parts.map(\.text).joined(separator: "; "))
    reply.cell(standing.stage.word)
    reply.cell(standing.pastDue, account.currency)
    reply.cell(account.currency.code)
    reply.cell(row.state.word)
    reply.cell(detail: row.until.map(utcText) ?? "")
    reply.cell(detail: standing.rest?.word ?? "")
    reply.cell(detail: row.rule?.word ?? "")
    reply.cell(account.name, book)
    reply.endRow()
  }

  private static func write(_ proof: WorklistProof, _ reply: inout ReplyWriter) {
    reply.beginRow()
    reply.cell(proof.currency.code)
    for amount in WorkState.allCases.map({ proof[$0] }) + [
      proof.others, proof.items, proof.difference,
    ] {
      reply.cell(amount.text(decimals: proof.currency.decimals))
    }
    reply.endRow()
  }
}
