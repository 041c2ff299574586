import PiperollLedger
import PiperollWire

extension Telling {
  static let end = Telling(
    "an end", fields: [FieldSpec("ended", "the entry that it ends")],
    write: { entry, _, reply in reply.field("ended", EntryNumber(entry.subject)) },
    // `promise 33`
    detail: { entry, book in
      "\(book.entries[Int(entry.subject) - 1].kind.word) \(entry.subject)"
    },
    amount: { _, _ in nil })
}
