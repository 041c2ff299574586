import PiperollLedger
import PiperollWire

enum LookupPhone {
  static let spec = CommandSpec(
    "LOOKUP PHONE", "Finds the accounts whose contacts have a telephone number.", role: .viewer,
    parameters: [
      Parameter("number", .phone, .required, .rest, "the number, in any usual spelling"), .asOf,
      .reasonToShow,
    ],
    example: "LOOKUP PHONE (212) 555-0147",
    fields: [
      FieldSpec("phone", "the number in E.164"), FieldSpec("accounts", "how many have it"),
      .mustIdentify, .asOf, .known, .rows,
    ],
    sections: [matches], codes: [.data, .ok, .notFound], effect: .read(run),
    asksWhoSpeaks: true)

  private static let matches = SectionSpec(
    "matches", .rows,
    [
      ColumnSpec("account"), ColumnSpec("kind"), ColumnSpec("name"), ColumnSpec("contact", .count),
      ColumnSpec("role"), ColumnSpec("contact-name"), ColumnSpec("phone-kind"),
      ColumnSpec("currency"), ColumnSpec("balance", .money, shown: "owes"),
      ColumnSpec("past-due", .money),
      ColumnSpec("oldest-due", .date), ColumnSpec("collector"),
      ColumnSpec("extension"),
      ColumnSpec("state"),
    ],
    screen: ScreenLayout([
      "account", "name", ScreenColumn("contact", of: ["role", "contact-name", "state"]),
      "currency", "balance", "past-due", "oldest-due", .ifRoom("collector"), .ifRoom("kind"),
      .ifRoom("phone-kind"), .ifRoom("extension"),
    ]))

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let number = try arguments.phone("number", in: book)
    let asOf = try arguments.asOf(in: book, context)
    let callGuard = try CallGuard(arguments)
    // Nearly every number belongs to one contact.
    if asOf.last == .last, let phone = book.onlyPhone(number) {
      let account = book.contacts[book.phones[phone].contact].account
      if !book.isAmended(account), !book.hasPeople(account) {
        book.prefetchHeads(of: account)
        return write(
          number, [PhoneMatch(phone: phone, account: account, role: nil)], asOf, callGuard,
          context, book, &reply)
      }
    }
    let matches = PhoneMatch.all(of: number, on: asOf.last, context.viewer, book)
    guard !matches.isEmpty else { throw .refused(.phoneNotFound(number)) }
    if matches.contains(where: { book.isRestricted(book.phones[$0.phone].contact) }) {
      reply.showsRestricted = true
    }
    return write(number, matches, asOf, callGuard, context, book, &reply)
  }

  private static func write(
    _ number: PhoneNumber, _ matches: [PhoneMatch], _ asOf: AsOf, _ callGuard: CallGuard,
    _ context: Context, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) -> EntryNumber {
    let accounts = matches.count == 1 ? 1 : Set(matches.map(\.account)).count
    let isHidden = matches.map { callGuard.hides($0.account, book, context, &reply) }
    reply.status(.data, block: true)
    reply.field("phone", room: PhoneNumber.textBytesMax) { number.write(to: $0) }
    reply.field("accounts", accounts)
    if isHidden.contains(true) { reply.field("must", ContactMust.identify.word) }
    reply.fields(asOf)
    reply.endLine()
    reply.section(Self.matches)
    for (match, isHidden) in zip(matches, isHidden) {
      write(match, isHidden: isHidden, asOf, book, &reply)
    }
    reply.endBlock()
    reply.endLine()
    return matches.reduce(0) { last, match in
      let home = book.contacts[book.phones[match.phone].contact].account
      return max(last, book.accounts[match.account].lastEntry, book.accounts[home].lastEntry)
    }
  }

  private static func write(
    _ match: PhoneMatch, isHidden: Bool, _ asOf: AsOf, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    let contact = book.contact(book.phones[match.phone].contact, on: asOf.last)
    let account = book.account(match.account, on: asOf.last)
    let standing = book.standing(ofPhone: match.phone, on: asOf.last)
    reply.beginRow()
    reply.cell(shown: account.id, book)
    if isHidden { reply.emptyCell() } else { reply.cell(account.kind.word) }
    reply.cell(account.name, book)
    reply.cell(contact.entry)
    reply.cell((match.role ?? contact.role).word)
    reply.cell(contact.name, book)
    reply.cell(standing.kind.word)
    if isHidden {
      for _ in 0..<4 { reply.emptyCell() }
    } else {
      let open = OpenSums(book, match.account, asOf)
      reply.cell(account.currency.code)
      reply.cell(book.balance(of: match.account, asOf: asOf), account.currency)
      reply.cell(open.pastDue, account.currency)
      if let oldest = open.oldest { reply.cell(oldest) } else { reply.emptyCell() }
    }
    reply.cell(symbol: account.collector, book)
    if standing.ext.isEmpty { reply.emptyCell() } else { reply.cell(standing.ext.text) }
    if standing.state == .unsaid { reply.emptyCell() } else { reply.cell(standing.state.word) }
    reply.endRow()
  }
}
