import PiperollLedger
import PiperollWire

extension Telling {
  static let hold = Telling(
    "a hold",
    fields: [
      .hold, FieldSpec("item", "the item that it is on"), FieldSpec("from", "its first day"),
      FieldSpec("until", "its last day"),
    ],
    write: { entry, book, reply in
      let hold = book.holds[entry.subject]
      reply.field("hold", hold.kind.word)
      if let item = hold.item { reply.field("item", book.items[item].number, book) }
      reply.field("from", hold.from)
      if let until = hold.until { reply.field("until", until) }
    },
    // `dispute INV-3 from 2026-11-23 until 2026-12-24, by letter`
    detail: { entry, book in
      let hold = book.holds[entry.subject]
      var text = hold.kind.word
      if let item = hold.item { text += " \(book.text(book.items[item].number))" }
      text += " from \(hold.from.text)"
      if let until = hold.until { text += " until \(until.text)" }
      return hold.source.isEmpty ? text : text + ", \(book.text(hold.source))"
    },
    amount: { _, _ in nil })

  static let releaseHold = Telling(
    "the release of a hold", fields: [.hold, FieldSpec("released", "the entry that placed it")],
    write: { entry, book, reply in
      let hold = book.holds[entry.subject]
      reply.field("hold", hold.kind.word)
      reply.field("released", hold.entry)
    },
    detail: { entry, book in
      let hold = book.holds[entry.subject]
      return "\(hold.kind.word) of entry \(hold.entry)"
    },
    amount: { _, _ in nil })
}
