import PiperollLedger
import PiperollWire

extension Telling {
  static let link = Telling(
    "a link",
    fields: [
      FieldSpec("contact", "the contact that it is about"),
      FieldSpec("role", "what they are to the account, or none"),
      FieldSpec("same-as", "the contact who is the same person, or none"),
    ],
    write: { entry, book, reply in
      let row = book.links[entry.subject]
      reply.field("contact", book.contacts[row.contact].entry)
      if !row.isTie {
        reply.field("role", row.role?.word ?? "none")
      } else if let other = row.other {
        reply.field("same-as", book.contacts[other].entry)
      } else {
        reply.field("same-as", "none")
      }
    },
    // `contact 4: guarantor`
    detail: { entry, book in
      let row = book.links[entry.subject]
      let other = row.other.map { "\(book.contacts[$0].entry)" } ?? "none"
      let said = row.isTie ? "same as \(other)" : row.role?.word ?? "none"
      return "contact \(book.contacts[row.contact].entry): \(said)"
    },
    amount: { _, _ in nil })
}
