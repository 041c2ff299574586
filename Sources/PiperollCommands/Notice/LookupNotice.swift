import PiperollLedger
import PiperollLetters
import PiperollWire

enum LookupNotice {
  static let spec = CommandSpec(
    "LOOKUP NOTICE",
    "Shows a letter or an email as it was sent, by the entry of its notice or by the code that it"
      + " quotes.",
    role: .viewer,
    parameters: [
      Parameter("entry", .entry, .optional, .positional, "the notice's entry"),
      Parameter(
        "code", .text, help: "the code in an email, by which its person wants no more of them"),
      Parameter("part", .choice(parts), .defaulted("text"), help: "the text, or the HTML of it"),
    ],
    example: "LOOKUP NOTICE 31",
    fields: [
      .entry, .accountField,
      FieldSpec("date", "the day of the letter"),
      FieldSpec("contact", "the entry that made the contact to whom it went"),
      FieldSpec("name", "their name"),
      FieldSpec("to", "the email address to which it went"),
      FieldSpec("channel", "by which means it went"), FieldSpec("template", "what it was for"),
      FieldSpec("level", "the highest level of dunning by it"),
      FieldSpec("pay-now", "what it asked for"), FieldSpec("fee", "what it cost the debtor"),
      FieldSpec("code", "the code in it"), FieldSpec("hash", "SHA-256 of its text"),
      FieldSpec("differs", "yes: this version of the server writes another text"), .rows,
    ],
    sections: [items, text], codes: [.data, .ok, .notFound], effect: .search(run))

  private static let parts = ["text", "html"]

  private static let items = SectionSpec(
    "items", .rows,
    [ColumnSpec("item"), ColumnSpec("due"), ColumnSpec("level", .count)])
  private static let text = SectionSpec("text", .rows, [ColumnSpec("line")])

  @Sendable private static func run(
    _ arguments: borrowing Arguments, _ book: borrowing Book, _ context: Context,
    _ reply: inout ReplyWriter, _ turns: ReportRun
  ) async throws(Failure) -> EntryNumber {
    let notice = try notice(arguments, book)
    let part = arguments.text("part") ?? parts[0]
    guard parts.contains(part) else {
      throw arguments.bad("part", "one of \(parts.joined(separator: " "))")
    }
    let row = book.notices[notice]
    let account = book.accounts[row.account]
    let letter = NoticeWriter.text(ofNotice: notice, in: book)
    reply.status(.data, block: true)
    reply.field("entry", row.entry)
    reply.field(shown: account.id, book)
    reply.field("date", row.made)
    reply.field("contact", book.contacts[row.contact].entry)
    reply.field("name", book.contact(row.contact, on: row.made).name, book)
    let address = book.address(ofNotice: row)
    if !address.isEmpty { reply.field("to", address) }
    reply.field("channel", row.channel.word)
    reply.field("template", row.template.word)
    if row.level > 0 { reply.field("level", Int(row.level)) }
    reply.field("pay-now", row.payNow, account.currency)
    if row.fee > .zero { reply.field("fee", row.fee, account.currency) }
    if row.channel == .email { reply.field("code", OptOutToken.text(of: row.token)) }
    reply.field("hash", row.hash.text)
    if let digest = context.digest, NoticeWriter(digest: digest).hash(of: letter) != row.hash {
      reply.field("differs", "yes")
    }
    reply.endLine()
    reply.section(items)
    for part in book.parts(ofNotice: notice) {
      reply.beginRow()
      reply.cell(book.items[part.item].number, book)
      reply.cell(part.due)
      reply.cell(Int(part.level))
      reply.endRow()
    }
    reply.section(text)
    let lines =
      part == parts[0] ? "\(letter.subject)\n\n\(letter.text)" : letter.html
    for line in lines.split(separator: "\n", omittingEmptySubsequences: false) {
      reply.beginRow()
      reply.cell(String(line))
      reply.endRow()
    }
    reply.endBlock()
    reply.endLine()
    return account.lastEntry
  }

  private static func notice(
    _ arguments: borrowing Arguments, _ book: borrowing Book
  ) throws(Failure) -> UInt32 {
    if let code = arguments.text("code") {
      guard !arguments.has("entry") else {
        throw arguments.bad("code", "an entry or a code, and not both")
      }
      let known = OptOutToken.number(of: code).flatMap { book.notice(quoting: $0) }
      guard let known else { throw .refused(.codeNotFound(code)) }
      return known
    }
    guard arguments.has("entry") else {
      throw .fault(
        .syntax, column: nil, key: "entry", sentence: "an entry or a code is missing")
    }
    let number = try arguments.entry("entry")
    guard let entry = book.entry(number) else { throw .refused(.entryNotFound(number)) }
    guard let notice = book.notice(madeBy: number) else {
      throw .refused(.entryNotNotice(entry.kind))
    }
    return notice
  }
}
