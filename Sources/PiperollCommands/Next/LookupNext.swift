public import PiperollLedger
public import PiperollWire

/// `LOOKUP NEXT`: which account is worked next.
public enum LookupNext {
  static let spec = CommandSpec(
    "LOOKUP NEXT",
    "Offers the account that is to be worked next, and keeps others from it meanwhile. The one"
      + " before is passed over for an hour, unless a call, letter, email or text was noted.",
    role: .operator,
    parameters: [
      Parameter(
        "queue", .choice(DeskQueue.words),
        .defaulted("those that ADMIN USER gave you, else collect; and your own tasks"),
        help: "calls, finding people, letters and disputes, a supervisor's, the court's"),
      Parameter(
        "account", .identifier, .defaulted("the first"),
        help: "this one, whatever the rules of contact say of it"),
      .reasonToShow,
    ],
    example: "LOOKUP NEXT",
    fields: [
      .accountField, FieldSpec("score", "what it counts; whoever has most is offered first"),
      FieldSpec("queue", "whose work it is"),
      FieldSpec("number", "the number to call"),
      FieldSpec("contact", "whose number it is, by the contact's entry"),
      FieldSpec("verdict", "of that number: ALLOW, WARN or BLOCK"),
      FieldSpec("rule", "the first of the rules with that verdict"),
      FieldSpec("until", "how long the verdict stands, in UTC"),
      FieldSpec("must", "what has to be seen to"),
      FieldSpec("lease", "until when nobody else is offered it, in UTC"), .rows,
    ],
    sections: [account, .why, points, .openPromises, LookupAccount.notes, .callers],
    codes: [.data, .ok, .notFound, .conflict], effect: .session(.next), asksWhoSpeaks: true)

  private static let account = SectionSpec(
    "account", .record,
    [
      ColumnSpec("account"), ColumnSpec("name"), ColumnSpec("kind"), ColumnSpec("currency"),
      ColumnSpec("balance", .money), ColumnSpec("past-due", .money),
      ColumnSpec("collectable", .money), ColumnSpec("stage"),
    ])
  private static let points = SectionSpec(
    "points", .rows,
    [
      ColumnSpec("contact", .count), ColumnSpec("role"), ColumnSpec("name"), ColumnSpec("number"),
      ColumnSpec("verdict"), ColumnSpec("rule"), ColumnSpec("until"),
    ])

  /// Writes the reply.
  /// - Parameter lease: until when it is the session's.
  /// - Parameter isGuarded: nothing of what is owed is shown: they have to show who they are first.
  /// - Returns: the last entry that it shows.
  public static func write(
    _ offer: WorkOffer, _ context: Context, lease: Int64, isGuarded: Bool,
    in book: borrowing Book, to reply: inout ReplyWriter
  ) -> EntryNumber {
    let day = context.today
    let (row, standing) = (book.account(offer.account, on: day), offer.standing)
    if offer.calls.all.contains(where: { book.isRestricted($0.known.contact) }) {
      reply.showsRestricted = true
    }
    reply.status(.data, block: true)
    reply.field(shown: row.id, book)
    reply.field("score", standing.score.sum)
    reply.field("queue", standing.queue?.word ?? "none")
    if let call = offer.call { write(call, book, &reply) }
    let must = offer.call?.answer.mustText(isGuarded: isGuarded) ?? ""
    if !must.isEmpty || isGuarded {
      reply.field("must", must.isEmpty ? ContactMust.identify.word : must)
    }
    reply.field("lease", utcText(lease))
    reply.endLine()
    if reply.format == .screen, !isGuarded {
      writeScreen(offer, context, lease, book, &reply)
    } else {
      writeSections(offer, row, isGuarded: isGuarded, day, book, &reply)
    }
    if isGuarded {
      reply.section(LookupAccount.notes)
      reply.section(.callers)
      reply.write(callersOf: offer.account, nil, isGuarded: true, context, book)
    } else {
      reply.writeOpenPromises(of: offer.account, on: day, book)
      LookupAccount.writeNotes(offer.account, day, offer.viewer, book, &reply)
    }
    reply.endBlock()
    reply.endLine()
    return offer.calls.lastEntry(in: book, offer.account)
  }

