import PiperollLedger
import PiperollWire

extension Telling {
  static let close = Telling(
    "a closing",
    fields: [
      .closed,
      FieldSpec("waiting", "how many requests in it can no longer be approved"),
      FieldSpec("approvals", "their numbers, at most 20 of them"),
    ],
    write: { entry, book, reply in
      reply.field("closed", entry.row.closedThrough)
      let left = book.requests(leftBy: entry.number) { firstDay(ofRequest: $0, in: book) }
      if left.isEmpty { return }
      reply.field("waiting", left.count)
      reply.field("approvals", left.prefix(shownMax).map { "\($0)" }.joined(separator: ","))
    },
    detail: { entry, _ in "through \(entry.row.closedThrough.text)" },
    amount: { _, _ in nil })

  /// How many requests a closing names, so that its line stays readable.
  private static let shownMax = 20
}
