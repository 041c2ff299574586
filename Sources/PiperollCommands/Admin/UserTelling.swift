import PiperollLedger
import PiperollWire

extension Telling {
  static let user = Telling(
    "a user",
    fields: [FieldSpec("user", "the user's name"), FieldSpec("role", "what they may do")],
    write: { entry, book, reply in
      reply.field("user", book.users[entry.subject].name, book)
      reply.field("role", book.users[entry.subject].role.word)
    },
    detail: { _, _ in "" }, amount: { _, _ in nil })
}
