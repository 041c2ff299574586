import PiperollLedger
import PiperollWire

enum LookupPhone {
  static let spec = CommandSpec(
    "LOOKUP PHONE", "Finds the accounts whose contacts have a telephone number.", role: .viewer,
    parameters: [
      Parameter("number", .phone, .required, .rest, "the number, in any usual spelling"), .asOf,
    ],
    example: "LOOKUP PHONE (212) 555-0147",
    fields: [
      FieldSpec("phone", "the number in E.164"), FieldSpec("accounts", "how many have it"),
      .asOf, .known, .rows,
    ],
    sections: [matches], codes: [.data, .ok, .notFound], effect: .read(run))

  private static let matches = SectionSpec(
    "matches", .rows,
    [
      ColumnSpec("account"), ColumnSpec("kind"), ColumnSpec("name"), ColumnSpec("contact", .count),
      ColumnSpec("role"), ColumnSpec("contact-name"), ColumnSpec("phone-kind"),
      ColumnSpec("currency"), ColumnSpec("balance", .money), ColumnSpec("past-due", .money),
      ColumnSpec("oldest-due", .date), ColumnSpec("collector"), ColumnSpec("extension"),
      ColumnSpec("state"),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let number = try arguments.phone("number", in: book)
    let asOf = try arguments.asOf(in: book, context)
    // Nearly every number belongs to one contact.
    if asOf.last == .last, let phone = book.onlyPhone(number) {
      let account = book.contacts[book.phones[phone].contact].account
      if !book.isAmended(account), !book.hasPeople(account) {
        book.prefetchHeads(of: account)
        return write(
          number, CollectionOfOne(Match(phone: phone, account: account, role: nil)), accounts: 1,
          asOf, book, &reply)
      }
    }
    let matches = matches(of: number, on: asOf.last, context.viewer, book)
    guard !matches.isEmpty else { throw .refused(.phoneNotFound(number)) }
    if matches.contains(where: { book.isRestricted(book.phones[$0.phone].contact) }) {
      reply.showsRestricted = true
    }
    let accounts = Set(matches.map(\.account)).count
    return write(number, matches, accounts: accounts, asOf, book, &reply)
  }

  /// A number of a contact, and an account that the contact leads to.
  private struct Match {
    let phone: UInt32
    let account: UInt32
    /// What the contact is to the account; nil: what its row says.
    let role: ContactRole?
  }

  private static func write(
    _ number: PhoneNumber, _ matches: some Collection<Match>, accounts: Int, _ asOf: AsOf,
    _ book: borrowing Book, _ reply: inout ReplyWriter
  ) -> EntryNumber {
    reply.status(.data, block: true)
    reply.field("phone", room: PhoneNumber.textBytesMax) { number.write(to: $0) }
    reply.field("accounts", accounts)
    reply.fields(asOf)
    reply.endLine()
    reply.section(Self.matches)
    for match in matches { write(match, asOf, book, &reply) }
    reply.endBlock()
    reply.endLine()
    return matches.reduce(0) { last, match in
      let home = book.contacts[book.phones[match.phone].contact].account
      return max(last, book.accounts[match.account].lastEntry, book.accounts[home].lastEntry)
    }
  }

  /// The rows of a number, except where it is known to be somebody else's: first those where it is
  /// known to reach them, last those where it reaches nobody. Each with the accounts it leads to.
  private static func matches(
    of number: PhoneNumber, on day: Day, _ viewer: Viewer, _ book: borrowing Book
  ) -> [Match] {
    let rows = book.phones(number).filter { phone in
      let contact = book.phones[phone].contact
      return book.isThere(contact: contact, on: day) && !book.isHidden(contact, from: viewer)
    }
    let theirs = rows.map { ($0, book.standing(ofPhone: $0, on: day)) }.filter(\.1.isTheirs)
    let inOrder = [PointState.good, .unsaid, .bad].flatMap { state in
      theirs.filter { $0.1.state == state }.map(\.0)
    }
    return inOrder.flatMap { phone in
      book.links(of: book.phones[phone].contact, on: day).map {
        Match(phone: phone, account: $0.account, role: $0.role)
      }
    }
  }

  private static func write(
    _ match: Match, _ asOf: AsOf, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let contact = book.contact(book.phones[match.phone].contact, on: asOf.last)
    let account = book.account(match.account, on: asOf.last)
    let standing = book.standing(ofPhone: match.phone, on: asOf.last)
    let open = OpenSums(book, match.account, asOf)
    reply.beginRow()
    reply.cell(shown: account.id, book)
    reply.cell(account.kind.word)
    reply.cell(account.name, book)
    reply.cell(contact.entry)
    reply.cell((match.role ?? contact.role).word)
    reply.cell(contact.name, book)
    reply.cell(standing.kind.word)
    reply.cell(account.currency.code)
    reply.cell(book.balance(of: match.account, asOf: asOf), account.currency)
    reply.cell(open.pastDue, account.currency)
    if let oldest = open.oldest { reply.cell(oldest) } else { reply.emptyCell() }
    reply.cell(symbol: account.collector, book)
    if standing.ext.isEmpty { reply.emptyCell() } else { reply.cell(standing.ext.text) }
    if standing.state == .unsaid { reply.emptyCell() } else { reply.cell(standing.state.word) }
    reply.endRow()
  }
}
