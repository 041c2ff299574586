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

  /// The entry that brought it about in the same request, as of a fee the reversal of the payment;
  /// empty where it was asked for by itself.
  static func cause(_ entry: ToldEntry) -> String {
    entry.row.isContinuation ? ": for entry \(entry.number - 1)" : ""
  }
}

extension ReplyWriter {
  /// The keys of an item that is to be paid on a day, and what it did to the balance.
  mutating func fields(ofCharge item: UInt32, _ entry: ToldEntry, _ book: borrowing Book) {
    field("item", book.items[item].number, book)
    field("amount", book.items[item].amount, entry.currency(book))
    field("due", book.itemDue[item])
    field("effect", entry.row.effect, entry.currency(book))
  }

  /// The keys of an item without a due date, and what it did to the balance.
  mutating func fields(ofItem item: UInt32, _ entry: ToldEntry, _ book: borrowing Book) {
    field("item", book.items[item].number, book)
    fields(amount: book.items[item].amount, entry, book)
  }

  /// An amount, and what it did to the balance.
  mutating func fields(amount: Money, _ entry: ToldEntry, _ book: borrowing Book) {
    field("amount", amount, entry.currency(book))
    field("effect", entry.row.effect, entry.currency(book))
  }
}
