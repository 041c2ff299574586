import PiperollLedger
import PiperollWire

extension Telling {
  static let payment = Telling(
    "a payment", fields: creditFields + [.sameCheck, .recoverable],
    write: { entry, book, reply in
      writeCredit(entry, book, &reply)
      reply.field(sameCheckAs: entry, book)
      let left = entry.recoverable(book)
      if left > .zero { reply.field("recoverable", left, entry.currency(book)) }
    },
    detail: { entry, book in received(book.credits[entry.subject].method, entry, book) },
    amount: { entry, book in entry.amount(book.credits[entry.subject].amount, book) })

  static let credit = Telling(
    "a credit memo", fields: creditFields, write: writeCredit,
    detail: { entry, book in book.credits[entry.subject].reason.word },
    amount: { entry, book in entry.amount(book.credits[entry.subject].amount, book) })

  private static let creditFields: [FieldSpec] = [.amountField, .applied, .unapplied]

  @Sendable private static func writeCredit(
    _ entry: ToldEntry, _ book: borrowing Book, _ reply: inout ReplyWriter
  ) {
    let amount = book.credits[entry.subject].amount
    let applied = book.applied(by: entry.number, of: entry.subject)
    let currency = entry.currency(book)
    reply.field("amount", amount, currency)
    reply.field("applied", applied, currency)
    reply.field("unapplied", amount - applied, currency)
  }

  /// How money came in, for people: the method, and the tender details if there are any.
  static func received(
    _ method: PaymentMethod, _ entry: ToldEntry, _ book: borrowing Book
  ) -> String {
    let tenderDetails = book.text(book.tenderDetails(of: entry.number))
    return tenderDetails.isEmpty ? method.word : "\(method.word) \(tenderDetails)"
  }
}

extension ReplyWriter {
  /// Writes which earlier payment has the same check's number, if one has.
  mutating func field(sameCheckAs entry: ToldEntry, _ book: borrowing Book) {
    if let earlier = book.sameCheck(before: entry.number) { field("same-check", earlier) }
  }
}
