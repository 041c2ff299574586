import PiperollLedger
import PiperollWire

enum LookupPhone {
  static let spec = CommandSpec(
    "LOOKUP PHONE", "Finds the accounts whose contacts have a telephone number.", role: .viewer,
    parameters: [
      Parameter("number", .phone, .required, .rest, "the number, in any usual spelling")
    ],
    example: "LOOKUP PHONE (212) 555-0147",
    fields: [
      FieldSpec("phone", "the number in E.164"), FieldSpec("accounts", "how many have it"), .rows,
    ],
    sections: [matches], codes: [.data, .ok, .notFound], effect: .read(run))

  private static let matches = SectionSpec(
    "matches", .rows,
    [
      ColumnSpec("account"), ColumnSpec("kind"), ColumnSpec("name"), ColumnSpec("contact", .count),
      ColumnSpec("role"), ColumnSpec("contact-name"), ColumnSpec("phone-kind"),
      ColumnSpec("currency"), ColumnSpec("balance", .money), ColumnSpec("past-due", .money),
      ColumnSpec("oldest-due", .date), ColumnSpec("collector"),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let number = try arguments.phone("number")
    let phones = book.phones(number)
    guard !phones.isEmpty else { throw .refused(.phoneNotFound(number)) }
    reply.status(.data, block: true)
    reply.field("phone", number.text)
    let accounts = Set(phones.map { book.contacts[book.phones[$0].contact].account })
    reply.field("accounts", accounts.count)
    reply.endLine()
    reply.section(matches)
    for phone in phones { write(phone, book, context.today, &reply) }
    reply.endBlock()
    reply.endLine()
    return accounts.map { book.accounts[$0].lastEntry }.max() ?? 0
  }

  private static func write(
    _ phone: UInt32, _ book: borrowing Book, _ today: Day, _ reply: inout ReplyWriter
  ) {
    let contact = book.contacts[book.phones[phone].contact]
    let account = book.accounts[contact.account]
    let open = book.openItems(of: contact.account)
    let pastDue = open.filter { book.itemDue[$0] < today }
      .reduce(Money.zero) { $0 + book.itemRemaining[$1] }
    reply.beginRow()
    reply.cell(account.id, book)
    reply.cell(account.kind.word)
    reply.cell(account.name, book)
    reply.cell(contact.entry)
    reply.cell(contact.role.word)
    reply.cell(contact.name, book)
    reply.cell(book.phones[phone].kind.word)
    reply.cell(account.currency.code)
    reply.cell(account.balance, account.currency)
    reply.cell(pastDue, account.currency)
    if let oldest = open.first { reply.cell(book.itemDue[oldest]) } else { reply.emptyCell() }
    reply.cell(symbol: account.collector, book)
    reply.endRow()
  }
}
