import PiperollLedger
import PiperollWire

extension Telling {
  static let refund = Telling(
    "a refund", fields: [.item, .amountField, .effect],
    write: { entry, book, reply in reply.fields(ofItem: entry.subject, entry, book) },
    detail: { entry, book in book.text(book.items[entry.subject].number) + cause(entry) },
    amount: { entry, book in entry.amount(book.items[entry.subject].amount, book) })
}
