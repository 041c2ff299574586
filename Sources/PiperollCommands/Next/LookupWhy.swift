import PiperollLedger
import PiperollWire

enum LookupWhy {
  static let spec = CommandSpec(
    "LOOKUP WHY",
    "Says what there is to do on an account, why it comes when it does, and what changes that.",
    role: .viewer, parameters: [.account, .asOfToday],
    example: "LOOKUP WHY C-20417",
    fields: [
      .accountField, FieldSpec("queue", "whose work it is"),
      FieldSpec("stage", "how far its collection has come"),
      FieldSpec("score", "what it counts; whoever has most is offered first"),
      FieldSpec("state", "queued, asleep, blocked or none"),
      FieldSpec("until", "until when it is not offered, in UTC"),
      FieldSpec("why", "why it is asleep: money is promised, all is held, it was worked today"),
      FieldSpec("rule", "the rule of contact that blocks it"),
      FieldSpec("past-due", "what is past due"),
      FieldSpec("collectable", "that less what is disputed, on hold or covered by credit"),
      FieldSpec("changes", "the next day on which this may change though nothing is recorded"),
      .leasedBy, .asOf, .known, .rows,
    ],
    sections: [.why, .holdsInForce, .openDisputes], codes: [.data, .ok, .notFound],
    effect: .search(run))

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let account = try arguments.account(in: book)
    let asOf = try arguments.asOfToday(in: book, context)
    let at = asOf.day == context.today ? context.now : book.noon(ofDeskDay: asOf.day)
    let offer = WorkOffer(account, asOf: asOf.day, at: at, for: context.viewer, in: book)
    let (standing, currency) = (offer.standing, book.accounts[account].currency)
    reply.status(.data, block: true)
    reply.field(shown: book.accounts[account].id, book)
    reply.field("queue", standing.queue?.word ?? "none")
    reply.field("stage", standing.stage.word)
    reply.field("score", standing.score.sum)
    reply.field("state", offer.state.word)
    if let until = offer.until { reply.field("until", utcText(until)) }
    if let rest = standing.rest {
      reply.field("why", rest.word)
    } else if offer.state == .blocked, let rule = offer.call?.answer.rule {
      reply.field("rule", rule.word)
    }
    reply.field("past-due", standing.pastDue, currency)
    reply.field("collectable", standing.collectable, currency)
    if let change = standing.nextDay { reply.field("changes", change) }
    reply.field(leasedBy: account, asOf, context)
    reply.fields(asOf)
    reply.endLine()
    if reply.format == .screen { writeScreen(offer, account, asOf.day, context, book, &reply) }
    reply.write(WorkPart.all(standing, account, asOf: asOf.day, in: book))
    reply.writeHolds(of: account, on: asOf.day, book)
    reply.writeOpenDisputes(of: account, on: asOf.day, for: context.viewer, book)
    reply.endBlock()
    reply.endLine()
    return book.accounts[account].lastEntry
  }

  /// What becomes of it, why, and what it comes to.
  private static func writeScreen(
    _ offer: WorkOffer, _ account: UInt32, _ day: Day, _ context: Context,
    _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let (standing, row) = (offer.standing, book.account(account, on: day))
    var state = offer.state.word
    if let rest = standing.rest { state += ", \(rest.word)" }
    if offer.state == .blocked, let rule = offer.call?.answer.rule { state += " by \(rule.word)" }
    if let until = offer.until { state += ", until \(shownMoment(until))" }
    reply.beginScreen()
    reply.line(
      "\(book.text(row.id))  \(book.text(row.name))", right: "score \(standing.score.sum)")
    var parts = [state]
    for (name, amount) in [("past due", standing.pastDue), ("collectable", standing.collectable)] {
      parts.append("\(name) \(amount.text(decimals: row.currency.decimals)) \(row.currency.code)")
    }
    parts.append("stage \(standing.stage.word)")
    if let queue = standing.queue { parts.append("queue \(queue.word)") }
    if let change = standing.nextDay { parts.append("may change on \(change.text)") }
    if day != context.today { parts.append("as of \(day.text)") }
    if let lease = context.otherLease(of: account) { parts.append("\(lease.user) works it") }
    reply.line(parts: parts)
  }
}
