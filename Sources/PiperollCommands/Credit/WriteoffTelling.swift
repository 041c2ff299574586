import PiperollLedger
import PiperollWire

extension Telling {
  static let writeoff = Telling(
    "a write-off", fields: [.amountField, .effect],
    write: { entry, book, reply in
      reply.fields(amount: book.credits[entry.subject].amount, entry, book)
    },
    detail: { entry, book in book.credits[entry.subject].reason.word },
    amount: { entry, book in entry.amount(book.credits[entry.subject].amount, book) })
}