  /// The account's own screen, with whom to call, why it comes, and until when it is theirs.
  private static func writeScreen(
    _ offer: WorkOffer, _ context: Context, _ lease: Int64, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    let (row, standing) = (book.accounts[offer.account], offer.standing)
    let (contacts, _) = LookupAccount.contactLines(
      offer.account, context.today, context.viewer, book, &reply)
    let asOf = AsOf(nil, today: context.today, in: book)
    AccountScreen(offer.account, asOf, context, calls: offer.calls).write(
      balance: row.balance, unapplied: row.unapplied, contacts: contacts, book, &reply)
    if let call = offer.call, case .phone(let number) = call.point.point {
      reply.line(parts: ["call \(number.spoken), \(book.text(call.name))"])
    }
    let why = WorkPart.all(standing, offer.account, asOf: context.today, in: book).map(\.text)
    reply.line(parts: ["score \(standing.score.sum): \(why.joined(separator: ", "))"])
    reply.line(parts: ["yours until \(shownMoment(lease))"])
  }

  private static func writeSections(
    _ offer: WorkOffer, _ row: AccountRow, isGuarded: Bool, _ day: Day, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    let standing = offer.standing
    reply.section(account)
    reply.beginRow()
    reply.cell(row.id, book)
    reply.cell(row.name, book)
    if isGuarded {
      for _ in 0..<6 { reply.emptyCell() }
    } else {
      reply.cell(row.kind.word)
      reply.cell(row.currency.code)
      reply.cell(book.balance(of: offer.account, asOf: day), row.currency)
      reply.cell(standing.pastDue, row.currency)
      reply.cell(standing.collectable, row.currency)
      reply.cell(standing.stage.word)
    }
    reply.endRow()
    reply.write(isGuarded ? [] : WorkPart.all(standing, offer.account, asOf: day, in: book))
    reply.section(points)
    for one in offer.calls.all { write(point: one, book, &reply) }
  }

  private static func write(
    _ call: MayCallAnswers.One, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    reply.field("number", call.point.point.shown)
    reply.field("contact", book.contacts[call.known.contact].entry)
    reply.field("verdict", call.answer.verdict.word)
    if let rule = call.answer.rule { reply.field("rule", rule.word) }
    if let until = call.answer.until { reply.field("until", utcText(until)) }
  }

  private static func write(
    point one: MayCallAnswers.One, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    reply.beginRow()
    reply.cell(book.contacts[one.known.contact].entry)
    reply.cell(one.known.role.word)
    reply.cell(one.name, book)
    reply.cell(one.point.point.shown)
    reply.cell(one.answer.verdict.word)
    reply.cell(detail: one.answer.rule?.word ?? "")
    reply.cell(detail: one.answer.until.map { utcText($0) } ?? "")
    reply.endRow()
  }
}

/// What LOOKUP NEXT was asked.
public struct NextRequest: Sendable {
  /// The account's row; nil for the first that there is.
  public let account: UInt32?
  public let queue: DeskQueue?
  fileprivate let callGuard: CallGuard

  /// Whether nothing of what is owed on an account that is offered is shown.
  public func hides(
    _ account: UInt32, _ book: borrowing Book, _ context: Context, _ reply: inout ReplyWriter
  ) -> Bool {
    callGuard.hides(account, book, context, &reply)
  }

  /// The words of the queue, or of those that a user works.
  public func queuesWord(_ work: UserWork) -> String {
    queue?.word ?? (work.queues.isEmpty ? DeskQueue.collect.word : work.queuesWord)
  }
}

extension Arguments {
  /// What LOOKUP NEXT was asked.
  public func nextRequest(in book: borrowing Book) throws(Failure) -> NextRequest {
    NextRequest(
      account: has("account") ? try account(in: book) : nil,
      queue: try choice("queue", DeskQueue.self), callGuard: try CallGuard(self))
  }
}
