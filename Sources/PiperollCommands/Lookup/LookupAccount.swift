import PiperollLedger
import PiperollWire

enum LookupAccount {
  static let spec = CommandSpec(
    "LOOKUP ACCOUNT", "Shows an account: who, what is open, what is unapplied, the last notes.",
    role: .viewer, parameters: [.account, .asOf],
    example: "LOOKUP ACCOUNT C-20417",
    fields: [
      .accountField, FieldSpec("balance", "open items less unapplied credit"),
      FieldSpec("unapplied", "credit not yet applied"), FieldSpec("currency", "of all its amounts"),
      .asOf, .rows,
    ],
    sections: [account, contacts, items, credits, notes], codes: [.data, .ok, .notFound],
    effect: .read(run))

  private static let account = SectionSpec(
    "account", .record,
    [
      ColumnSpec("account"), ColumnSpec("kind"), ColumnSpec("name"), ColumnSpec("currency"),
      ColumnSpec("balance", .money), ColumnSpec("unapplied", .money),
      ColumnSpec("credit-limit", .money), ColumnSpec("terms", .count), ColumnSpec("collector"),
      ColumnSpec("portfolio"), ColumnSpec("client"), ColumnSpec("opened", .date),
    ])
  private static let contacts = SectionSpec(
    "contacts",
    .rows,
    [
      ColumnSpec("contact", .count), ColumnSpec("role"), ColumnSpec("name"), ColumnSpec("phones"),
      ColumnSpec("email"), ColumnSpec("address"),
    ])
  private static let items = SectionSpec(
    "items",
    .rows,
    [
      ColumnSpec("invoice"), ColumnSpec("date", .date), ColumnSpec("due", .date),
      ColumnSpec("days-past-due", .count), ColumnSpec("amount", .money), ColumnSpec("open", .money),
    ])
  private static let credits = SectionSpec(
    "credits",
    .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("kind"), ColumnSpec("date", .date),
      ColumnSpec("amount", .money), ColumnSpec("unapplied", .money),
    ])
  private static let notes = SectionSpec(
    "notes",
    .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("date", .date), ColumnSpec("kind"), ColumnSpec("by"),
      ColumnSpec("text"),
    ])

  /// The last notes shown; LOOKUP HISTORY has them all.
  private static let notesMax = 5

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let number = try arguments.account(in: book)
    let row = book.accounts[number]
    let asOf = try arguments.date("as-of")
    let shown = AccountShown(book, number, asOf: asOf)
    reply.status(.data, block: true)
    reply.field("account", row.id, book)
    reply.field("balance", shown.balance, row.currency)
    reply.field("unapplied", shown.unapplied, row.currency)
    reply.field("currency", row.currency.code)
    if let asOf { reply.field("as-of", asOf) }
    reply.endLine()
    writeAccount(row, shown, book, &reply)
    writeContacts(number, book, &reply)
    writeItems(shown, row.currency, asOf ?? context.today, book, &reply)
    writeCredits(shown, row.currency, book, &reply)
    writeNotes(number, asOf, book, &reply)
    reply.endBlock()
    reply.endLine()
    return row.lastEntry
  }

  private static func writeAccount(
    _ row: AccountRow, _ shown: AccountShown, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    reply.section(account)
    reply.beginRow()
    reply.cell(row.id, book)
    reply.cell(row.kind.word)
    reply.cell(row.name, book)
    reply.cell(row.currency.code)
    reply.cell(shown.balance, row.currency)
    reply.cell(shown.unapplied, row.currency)
    if let limit = row.creditLimit { reply.cell(limit, row.currency) } else { reply.emptyCell() }
    reply.cell(row.termsDays)
    reply.cell(symbol: row.collector, book)
    reply.cell(symbol: row.portfolio, book)
    reply.cell(symbol: row.client, book)
    reply.cell(book.entries[Int(row.opened) - 1].effective)
    reply.endRow()
  }

  private static func writeContacts(
    _ account: UInt32, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    reply.section(contacts)
    for contact in book.contactRows(of: account) {
      let row = book.contacts[contact]
      reply.beginRow()
      reply.cell(row.entry)
      reply.cell(row.role.word)
      reply.cell(row.name, book)
      let phones = book.phoneRows(of: contact).map { phone in
        let row = book.phones[phone]
        return row.kind == .unspecified ? row.number.text : "\(row.number.text) \(row.kind.word)"
      }
      if phones.isEmpty { reply.emptyCell() } else { reply.cell(phones.joined(separator: ", ")) }
      reply.cell(row.email, book)
      reply.cell(row.address, book)
      reply.endRow()
    }
  }

  private static func writeItems(
    _ shown: AccountShown, _ currency: Currency, _ day: Day, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    reply.section(items)
    for (item, open) in shown.items {
      reply.beginRow()
      reply.cell(book.items[item].number, book)
      reply.cell(book.items[item].date)
      reply.cell(book.itemDue[item])
      reply.cell(max(0, day - book.itemDue[item]))
      reply.cell(book.items[item].amount, currency)
      reply.cell(open, currency)
      reply.endRow()
    }
  }

  private static func writeCredits(
    _ shown: AccountShown, _ currency: Currency, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    reply.section(credits)
    for (credit, unapplied) in shown.credits {
      let row = book.credits[credit]
      reply.beginRow()
      reply.cell(row.entry)
      reply.cell(row.kind == .payment ? EntryKind.payment.word : EntryKind.credit.word)
      reply.cell(row.date)
      reply.cell(row.amount, currency)
      reply.cell(unapplied, currency)
      reply.endRow()
    }
  }

  private static func writeNotes(
    _ account: UInt32, _ asOf: Day?, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    reply.section(notes)
    for number in book.lastNotes(of: account, asOf: asOf, max: notesMax) {
      let entry = book.entries[Int(number) - 1]
      reply.beginRow()
      reply.cell(number)
      reply.cell(entry.effective)
      reply.cell(entry.kind.word)
      reply.cell(symbol: entry.actor, book)
      reply.cell(detail: entryDetail(entry, book))
      reply.endRow()
    }
  }
}

/// What is open on an account, now or at the end of a past day.
struct AccountShown {
  var items: [(item: UInt32, open: Money)] = []
  var credits: [(credit: UInt32, unapplied: Money)] = []
  var balance: Money
  var unapplied = Money.zero

  init(_ book: borrowing Book, _ account: UInt32, asOf: Day?) {
    balance = book.accounts[account].balance
    guard let asOf, asOf < book.latestEffective else {
      for item in book.openItems(of: account) { items.append((item, book.itemRemaining[item])) }
      for credit in book.openCredits(of: account) {
        credits.append((credit, book.credits[credit].unapplied))
      }
      unapplied = book.accounts[account].unapplied
      return
    }
    balance = book.balance(of: account, asOf: asOf)
    for item in book.itemRows(of: account) {
      let open = book.remaining(ofItem: item, asOf: asOf)
      if open != .zero { items.append((item, open)) }
    }
    items.sort { left, right in
      let (first, second) = (book.itemDue[left.item], book.itemDue[right.item])
      return first == second ? left.item < right.item : first < second
    }
    for credit in book.creditRows(of: account) {
      let left = book.unapplied(ofCredit: credit, asOf: asOf)
      if left != .zero { credits.append((credit, left)) }
      unapplied += left
    }
  }
}
