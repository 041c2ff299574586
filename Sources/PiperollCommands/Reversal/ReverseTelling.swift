import PiperollLedger
import PiperollWire

extension Telling {
  static let reverse = Telling(
    "a reversal", fields: [FieldSpec("reversed", "the entry that is undone"), .effect],
    write: { entry, book, reply in
      reply.field("reversed", EntryNumber(entry.subject))
      reply.field("effect", entry.row.effect, entry.currency(book))
    },
    detail: { entry, _ in "entry \(entry.subject) \(entry.row.reversalReason.word)" },
    amount: { entry, book in book.amount(about: EntryNumber(entry.subject)) })
}
