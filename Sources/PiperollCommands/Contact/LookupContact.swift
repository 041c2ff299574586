import PiperollLedger
import PiperollWire

enum LookupContact {
  static let spec = CommandSpec(
    "LOOKUP CONTACT",
    "Shows a contact: its numbers and addresses with what is known of each, the accounts that it"
      + " leads to, how it may be reached, and what was amended. Of a person with several contacts"
      + " it shows all.",
    role: .viewer, parameters: [.contact, .asOf], example: "LOOKUP CONTACT 4",
    fields: [
      FieldSpec("contact", "the entry that added the contact"), .accountField, .asOf, .known, .rows,
    ],
    sections: [contact, points, links, preferences, changes], codes: [.data, .ok, .notFound],
    effect: .read(run))

  private static let contact = SectionSpec(
    "contact", .record,
    [
      ColumnSpec("contact", .count), ColumnSpec("account"), ColumnSpec("role"), ColumnSpec("name"),
      ColumnSpec("added", .date), ColumnSpec("region"), ColumnSpec("zone"),
      ColumnSpec("language"), ColumnSpec("born", .date), ColumnSpec("ssn4"),
      ColumnSpec("restricted"), ColumnSpec("same-as"),
    ])
  private static let points = SectionSpec(
    "points", .rows,
    [
      ColumnSpec("point"), ColumnSpec("kind"), ColumnSpec("extension"), ColumnSpec("state"),
      ColumnSpec("contact", .count),
    ])
  private static let links = SectionSpec(
    "links", .rows,
    [
      ColumnSpec("contact", .count), ColumnSpec("account"), ColumnSpec("role"),
      ColumnSpec("since", .date), ColumnSpec("entry", .count),
    ])
  private static let preferences = SectionSpec(
    "preferences", .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("contact", .count), ColumnSpec("date", .date),
      ColumnSpec("preference"), ColumnSpec("channel"), ColumnSpec("point"), ColumnSpec("when"),
      ColumnSpec("place"), ColumnSpec("with", .count), ColumnSpec("source"), ColumnSpec("via"),
      ColumnSpec("account"), ColumnSpec("until", .date), ColumnSpec("state"), ColumnSpec("by"),
      ColumnSpec("text"),
    ])
  private static let changes = SectionSpec(
    "changes", .rows,
    [
      ColumnSpec("entry", .count), ColumnSpec("date", .date), ColumnSpec("by"),
      ColumnSpec("detail"),
    ])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter
  ) throws(Failure) -> EntryNumber {
    let number = try arguments.contact(in: book, context)
    let asOf = try arguments.asOf(in: book, context)
    guard book.isThere(contact: number, on: asOf.last) else {
      throw .refused(.contactNotThere(book.contacts[number].entry, on: asOf.last))
    }
    let row = book.contact(number, on: asOf.last)
    let all = book.contacts(ofPerson: number, on: asOf.last)
    let shown = all.filter { !book.isHidden($0, from: context.viewer) }
    if shown.contains(where: { book.isRestricted($0) }) { reply.showsRestricted = true }
    let links = shown.flatMap { book.links(of: $0, on: asOf.last) }
    reply.status(.data, block: true)
    reply.field("contact", row.entry)
    reply.field(shown: book.accounts[row.account].id, book)
    reply.fields(asOf)
    reply.endLine()
    write(row, number, others: shown.filter { $0 != number }, asOf.last, context, book, &reply)
    reply.section(points)
    for contact in shown { writePoints(contact, asOf.last, book, &reply) }
    write(links, besides: row.account, book, &reply)
    writePreferences(shown, asOf.last, context.viewer, book, &reply)
    writeChanges(shown, asOf.last, book, &reply)
    reply.endBlock()
    reply.endLine()
    let accounts = links.map(\.account) + shown.map { book.contacts[$0].account }
    return accounts.reduce(0) { max($0, book.accounts[$1].lastEntry) }
  }

  /// - Parameter others: the other contacts that are this person.
  private static func write(
    _ row: ContactRow, _ number: UInt32, others: [UInt32], _ day: Day, _ context: Context,
    _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    reply.section(contact)
    reply.beginRow()
    reply.cell(row.entry)
    reply.cell(book.accounts[row.account].id, book)
    reply.cell(detail: book.role(of: number, on: row.account, asOf: day)?.word ?? "")
    reply.cell(row.name, book)
    reply.cell(book.entries[Int(row.entry) - 1].effective)
    write(book.person(of: number, on: day), context.role, book, &reply)
    reply.cell(detail: others.map { "\(book.contacts[$0].entry)" }.joined(separator: ","))
    reply.endRow()
  }

  /// Writes what is known of a person. By their date of birth and their digits a caller is known,
  /// so those who only look are not told, and the audit trail has that they were shown.
  private static func write(
    _ person: PersonRow?, _ role: Role, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    for symbol in [person?.region, person?.zone, person?.language] {
      reply.cell(symbol: symbol ?? 0, book)
    }
    let mayKnow = role.may(.operator) && role != .auditor
    let (born, ssn4) = mayKnow ? (person?.born, person?.ssn4) : (nil, nil)
    if born != nil || ssn4 != nil { reply.showsRestricted = true }
    if let born { reply.cell(born) } else { reply.emptyCell() }
    if let ssn4 { reply.cell(ssn4.text) } else { reply.emptyCell() }
    if person?.isRestricted == true { reply.cell("yes") } else { reply.emptyCell() }
  }

  private static func writePoints(
    _ contact: UInt32, _ day: Day, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let row = book.contact(contact, on: day)
    book.forEachPhone(of: contact, on: day) { number, standing in
      reply.beginRow()
      reply.cell(number.text)
      reply.cell(standing.kind.word)
      reply.cell(detail: standing.ext.text)
      reply.cell(state: standing.state)
      reply.cell(row.entry)
      reply.endRow()
    }
    book.forEachEmail(of: contact, on: day) { email, standing in
      reply.beginRow()
      reply.cell(email, book)
      reply.cell(standing.kindWord)
      reply.emptyCell()
      reply.cell(state: standing.state)
      reply.cell(row.entry)
      reply.endRow()
    }
    if row.address.isEmpty { return }
    reply.beginRow()
    reply.cell(row.address, book)
    reply.cell("mail")
    reply.emptyCell()
    reply.cell(state: book.mailState(ofContact: contact, on: day))
    reply.cell(row.entry)
    reply.endRow()
  }

  /// - Parameter home: the account that was shown before.
  private static func write(
    _ all: [ContactLink], besides home: UInt32, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    reply.section(links)
    for link in all {
      reply.beginRow()
      reply.cell(book.contacts[link.contact].entry)
      let id = book.accounts[link.account].id
      if link.account == home { reply.cell(id, book) } else { reply.cell(shown: id, book) }
      reply.cell(link.role.word)
      reply.cell(link.since)
      reply.cell(link.entry)
      reply.endRow()
    }
  }

  private static func writePreferences(
    _ contacts: [UInt32], _ day: Day, _ viewer: Viewer, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    reply.section(preferences)
    for (preference, state) in book.preferences(of: contacts, on: day)
    where !book.isHidden(entry: preference.entry, from: viewer) {
      reply.beginRow()
      reply.cell(preference.entry)
      reply.cell(book.contacts[preference.contact].entry)
      reply.cell(preference.made)
      reply.cell(preference.verb.word)
      reply.cell(preference.channel.word)
      reply.cell(detail: preference.point?.text ?? "")
      reply.cell(detail: preference.when?.text ?? "")
      reply.cell(detail: preference.place?.word ?? "")
      if let with = preference.with {
        reply.cell(book.contacts[with].entry)
      } else {
        reply.emptyCell()
      }
      reply.cell(preference.source.word)
      reply.cell(detail: preference.via?.word ?? "")
      if let account = preference.account {
        reply.cell(book.accounts[account].id, book)
      } else {
        reply.emptyCell()
      }
      if let until = preference.until { reply.cell(until) } else { reply.emptyCell() }
      reply.cell(state.word)
      reply.cell(symbol: book.entries[Int(preference.entry) - 1].actor, book)
      reply.cell(book.memo(of: preference.entry), book)
      reply.endRow()
    }
  }

  private static func writeChanges(
    _ contacts: [UInt32], _ day: Day, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    reply.section(changes)
    let rows = contacts.flatMap { book.amendmentRows(ofContact: $0) }
    for amendment in rows.sorted(by: { $0.entry < $1.entry }) where amendment.effective <= day {
      reply.beginRow()
      reply.cell(amendment.entry)
      reply.cell(amendment.effective)
      reply.cell(symbol: book.entries[Int(amendment.entry) - 1].actor, book)
      reply.cell(detailOf: amendment.entry, book)
      reply.endRow()
    }
  }
}

extension ReplyWriter {
  /// Writes a cell of what is known of a point; without a value if nothing is.
  fileprivate mutating func cell(state: PointState) {
    if state == .unsaid { emptyCell() } else { cell(state.word) }
  }
}
