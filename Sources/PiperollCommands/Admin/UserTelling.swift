import PiperollLedger
import PiperollWire

extension Telling {
  static let user = Telling(
    "a user",
    fields: [FieldSpec("user", "the user's name"), FieldSpec("role", "what they may do")],
    write: { entry, book, reply in
      reply.field("user", book.users[entry.subject].name, book)
      // A repetition tells what the entry gave, whatever the role is by now.
      let given = book.userChange(by: entry.number)?.role
      reply.field("role", (given ?? book.users[entry.subject].role).word)
    },
    detail: { _, _ in "" }, amount: { _, _ in nil })
}
