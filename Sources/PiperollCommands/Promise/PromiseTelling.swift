import PiperollLedger
import PiperollWire

extension Telling {
  /// A line names so many items of a promise; LOOKUP PROMISES has all.
  private static let itemsMax = 5

  static let promise = Telling(
    "a promise",
    fields: [
      FieldSpec("amount", "what is promised"), FieldSpec("due", "the day on which it is due"),
      FieldSpec("until", "the last day on which the money is in time"),
      FieldSpec("replaces", "the promise whose place it takes"),
    ],
    write: { entry, book, reply in
      let row = book.promises[entry.subject]
      reply.field("amount", row.amount, book.accounts[row.account].currency)
      reply.field("due", row.due)
      reply.field("until", book.lastDayOfGrace(ofPromise: entry.subject))
      if let replaces = row.replaces { reply.field("replaces", replaces) }
    },
    // `250.00 by 2026-11-27`
    detail: { entry, book in
      let row = book.promises[entry.subject]
      let decimals = book.accounts[row.account].currency.decimals
      let items = book.items(ofPromise: entry.subject).prefix(itemsMax).map {
        book.text(book.items[$0.item].number)
      }
      let on = items.isEmpty ? "" : " on \(items.joined(separator: ","))"
      let text = "\(row.amount.text(decimals: decimals)) by \(row.due.text)\(on)"
      return row.replaces.map { "\(text), instead of promise \($0)" } ?? text
    },
    amount: { entry, book in
      let row = book.promises[entry.subject]
      return ToldEntry.Amount(row.amount, book.accounts[row.account].currency)
    })
}
