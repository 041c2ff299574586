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
    if asOf.last == .last, let phone = book.onlyPhone(number),
      !book.isAmended(account(of: phone, book))
    {
      book.prefetchHeads(of: account(of: phone, book))
      return write(number, CollectionOfOne(phone), accounts: 1, asOf, book, &reply)
    }
    let phones = matches(of: number, on: asOf.last, book)
    guard !phones.isEmpty else { throw .refused(.phoneNotFound(number)) }
    let accounts = Set(phones.map { account(of: $0, book) }).count
    return write(number, phones, accounts: accounts, asOf, book, &reply)
  }

  private static func write(
    _ number: PhoneNumber, _ phones: some Collection<UInt32>, accounts: Int, _ asOf: AsOf,
    _ book: borrowing Book, _ reply: inout ReplyWriter
  ) -> EntryNumber {
    reply.status(.data, block: true)
    reply.field("phone", room: PhoneNumber.textBytesMax) { number.write(to: $0) }
    reply.field("accounts", accounts)
    reply.fields(asOf)
    reply.endLine()
    reply.section(matches)
    for phone in phones { write(phone, asOf, book, &reply) }
    reply.endBlock()
    reply.endLine()
    return phones.reduce(0) { max($0, book.accounts[account(of: $1, book)].lastEntry) }
  }

  /// The rows of a number, except where it is known to be somebody else's: first those where it is
  /// known to reach them, last those where it reaches nobody.
  private static func matches(
    of number: PhoneNumber, on day: Day, _ book: borrowing Book
  ) -> [UInt32] {
    var rows = book.phones(number)
    // Without as-of= all of them are there.
    if day != .last { rows.removeAll { !book.isThere(contact: book.phones[$0].contact, on: day) } }
    if rows.allSatisfy({ !book.isAmended(account(of: $0, book)) }) { return rows }
    let theirs = rows.map { ($0, book.standing(ofPhone: $0, on: day)) }.filter(\.1.isTheirs)
    return [PointState.good, .unsaid, .bad].flatMap { state in
      theirs.filter { $0.1.state == state }.map(\.0)
    }
  }

  private static func account(of phone: UInt32, _ book: borrowing Book) -> UInt32 {
    book.contacts[book.phones[phone].contact].account
  }

  private static func write(
    _ phone: UInt32, _ asOf: AsOf, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let contact = book.contact(book.phones[phone].contact, on: asOf.last)
    let account = book.account(contact.account, on: asOf.last)
    let standing = book.standing(ofPhone: phone, on: asOf.last)
    let open = OpenSums(book, contact.account, asOf)
    reply.beginRow()
    reply.cell(shown: account.id, book)
    reply.cell(account.kind.word)
    reply.cell(account.name, book)
    reply.cell(contact.entry)
    reply.cell(contact.role.word)
    reply.cell(contact.name, book)
    reply.cell(standing.kind.word)
    reply.cell(account.currency.code)
    reply.cell(book.balance(of: contact.account, asOf: asOf), account.currency)
    reply.cell(open.pastDue, account.currency)
    if let oldest = open.oldest { reply.cell(oldest) } else { reply.emptyCell() }
    reply.cell(symbol: account.collector, book)
    if standing.ext.isEmpty { reply.emptyCell() } else { reply.cell(standing.ext.text) }
    if standing.state == .unsaid { reply.emptyCell() } else { reply.cell(standing.state.word) }
    reply.endRow()
  }
}
