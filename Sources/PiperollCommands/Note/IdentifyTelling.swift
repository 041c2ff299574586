import PiperollLedger
import PiperollWire

extension Telling {
  static let identify = Telling(
    "an identification",
    fields: [
      FieldSpec("matched", "how many factors fitted, on this call so far"),
      FieldSpec("verified", "whether they count as the one they say they are: yes or no"),
      FieldSpec("contact", "whom it fitted, by the contact's entry"),
    ],
    write: { entry, book, reply in
      let row = book.identifications[entry.subject]
      reply.field("matched", row.matched.count)
      reply.field("verified", row.isVerified ? "yes" : "no")
      if let contact = row.contact { reply.field("contact", book.contacts[contact].entry) }
    },
    // `contact 4 verified by zip,born`, `contact 4 not verified; zip fitted; born did not fit`
    detail: { entry, book in
      let row = book.identifications[entry.subject]
      let contact = row.contact.map { "contact \(book.contacts[$0].entry) " } ?? ""
      var text = contact + (row.isVerified ? "verified" : "not verified")
      if !row.matched.isEmpty {
        text += row.isVerified ? " by \(row.matched.text)" : "; \(row.matched.text) fitted"
      }
      if !row.missed.isEmpty { text += "; \(row.missed.text) did not fit" }
      return text
    },
    amount: { _, _ in nil })
}
