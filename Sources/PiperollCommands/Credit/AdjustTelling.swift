import PiperollLedger
import PiperollWire

extension Telling {
  static let adjust = Telling(
    "an adjustment", fields: [.item, .amountField, .due, .effect],
    write: { entry, book, reply in
      if entry.row.isDebit {
        reply.fields(ofCharge: entry.subject, entry, book)
      } else {
        reply.fields(amount: book.credits[entry.subject].amount, entry, book)
      }
    },
    detail: { entry, book in
      guard entry.row.isDebit else { return book.credits[entry.subject].reason.word }
      let number = book.text(book.items[entry.subject].number)
      return "\(entry.row.debitReason.word) \(number)"
    },
    amount: { entry, book in
      entry.amount(
        entry.row.isDebit ? book.items[entry.subject].amount : book.credits[entry.subject].amount,
        book)
    })
}
