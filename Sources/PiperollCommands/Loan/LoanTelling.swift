import PiperollLedger
import PiperollWire

extension Telling {
  static let loan = Telling(
    "a loan",
    fields: [
      .item, .amountField,
      FieldSpec("instalment", "what is to be paid each time; the last takes the rest"),
      FieldSpec("due", "when the last instalment is to be paid"), .effect,
    ],
    write: { entry, book, reply in
      let loan = book.loans[entry.subject]
      reply.field("item", book.items[loan.item].number, book)
      reply.field("amount", book.items[loan.item].amount, entry.currency(book))
      reply.field("instalment", loan.instalment, entry.currency(book))
      reply.field("due", book.itemDue[loan.item])
      reply.field("effect", entry.row.effect, entry.currency(book))
    },
    detail: { entry, book in
      let loan = book.loans[entry.subject]
      let item = book.text(book.items[loan.item].number)
      return "\(item) \(loan.rate.text)% \(loan.dayCount.word)"
    },
    amount: { entry, book in entry.amount(book.items[book.loans[entry.subject].item].amount, book) }
  )
}
