import PiperollLedger
import PiperollWire

extension Telling {
  static let invoice = Telling(
    "an invoice", fields: [FieldSpec("invoice", "its number"), .amountField, .due],
    write: { entry, book, reply in
      let item = entry.subject
      reply.field("invoice", book.items[item].number, book)
      reply.field("amount", book.items[item].amount, entry.currency(book))
      reply.field("due", book.itemDue[item])
    },
    detail: { entry, book in book.text(book.items[entry.subject].number) },
    amount: { entry, book in entry.amount(book.items[entry.subject].amount, book) })

  static let draft = Telling(
    "a draft", fields: [FieldSpec("draft", "its number"), .amountField, .due],
    write: { entry, book, reply in
      let draft = book.drafts[entry.subject]
      reply.field("draft", draft.number, book)
      reply.field("amount", draft.amount, entry.currency(book))
      if let due = draft.due { reply.field("due", due) }
    },
    // `H-90 for 140.00`
    detail: { entry, book in
      let draft = book.drafts[entry.subject]
      return "\(book.text(draft.number)) for \(entry.text(draft.amount, book))"
    },
    amount: { entry, book in entry.amount(book.drafts[entry.subject].amount, book) })
}
