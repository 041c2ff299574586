import PiperollLedger
import PiperollWire

extension Telling {
  static let apply = Telling(
    "an application",
    fields: [FieldSpec("credit", "the payment, credit memo or transfer"), .applied, .unapplied],
    write: { entry, book, reply in
      let credit = entry.subject
      reply.field("credit", book.credits[credit].entry)
      reply.field("applied", book.applied(by: entry.number, of: credit), entry.currency(book))
      reply.field(
        "unapplied", book.unapplied(of: credit, after: entry.number), entry.currency(book))
    },
    detail: ofCredit,
    amount: { entry, book in entry.amount(book.applied(by: entry.number, of: entry.subject), book) }
  )

  static let unapply = Telling(
    "an unapplication", fields: [.amountField, .effect],
    write: { entry, book, reply in
      reply.field("amount", book.takenOff(by: entry.number), entry.currency(book))
      reply.field("effect", entry.row.effect, entry.currency(book))
    },
    detail: ofCredit,
    amount: { entry, book in entry.amount(book.takenOff(by: entry.number), book) })

  @Sendable private static func ofCredit(_ entry: ToldEntry, _ book: borrowing Book) -> String {
    "of entry \(book.credits[entry.subject].entry)"
  }
}
