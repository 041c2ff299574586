import PiperollLedger
import PiperollWire

enum LookupAccount {
  static let spec = CommandSpec(
    "LOOKUP ACCOUNT",
    "Shows an account: its contacts, open items, unapplied credit, last notes, holds, open"
      + " disputes, promises that may still be kept, plans that are not over, and what is to be"
      + " done.",
    role: .viewer, parameters: [.account, .asOf, .reasonToShow],
    example: "LOOKUP ACCOUNT C-20417",
    fields: [
      .accountField, FieldSpec("balance", "open items less unapplied credit"),
      FieldSpec("unapplied", "credit not yet applied"),
      FieldSpec("currency", "the currency of all its amounts"),
      FieldSpec("recovered", "what came in on what was written off, if anything was"),
      .recoverable, .mustIdentify, .revisionField, .leasedBy, .asOf, .known, .rows,
    ],
    sections: [
      account, assignment, contacts, items, credits, notes, credit, .holdsInForce, .openDisputes,
      .openPromises, .openPlans, .reaged, .openTasks, .callers,
    ],
    codes: [.data, .ok, .notFound],
    effect: .read(run), asksWhoSpeaks: true)

  static let account = SectionSpec(
    "account", .record,
    [
      ColumnSpec("account"), ColumnSpec("kind"), ColumnSpec("name"), ColumnSpec("currency"),
      ColumnSpec("balance", .money), ColumnSpec("unapplied", .money),
      ColumnSpec("credit-limit", .money), ColumnSpec("terms", .count), ColumnSpec("collector"),
      ColumnSpec("portfolio"), ColumnSpec("client"), ColumnSpec("opened", .date),
      ColumnSpec("written-off", .money),
    ])
  private static let assignment = SectionSpec(
    "assignment", .record,
    [
      ColumnSpec("role"), ColumnSpec("queue"), ColumnSpec("debt"), ColumnSpec("placed", .date),
      ColumnSpec("itemized", .date), ColumnSpec("barred-from", .date),
    ])
  static let contacts = SectionSpec(
    "contacts",
    .rows,
    [
      ColumnSpec("contact", .count), ColumnSpec("role"), ColumnSpec("name"), ColumnSpec("phones"),
      ColumnSpec("email"), ColumnSpec("address"),
    ])
  static let items = SectionSpec(
    "items",
    .rows,
    [
      ColumnSpec("invoice"), ColumnSpec("date", .date), ColumnSpec("due", .date),
      ColumnSpec("days-past-due", .count, shown: "late"), ColumnSpec("amount", .money),
      ColumnSpec("open", .money, hasTotal: true), ColumnSpec("kind"),
    ])
  static let credits = SectionSpec(
    "credits",
    .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("kind"), ColumnSpec("date", .date),
      ColumnSpec("amount", .money), ColumnSpec("unapplied", .money),
    ])
  static let notes = SectionSpec(
    "notes",
    .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("date", .date), ColumnSpec("kind"), ColumnSpec("by"),
      ColumnSpec("text"),
    ])

  private static let credit = SectionSpec(
    "credit", .record,
    [
      ColumnSpec("limit", .money), ColumnSpec("exposure", .money), ColumnSpec("available", .money),
      ColumnSpec("status"),
    ])

  /// How many of the last notes are shown; LOOKUP HISTORY shows all.
  private static let notesMax = 5

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let number = try arguments.account(in: book)
    book.prefetchHeads(of: number)
    let asOf = try arguments.asOf(in: book, context)
    let row = book.account(number, on: asOf.last)
    if try CallGuard(arguments).hides(number, book, context, &reply) {
      return writeGuarded(number, row, asOf, context, book, &reply)
    }
    let past = AccountPast(book, number, asOf)
    let (balance, unapplied) = (past?.balance ?? row.balance, past?.unapplied ?? row.unapplied)
    reply.status(.data, block: true)
    reply.field(shown: row.id, book)
    reply.field("balance", balance, row.currency)
    reply.field("unapplied", unapplied, row.currency)
    reply.field("currency", row.currency.code)
    let recovery = book.recovery(of: number, asOf: asOf)
    if !recovery.isNothing {
      reply.field("recovered", recovery.recovered, row.currency)
      reply.field("recoverable", recovery.recoverable, row.currency)
    }
    reply.field("rev", book.revision(of: number))
    reply.field(leasedBy: number, asOf, context)
    reply.fields(asOf)
    reply.endLine()
    let seen: EntryNumber
    if reply.format == .screen {
      var lines: [ContactLine] = []
      (lines, seen) = contactLines(number, asOf.last, context.viewer, book, &reply)
      AccountScreen(number, asOf, context).write(
        balance: balance, unapplied: unapplied, contacts: lines, book, &reply)
    } else {
      let limit = book.creditLimit(of: number, asOf: asOf.day)
      writeAccount(row, balance, unapplied, limit, writtenOff: recovery.writtenOff, book, &reply)
      writeAssignment(number, asOf.last, book, &reply)
      book.prefetchTexts(of: number)
      seen = writeContacts(number, asOf.last, context.viewer, book, &reply)
    }
    writeItems(number, past, asOf.day, book, &reply)
    writeCredits(number, past, book, &reply)
    writeNotes(number, asOf.last, context.viewer, book, &reply)
    writeCredit(number, balance, asOf.day, book, &reply)
    reply.writeHolds(of: number, on: asOf.day, book)
    reply.writeOpenDisputes(of: number, on: asOf.day, for: context.viewer, book)
    reply.writeOpenPromises(of: number, on: asOf.day, book)
    reply.writeOpenPlans(of: number, on: asOf.day, book)
    reply.writeReaged(of: number, on: asOf.day, book)
    reply.writeOpenTasks(of: number, on: asOf.day, book)
    reply.endBlock()
    reply.endLine()
    return max(row.lastEntry, seen)
  }

  private static func writeAccount(
    _ row: AccountRow, _ balance: Money, _ unapplied: Money, _ limit: Money?, writtenOff: Money,
    _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    reply.section(account)
    reply.beginRow()
    reply.cell(row.id, book)
    reply.cell(row.kind.word)
    reply.cell(row.name, book)
    reply.cell(row.currency.code)
    reply.cell(balance, row.currency)
    reply.cell(unapplied, row.currency)
    if let limit { reply.cell(limit, row.currency) } else { reply.emptyCell() }
    row.terms.form == .days ? reply.cell(row.terms.count) : reply.cell(row.terms.text)
    reply.cell(symbol: row.collector, book)
    reply.cell(symbol: row.portfolio, book)
    reply.cell(symbol: row.client, book)
    reply.cell(row.openedOn)
    if writtenOff == .zero { reply.emptyCell() } else { reply.cell(writtenOff, row.currency) }
    reply.endRow()
  }

  /// Writes the section `assignment`, if more was said of it than collector and portfolio.
  private static func writeAssignment(
    _ account: UInt32, _ day: Day, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    if !book.isAmended(account) { return }
    let assigned = book.assignment(of: account, on: day)
    if assigned == Assignment() { return }
    reply.section(assignment)
    reply.beginRow()
    reply.cell(assigned.role.word)
    reply.cell(detail: assigned.queue?.word ?? "")
    reply.cell(symbol: assigned.debt, book)
    for day in [assigned.placed, assigned.itemized, assigned.barredFrom] {
      if let day { reply.cell(day) } else { reply.emptyCell() }
    }
    reply.endRow()
  }

  /// Writes the section `credit`, if the account has a credit limit or a hold forbids new orders.
  private static func writeCredit(
    _ account: UInt32, _ balance: Money, _ day: Day, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    let standing = book.creditStanding(of: account, balance: balance, asOf: day)
    if standing.status == .none { return }
    let currency = book.accounts[account].currency
    reply.section(credit)
    reply.beginRow()
    for amount in [standing.limit, standing.exposure, standing.available] {
      if let amount { reply.cell(amount, currency) } else { reply.emptyCell() }
    }
    reply.cell(standing.status.word)
    reply.endRow()
  }

  /// - Returns: the last entry that is shown of contacts of other accounts.
  private static func writeContacts(
    _ account: UInt32, _ day: Day, _ viewer: Viewer, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) -> EntryNumber {
    reply.section(contacts)
    var seen: EntryNumber = 0
    let mayBeRestricted = book.hasPeople(account)
    book.forEachRole(on: account, asOf: day) { contact, role in
      if mayBeRestricted, book.isRestricted(contact) {
        if book.isHidden(contact, from: viewer) { return }
        reply.showsRestricted = true
      }
      let row = book.contact(contact, on: day)
      if row.account != account { seen = max(seen, book.accounts[row.account].lastEntry) }
      reply.beginRow()
      reply.cell(row.entry)
      reply.cell(role.word)
      reply.cell(row.name, book)
      reply.cell(phonesOf: contact, on: day, book)
      reply.cell(emailsOf: contact, row, on: day, book)
      reply.cell(row.address, book)
      reply.endRow()
    }
    return seen
  }

  /// - Returns: the lines of a screen, and the last entry that is shown of contacts of other
  ///   accounts.
  static func contactLines(
    _ account: UInt32, _ day: Day, _ viewer: Viewer, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) -> ([ContactLine], EntryNumber) {
    var (lines, seen, isRestricted) = ([ContactLine](), EntryNumber(0), false)
    book.forEachRole(on: account, asOf: day) { contact, role in
      if book.isHidden(contact, from: viewer) { return }
      isRestricted = isRestricted || book.isRestricted(contact)
      let home = book.contacts[contact].account
      if home != account { seen = max(seen, book.accounts[home].lastEntry) }
      lines.append(ContactLine(contact, role, on: day, book))
    }
    if isRestricted { reply.showsRestricted = true }
    return (lines, seen)
  }

  private static func writeItems(
    _ account: UInt32, _ past: AccountPast?, _ day: Day, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    let currency = book.accounts[account].currency
    reply.section(items)
    func write(_ item: UInt32, _ open: Money) {
      let (row, due) = (book.items[item], book.itemDue[item])
      reply.beginRow()
      reply.cell(row.number, book)
      reply.cell(row.date)
      reply.cell(due)
      reply.cell(max(0, day - book.agedDue(of: item, on: day)))
      reply.cell(row.amount, currency)
      reply.cell(open, currency)
      reply.cell(row.kind.word)
      reply.endRow()
    }
    if let past {
      for open in past.items { write(open.item, open.left) }
    } else {
      book.forEachOpenItem(of: account) { write($0, book.itemRemaining[$0]) }
    }
  }

  private static func writeCredits(
    _ account: UInt32, _ past: AccountPast?, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let currency = book.accounts[account].currency
    reply.section(credits)
    func write(_ credit: UInt32, _ unapplied: Money) {
      let row = book.credits[credit]
      reply.beginRow()
      reply.cell(row.entry)
      reply.cell(row.kind.entryKind.word)
      reply.cell(row.date)
      reply.cell(row.amount, currency)
      reply.cell(unapplied, currency)
      reply.endRow()
    }
    if let past {
      for open in past.credits { write(open.credit, open.left) }
    } else {
      book.forEachOpenCredit(of: account) { write($0, book.credits[$0].unapplied) }
    }
  }

  static func writeNotes(
    _ account: UInt32, _ last: Day, _ viewer: Viewer, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    reply.section(notes)
    for number in book.lastNotes(of: account, asOf: last, max: notesMax, for: viewer) {
      if book.isRestricted(entry: number) { reply.showsRestricted = true }
      let entry = book.entries[Int(number) - 1]
      reply.beginRow()
      reply.cell(number)
      reply.cell(entry.effective)
      reply.cell(entry.kind.word)
      reply.cell(symbol: entry.actor, book)
      reply.cell(detailOf: number, book)
      reply.endRow()
    }
  }
}

