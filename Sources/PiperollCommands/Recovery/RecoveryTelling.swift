import PiperollLedger
import PiperollWire

extension Telling {
  static let recovery = Telling(
    "a recovery", fields: [.amountField, .effect, .sameCheck],
    write: { entry, book, reply in
      reply.fields(amount: book.credits[book.pairs[entry.subject].credit].amount, entry, book)
      reply.field(sameCheckAs: entry, book)
    },
    detail: { entry, book in
      received(book.credits[book.pairs[entry.subject].credit].method, entry, book)
    },
    amount: { entry, book in
      entry.amount(book.credits[book.pairs[entry.subject].credit].amount, book)
    })
}
