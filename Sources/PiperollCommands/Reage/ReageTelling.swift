import PiperollLedger
import PiperollWire

extension Telling {
  static let reage = Telling(
    "a re-aging",
    fields: [
      FieldSpec("due", "the day from which its items are aged"),
      FieldSpec("amount", "how much of them was open"),
      FieldSpec("items", "how many they are"),
    ],
    write: { entry, book, reply in
      let row = book.reages[entry.subject]
      reply.field("due", row.due)
      reply.field("amount", book.amount(ofReage: entry.subject), entry.currency(book))
      reply.field("items", book.items(ofReage: entry.subject).count)
    },
    // `from 2026-12-31: INV-1,INV-2`
    detail: { entry, book in
      let items = book.items(ofReage: entry.subject)
      let shown = items.prefix(itemsMax).map { book.text(book.items[$0.item].number) }
      let more = items.count > itemsMax ? ", and \(items.count - itemsMax) more" : ""
      let due = book.reages[entry.subject].due
      return "from \(due.text): \(shown.joined(separator: ","))\(more)"
    },
    amount: { entry, book in entry.amount(book.amount(ofReage: entry.subject), book) })

  /// A line names so many items of a re-aging.
  private static let itemsMax = 5
}

extension Book {
  /// How much of its items was open when they were re-aged.
  fileprivate func amount(ofReage reage: UInt32) -> Money {
    items(ofReage: reage).reduce(.zero) { $0 + $1.amount }
  }
}

extension SectionSpec {
  /// The items of an account that are aged from another day than they are due.
  static let reaged = SectionSpec(
    "re-aged", .rows,
    [
      ColumnSpec("item"), ColumnSpec("due", .date), ColumnSpec("aged-from", .date),
      ColumnSpec("since", .date), ColumnSpec("entry", .count), ColumnSpec("open", .money),
    ])
}

extension ReplyWriter {
  /// Writes the section `re-aged` of an account's screen, if an open item is aged from another day
  /// than it is due.
  mutating func writeReaged(of account: UInt32, on day: Day, _ book: borrowing Book) {
    if !book.hasReages(account) { return }
    let items = book.openItems(of: account, asOf: day).compactMap { open in
      book.reage(of: open.item, on: day).map { (open, $0) }
    }
    if items.isEmpty { return }
    let currency = book.accounts[account].currency
    section(.reaged)
    for (open, reage) in items {
      let row = book.reages[reage]
      beginRow()
      cell(book.items[open.item].number, book)
      cell(book.itemDue[open.item])
      cell(row.due)
      cell(row.made)
      cell(row.entry)
      cell(open.left, currency)
      endRow()
    }
  }
}
