import PiperollLedger
import PiperollWire

enum LookupContact {
  static let spec = CommandSpec(
    "LOOKUP CONTACT",
    "Shows a contact, its numbers and addresses with what is known of each, and what was amended.",
    role: .viewer, parameters: [.contact, .asOf], example: "LOOKUP CONTACT 4",
    fields: [
      FieldSpec("contact", "the entry that added the contact"), .accountField, .asOf, .known, .rows,
    ],
    sections: [contact, points, changes], codes: [.data, .ok, .notFound], effect: .read(run))

  private static let contact = SectionSpec(
    "contact", .record,
    [
      ColumnSpec("contact", .count), ColumnSpec("account"), ColumnSpec("role"), ColumnSpec("name"),
      ColumnSpec("added", .date), ColumnSpec("region"), ColumnSpec("zone"),
      ColumnSpec("language"), ColumnSpec("born", .date), ColumnSpec("ssn4"),
      ColumnSpec("restricted"),
    ])
  private static let points = SectionSpec(
    "points", .rows,
    [
      ColumnSpec("point"), ColumnSpec("kind"), ColumnSpec("extension"), ColumnSpec("state"),
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
    let number = try arguments.contact(in: book)
    let asOf = try arguments.asOf(in: book, context)
    guard book.isThere(contact: number, on: asOf.last) else {
      throw .refused(.contactNotThere(book.contacts[number].entry, on: asOf.last))
    }
    let row = book.contact(number, on: asOf.last)
    let account = book.accounts[row.account]
    reply.status(.data, block: true)
    reply.field("contact", row.entry)
    reply.field(shown: account.id, book)
    reply.fields(asOf)
    reply.endLine()
    reply.section(contact)
    reply.beginRow()
    reply.cell(row.entry)
    reply.cell(account.id, book)
    reply.cell(row.role.word)
    reply.cell(row.name, book)
    reply.cell(book.entries[Int(row.entry) - 1].effective)
    write(book.person(of: number, on: asOf.last), context.role, book, &reply)
    reply.endRow()
    writePoints(number, row, asOf.last, book, &reply)
    reply.section(changes)
    for amendment in book.amendmentRows(ofContact: number)
    where amendment.effective <= asOf.last {
      reply.beginRow()
      reply.cell(amendment.entry)
      reply.cell(amendment.effective)
      reply.cell(symbol: book.entries[Int(amendment.entry) - 1].actor, book)
      reply.cell(detailOf: amendment.entry, book)
      reply.endRow()
    }
    reply.endBlock()
    reply.endLine()
    return account.lastEntry
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
    _ contact: UInt32, _ row: ContactRow, _ day: Day, _ book: borrowing Book,
    _ reply: inout ReplyWriter
  ) {
    reply.section(points)
    book.forEachPhone(of: contact, on: day) { number, standing in
      reply.beginRow()
      reply.cell(number.text)
      reply.cell(standing.kind.word)
      reply.cell(detail: standing.ext.text)
      reply.cell(state: standing.state)
      reply.endRow()
    }
    book.forEachEmail(of: contact, on: day) { email, standing in
      reply.beginRow()
      reply.cell(email, book)
      reply.cell(standing.kindWord)
      reply.emptyCell()
      reply.cell(state: standing.state)
      reply.endRow()
    }
    if row.address.isEmpty { return }
    reply.beginRow()
    reply.cell(row.address, book)
    reply.cell("mail")
    reply.emptyCell()
    reply.cell(state: book.state(of: .mailState, ofContact: contact, on: day))
    reply.endRow()
  }
}

extension ReplyWriter {
  /// Writes a cell of what is known of a point; without a value if nothing is.
  fileprivate mutating func cell(state: PointState) {
    if state == .unsaid { emptyCell() } else { cell(state.word) }
  }
}
