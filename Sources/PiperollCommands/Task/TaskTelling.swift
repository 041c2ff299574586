import PiperollLedger
import PiperollWire

extension Telling {
  static let task = Telling(
    "a task",
    fields: [
      FieldSpec("due", "when it is due: a day, or a time of UTC"),
      FieldSpec("for", "the user who is to do it"),
      FieldSpec("queue", "the queue whose work it is"),
    ],
    write: { entry, book, reply in
      let row = book.tasks[entry.subject]
      reply.field("due", row.dueText)
      if row.user != 0 { reply.field("for", book.symbols[row.user], book) }
      if let queue = row.queue { reply.field("queue", queue.word) }
    },
    // `escalation on 2026-11-27 for kim in supervisor`
    detail: { entry, book in
      let row = book.tasks[entry.subject]
      var text = row.kind == .plain ? "" : "\(row.kind.word) "
      text += row.hasMinute ? "at \(row.dueText)" : "on \(row.dueText)"
      if row.user != 0 { text += " for \(book.text(symbol: row.user))" }
      if let queue = row.queue { text += " in \(queue.word)" }
      return text
    },
    amount: { _, _ in nil })
}
