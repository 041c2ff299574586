import PiperollLedger
import PiperollWire

extension Telling {
  static let limit = Telling(
    "a credit limit",
    fields: [
      FieldSpec("limit", "the limit from then on"), FieldSpec("was", "the limit before it"),
    ],
    write: { entry, book, reply in
      let (limit, was) = limits(entry, book)
      reply.field("limit", limit: limit, entry.currency(book))
      reply.field("was", limit: was, entry.currency(book))
    },
    // `5000.00, was none, order, asked for by lena`
    detail: { entry, book in
      let (limit, was) = limits(entry, book)
      let row = book.limits[entry.subject]
      let who = book.text(symbol: row.requestedBy)
      let (now, before) = (text(limit, entry, book), text(was, entry, book))
      return "\(now), was \(before), \(row.reason.word), asked for by \(who)"
    },
    // By how much the limit is raised or lowered; where there was or is none, all of the other one.
    amount: { entry, book in
      let (limit, was) = limits(entry, book)
      guard let limit, let was else { return (limit ?? was).map { entry.amount($0, book) } }
      return entry.amount(max(limit, was) - min(limit, was), book)
    })

  private static func text(
    _ limit: Money?, _ entry: ToldEntry, _ book: borrowing Book
  ) -> String {
    limit.map { entry.text($0, book) } ?? "none"
  }

  /// The limit on the day of an entry with this entry, which is the one that it sets, and without
  /// it; nil: no limit.
  private static func limits(
    _ entry: ToldEntry, _ book: borrowing Book
  ) -> (limit: Money?, was: Money?) {
    let was = book.creditLimit(
      of: entry.row.account, on: entry.row.effective, after: entry.number - 1)
    return (book.limits[entry.subject].limit, was)
  }
}