/// What was open on an account at the end of a past day.
struct AccountPast {
  let items: [OpenItem]
  let credits: [OpenCredit]
  let balance: Money
  let unapplied: Money

  /// Nil if `asOf` is the present: then the amounts stand in the rows of the book.
  init?(_ book: borrowing Book, _ account: UInt32, _ asOf: AsOf) {
    if asOf.isPresent { return nil }
    balance = book.balance(of: account, asOf: asOf.last)
    items = book.openItems(of: account, asOf: asOf.last)
    credits = book.openCredits(of: account, asOf: asOf.last)
    unapplied = credits.reduce(.zero) { $0 + $1.left }
  }
}

extension ReplyWriter {
  /// Writes a cell of a contact's telephone numbers, each with its extension, its kind and whether
  /// it is good or bad: `+12125550147 x204 work bad, ...`.
  fileprivate mutating func cell(
    phonesOf contact: UInt32, on day: Day, _ book: borrowing Book
  ) {
    var count = 0
    book.forEachPhone(of: contact, on: day) { _, standing in
      if standing.isTheirs { count += 1 }
    }
    if count == 0 { return emptyCell() }
    // Room for each: a number, an extension, a kind and a state (none is longer than a number),
    // blanks, a comma, the x.
    cell(room: count * (PhoneNumber.textBytesMax * 4 + 6)) { place in
      var end = place
      book.forEachPhone(of: contact, on: day) { number, standing in
        if !standing.isTheirs { return }
        if end != place {
          end[0] = UInt8(ascii: ",")
          end[1] = UInt8(ascii: " ")
          end += 2
        }
        end += number.write(to: end)
        if !standing.ext.isEmpty { end += copy(" x\(standing.ext.text)", to: end) }
        if standing.kind != .unspecified {
          end += copy(" ", to: end)
          end += copy(standing.kind.word, to: end)
        }
        if standing.state != .unsaid { end += copy(" \(standing.state.word)", to: end) }
      }
      return end - place
    }
  }
}

extension ReplyWriter {
  /// Writes a cell of a contact's email addresses with commas between them, but those of others.
  fileprivate mutating func cell(
    emailsOf contact: UInt32, _ row: ContactRow, on day: Day, _ book: borrowing Book
  ) {
    if !book.mayHaveSeveralEmails(contact) { return cell(row.email, book) }
    var emails: [String] = []
    book.forEachEmail(of: contact, on: day) { email, standing in
      if standing.state.isTheirs { emails.append(book.text(email)) }
    }
    cell(detail: emails.joined(separator: ", "))
  }
}

private func copy(_ text: String, to place: UnsafeMutablePointer<UInt8>) -> Int {
  for (offset, byte) in text.utf8.enumerated() { place[offset] = byte }
  return text.utf8.count
}
