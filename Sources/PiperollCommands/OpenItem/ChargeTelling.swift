import PiperollLedger
import PiperollWire

extension Telling {
  static let charge = Telling(
    "a charge", fields: [.item, .amountField, .due, .effect],
    write: { entry, book, reply in
      reply.fields(ofCharge: entry.subject, entry, book)
    },
    detail: { entry, book in
      let item = book.items[entry.subject]
      return "\(item.kind.word) \(book.text(item.number))\(cause(entry))"
    },
    amount: { entry, book in entry.amount(book.items[entry.subject].amount, book) })

  /// The entry of the same request that caused this one, for people: a fee for a returned payment
  /// is caused by the reversal. Empty if this entry was asked for by itself.
  static func cause(_ entry: ToldEntry) -> String {
    entry.row.isContinuation ? ": for entry \(entry.number - 1)" : ""
  }
}

extension ReplyWriter {
  /// Writes the keys of an item with a due date, and its effect on the balance.
  mutating func fields(ofCharge item: UInt32, _ entry: ToldEntry, _ book: borrowing Book) {
    field("item", book.items[item].number, book)
    field("amount", book.items[item].amount, entry.currency(book))
    field("due", book.itemDue[item])
    field("effect", entry.row.effect, entry.currency(book))
  }

  /// Writes the keys of an item without a due date, and its effect on the balance.
  mutating func fields(ofItem item: UInt32, _ entry: ToldEntry, _ book: borrowing Book) {
    field("item", book.items[item].number, book)
    fields(amount: book.items[item].amount, entry, book)
  }

  /// Writes an amount and the entry's effect on the balance.
  mutating func fields(amount: Money, _ entry: ToldEntry, _ book: borrowing Book) {
    field("amount", amount, entry.currency(book))
    field("effect", entry.row.effect, entry.currency(book))
  }
}
