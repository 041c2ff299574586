import PiperollLedger
import PiperollWire

enum LookupMayCall {
  static let spec = CommandSpec(
    "LOOKUP MAYCALL", alias: "LOOKUP CONTACTABLE",
    "Says whether somebody may be contacted now or at a time, until when, and why not: every rule"
      + " is asked, and the worst verdict counts.",
    role: .viewer,
    parameters: [
      .account,
      Parameter(
        "point", .points, .defaulted("all that the channel reaches"), .positional,
        "a number, an e-mail address, or mail"),
      Parameter(
        "channel", .choice(ContactChannel.words + [everyChannel]),
        .defaulted("call, or what reaches the point"), help: "the means; all: all that there are"),
      Parameter(
        "contact", .entry, .defaulted("all of the account"), help: "the one person that is meant"),
      Parameter("purpose", .choice(ContactPurpose.words), .defaulted("collect"), help: "what for"),
      Parameter(
        "dial", .choice(DialMode.words), .defaulted("manual"),
        help: "what dials and speaks: a person, a machine, a recorded voice"),
      Parameter(
        "at", .moment, .defaulted("now, or noon of as-of="),
        help: "when, by the person's clock: fri/15:00"),
      .asOf,
    ],
    example: "LOOKUP MAYCALL C-20417",
    fields: [
      .accountField, FieldSpec("verdict", "of the best that there is: ALLOW, WARN or BLOCK"),
      FieldSpec("rule", "the first of the rules with that verdict"),
      FieldSpec("until", "how long the verdict stands, in UTC; of a block, until when"),
      FieldSpec("must", "what has to be seen to"), FieldSpec("at", "the time that was asked about"),
      .asOf, .known,
      FieldSpec(
        "calls7",
        "of a call about a third-party debt: how many of seven days count, of at most 7 (12 CFR"
          + " 1006.14(b))"),
      .rows,
    ],
    sections: [points, reasons], codes: [.data, .ok, .notFound],
    effect: .readIfShort(run) { arguments, book in
      // What is no account is refused at once.
      guard let account = try? arguments.account(in: book) else { return true }
      return book.isSoonKnown(account)
    }, asksWhoSpeaks: true)

  static let everyChannel = "all"

  private static let points = SectionSpec(
    "points", .rows,
    [
      ColumnSpec("contact", .count), ColumnSpec("role"), ColumnSpec("name"), ColumnSpec("point"),
      ColumnSpec("kind"), ColumnSpec("channel"), ColumnSpec("verdict"), ColumnSpec("rule"),
      ColumnSpec("until"), ColumnSpec("must"), ColumnSpec("zones"),
    ],
    screen: ScreenLayout([
      "point", "verdict", "rule", "until", "must", ScreenColumn("who", of: ["role", "name"]),
      .ifRoom("channel"), .ifRoom("kind"), .ifRoom("zones"), .ifRoom("contact"),
    ]))
  private static let reasons = SectionSpec(
    "reasons", .rows,
    [
      ColumnSpec("contact", .count), ColumnSpec("point"), ColumnSpec("channel"),
      ColumnSpec("rule"), ColumnSpec("law"), ColumnSpec("verdict"), ColumnSpec("until"),
      ColumnSpec("entry", .count),
    ],
    screen: ScreenLayout([
      "point", "verdict", "rule", "law", "until", "channel", "entry",
    ]))

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let account = try arguments.account(in: book)
    let asOf = try arguments.asOf(in: book, context)
    let (answers, at) = try MayCallAnswers.asked(arguments, account, asOf, book, context)
    guard let best = answers.best else {
      throw .refused(.noPointOfAccount(book.text(book.accounts[account].id)))
    }
    if answers.all.contains(where: { book.isRestricted($0.known.contact) }) {
      reply.showsRestricted = true
    }
    // There it says in words whether one may call.
    let showsCalls =
      reply.format == .screen && !arguments.has("at") && !arguments.has("channel")
      && asOf.asked == nil && asOf.known == nil
    reply.status(.data, block: true)
    reply.field(shown: book.accounts[account].id, book)
    reply.field("verdict", best.answer.verdict.word)
    if let rule = best.answer.rule { reply.field("rule", rule.word) }
    if let until = best.answer.until { reply.field("until", utcText(until)) }
    if !best.answer.must.isEmpty { reply.field("must", best.answer.mustText) }
    reply.field("at", utcText(at))
    reply.fields(asOf)
    if !showsCalls, best.channel.isSpoken, let used = best.known.callsUsed(at: at) {
      reply.field("calls7", used.count)
    }
    reply.endLine()
    reply.title(of: account, on: asOf.last, book)
    if showsCalls { AccountScreen(account, asOf, context, calls: answers).writeCalls(book, &reply) }
    reply.section(points)
    for one in answers.all { write(one, book, &reply) }
    reply.section(reasons)
    for one in answers.all {
      for reason in one.answer.reasons { write(reason, of: one, book, &reply) }
    }
    reply.endBlock()
    reply.endLine()
    return answers.lastEntry(in: book, account)
  }

  private static func write(
    _ one: MayCallAnswers.One, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let (row, answer) = (book.contacts[one.known.contact], one.answer)
    reply.beginRow()
    reply.cell(row.entry)
    reply.cell(one.known.role.word)
    reply.cell(one.name, book)
    reply.cell(one.point.point.shown)
    reply.cell(detail: one.point.kindWord)
    reply.cell(one.channel.word)
    reply.cell(answer.verdict.word)
    reply.cell(detail: answer.rule?.word ?? "")
    reply.cell(detail: answer.until.map { utcText($0) } ?? "")
    reply.cell(detail: answer.mustText)
    reply.cell(one.known.facts.zones.zones.map(\.name).joined(separator: ","))
    reply.endRow()
  }

  private static func write(
    _ reason: ContactReason, of one: MayCallAnswers.One, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    reply.beginRow()
    reply.cell(book.contacts[one.known.contact].entry)
    reply.cell(one.point.point.shown)
    reply.cell(one.channel.word)
    reply.cell(reason.rule.word)
    reply.cell(reason.section)
    reply.cell(reason.verdict.word)
    reply.cell(detail: reason.until.map { utcText($0) } ?? "")
    if let entry = reason.entry { reply.cell(entry) } else { reply.emptyCell() }
    reply.endRow()
  }
}

extension ContactAnswer {
  /// What has to be seen to, with commas between.
  var mustText: String { must.map(\.word).joined(separator: ",") }
}

extension ContactPoint {
  /// As it is given and shown: a number in E.164, an address, `mail`.
  var shown: String {
    switch self {
    case .phone(let number): number.text
    case .email(let address): address
    case .mail: "mail"
    }
  }
}

extension KnownPoint {
  /// The kind of line, or of address.
  fileprivate var kindWord: String {
    switch point {
    case .phone: kind == .unspecified ? "" : kind.word
    case .email: isWork ? "work" : "email"
    case .mail: isWork ? "work" : "mail"
    }
  }
}
