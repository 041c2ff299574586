import PiperollLedger
import PiperollWire

extension Telling {
  static let transfer = Telling(
    "a transfer", fields: [.item, .amountField, .effect],
    write: { entry, book, reply in
      reply.fields(ofItem: book.pairs[entry.subject].item, entry, book)
    },
    detail: { entry, book in
      let from = book.accounts[entry.row.account].id
      let to = book.accounts[book.credits[book.pairs[entry.subject].credit].account].id
      return "\(book.text(from)) to \(book.text(to))"
    },
    amount: { entry, book in entry.amount(book.items[book.pairs[entry.subject].item].amount, book) }
  )
}
