import PiperollLedger
import PiperollWire

extension Telling {
  static let rate = Telling(
    "a rate", fields: [FieldSpec("rate", "percent a year")],
    write: { entry, book, reply in reply.field("rate", book.rates[entry.subject].rate.text) },
    detail: { entry, book in "\(book.rates[entry.subject].rate.text)%" },
    amount: { _, _ in nil })

  static let interest = Telling(
    "a charge of interest",
    fields: [
      .item, .amountField, FieldSpec("through", "the last day that is charged"), .due, .effect,
    ],
    write: { entry, book, reply in
      let item = book.documents(of: entry.number).item
      if let item { reply.field("item", book.items[item].number, book) }
      reply.field("amount", chargedOrGivenBack(entry, book), entry.currency(book))
      reply.field("through", book.interest(chargedBy: entry.number))
      if let item { reply.field("due", book.itemDue[item]) }
      reply.field("effect", entry.row.effect, entry.currency(book))
    },
    detail: { entry, book in
      let through = "through \(book.interest(chargedBy: entry.number).text)"
      guard let item = book.documents(of: entry.number).item else { return through }
      return "\(book.text(book.items[item].number)): \(through)"
    },
    amount: { entry, book in entry.amount(chargedOrGivenBack(entry, book), book) })

  /// The amount that was charged or, if too much had been charged before, the amount given back.
  private static func chargedOrGivenBack(_ entry: ToldEntry, _ book: borrowing Book) -> Money {
    let (item, credit) = book.documents(of: entry.number)
    if let item { return book.items[item].amount }
    return credit.map { book.credits[$0].amount } ?? .zero
  }
}
